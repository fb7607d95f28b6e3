import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../page.ts';

const looks = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1280, height: 800 },
];
const pages = [
  { name: 'stories', path: '/room/stories/' },
  { name: 'stories-found', path: '/room/stories/?q=ferry&state=published' },
  { name: 'trash', path: '/room/stories/?state=trash' },
  { name: 'board', path: '/room/stories/board/' },
];

for (const { name, ...viewport } of looks) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the pages of stories on a ${name}, ${colorScheme}`, async ({ roomPage: page }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      for (const { name: what, path } of pages) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations, path).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide, `${path} is wider than the window`).toBeLessThanOrEqual(0);
        await page.screenshot({ path: `../artefacts/room-${what}-${name}-${colorScheme}.png` });
      }
    });
  }
}

test('the list by keys', async ({ roomPage: page }) => {
  await page.goto('/room/stories/');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.locator('tr:nth-child(2) a.story')).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.locator('tr:nth-child(2) input')).toBeChecked();
  await page.keyboard.press('/');
  await expect(page.getByLabel('Words in title or text')).toBeFocused();
  await page.keyboard.type('ferry j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=ferry/);
});

test('a story is shown to somebody outside, without a script running', async ({ roomPage: page, browser }) => {
  await page.goto('/room/stories/');
  await page.locator('a.story').first().click();
  await expect(page).toHaveURL(/\/room\/stories\/\w+\/$/);
  await page.goto(`${page.url()}preview/?width=phone`);
  await expect(page.frameLocator('iframe').locator('h1')).toBeVisible();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('The link').inputValue();
  await page.screenshot({ path: '../artefacts/room-preview.png' });
  const outside = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const answer = await outside.goto(link);
  expect(answer?.status()).toBe(200);
  await expect(outside.locator('h1')).toBeVisible();
  expect(answer?.headers()['cache-control']).toContain('no-store');
});

test('the list works without a script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  await context.addCookies([{ name: 'masthead_room', value: process.env.ROOM_TOKEN ?? '', url: `${baseURL}/room/` }]);
  const page = await context.newPage();
  await page.goto('/room/stories/');
  await page.getByRole('button', { name: 'New story' }).click();
  // Playwright looks past what stands in <noscript>.
  expect(await page.content()).toContain('Writing needs JavaScript');
  const story = page.url();
  await page.goto('/room/stories/?state=draft');
  await page.locator(`tr:has(a[href="${new URL(story).pathname}"]) input`).check();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  await expect(page.getByRole('status')).toContainText('1 story done.');
  await page.goto(story);
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('status')).toContainText('deleted for good');
});
