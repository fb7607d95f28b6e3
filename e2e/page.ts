import { expect, test as base, type Page } from '@playwright/test';

/** Paths of the demo's stories that the front page shows, without asking for fixed slugs. */
export async function firstStory(page: Page): Promise<string> {
  await page.goto('/');
  const href = await page.locator('main article:has(img) a[href]').first().getAttribute('href');
  if (!href) throw new Error('the front page shows no story');
  return new URL(href, page.url()).pathname;
}

/** A test whose page fails it on a console error, a script error, a failed request or a request to another host. */
export const test = base.extend<{ quietPage: Page; roomPage: Page }>({
  baseURL: async ({}, use) => use(process.env.SITE),
  quietPage: async ({ page, baseURL }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol !== 'data:' && url.origin !== baseURL) complaints.push(`foreign request: ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
  /** The same, signed in as the owner of the demo newsroom. */
  roomPage: async ({ quietPage, context, baseURL }, use) => {
    await context.addCookies([
      { name: 'masthead_room', value: process.env.ROOM_TOKEN ?? '', url: `${baseURL}/room/`, httpOnly: true, sameSite: 'Lax' },
    ]);
    await use(quietPage);
  },
});

export { expect };
