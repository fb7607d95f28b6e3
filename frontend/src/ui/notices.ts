import { t } from '../messages.ts';
import { button, iconButton } from './button.ts';
import { el } from './element.ts';

/** What a notice offers to do. */
export interface Offer {
  label: string;
  act: () => void;
}

const shelf = el('div', { class: 'ed-notices', role: 'status', 'aria-live': 'polite' });

/** The place where notices appear; the page puts it somewhere once. */
export function noticeShelf(): HTMLElement {
  return shelf;
}

/** Tells something. Without an offer it goes by itself after a while; an error stays until it is closed. */
export function notify(text: string, kind: 'plain' | 'error' = 'plain', ...offers: Offer[]): () => void {
  const box = el('div', { class: `ed-notice ed-notice-${kind}` }, el('p', {}, text));
  let before: HTMLElement | null = null;
  box.addEventListener('focusin', (event) => {
    if (!box.contains(event.relatedTarget as Node | null)) before = event.relatedTarget as HTMLElement | null;
  });
  const away = () => {
    const here = box.contains(document.activeElement);
    box.remove();
    if (here) before?.focus({ preventScroll: true });
  };
  for (const offer of offers) box.append(button(offer.label, () => (away(), offer.act())));
  box.append(iconButton('close', t('close'), away));
  shelf.append(box);
  if (kind === 'plain' && offers.length === 0) setTimeout(away, 6000);
  return away;
}
