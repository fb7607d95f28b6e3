import type { Page } from '@playwright/test';

/** Every page that somebody may open, as the page “Find” lists them, and one of each kind behind the lists. */
export async function screens(page: Page): Promise<string[]> {
  await page.goto('/room/find/');
  const links = (from: string) => page.locator(from).evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  const listed = (await links('main .entries a')).filter((path) => path.startsWith('/room/'));
  const found = new Set(['/room/find/', '/room/find/?q=harbour', ...listed]);
  for (const [list, one] of [
    ['/room/topics/', 'main td a'],
    ['/room/authors/', 'main td a'],
    ['/room/people/', 'main td a'],
    ['/room/media/', '.shelf a'],
    ['/room/themes/', '.shelf a'],
    ['/room/stories/', 'a.story'],
  ] as const) {
    if (!listed.includes(list)) continue;
    await page.goto(list);
    const [path] = await links(one);
    if (path && list === '/room/stories/') found.add(`${path}preview/`).add(`${path}revisions/`);
    else if (path) found.add(path);
  }
  return [...found];
}
