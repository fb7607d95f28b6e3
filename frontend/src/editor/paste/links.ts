import { mayLink } from '../marks/addresses.ts';
import { unwrap } from './style.ts';

const TRACKERS = /^(utm_\w+|fbclid|gclid|dclid|yclid|mc_cid|mc_eid|igshid|msclkid|_openstat)$/i;

/** The address that is really meant: Google's detour is undone, what tracks readers is taken out. */
export function honestAddress(href: string): string | null {
  if (!mayLink(href) || /^(file|about):/i.test(href)) return null;
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return href;
  }
  if (/(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === '/url') {
    const target = url.searchParams.get('q') ?? url.searchParams.get('url');
    return target ? honestAddress(target) : null;
  }
  const trackers = [...url.searchParams.keys()].filter((key) => TRACKERS.test(key));
  if (trackers.length === 0) return href;
  for (const key of trackers) url.searchParams.delete(key);
  return url.href;
}

/** Keeps links that lead somewhere; anchors inside the copied page lose their link and keep their words. */
export function honestLinks(body: Element): void {
  for (const link of [...body.querySelectorAll('a')]) {
    const href = link.getAttribute('href') ?? '';
    const inside = href.startsWith('#') && !/^#fn-\d+$/.test(href);
    const address = href === '' || inside ? null : honestAddress(href);
    if (address === null || (link.textContent ?? '').trim() === '') unwrap(link);
    else link.setAttribute('href', address);
  }
}
