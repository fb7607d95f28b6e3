import { AxeBuilder } from '@axe-core/playwright';
import { join } from 'node:path';
import { expect, firstStory, test } from '../page.ts';

const pictures = join(import.meta.dirname, '../../artefacts/screenshots');
const widths = [390, 1280];
const schemes = ['light', 'dark'] as const;

/** Loads lazy pictures by walking down the page once. */
async function walk(page: import('@playwright/test').Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 600) {
      window.scrollTo(0, y);
      await new Promise((done) => setTimeout(done, 30));
    }
    window.scrollTo(0, 0);
    const waiting = () => [...document.images].some((image) => image.getClientRects().length > 0 && !image.complete);
    for (let rounds = 0; rounds < 400 && waiting(); rounds += 1) await new Promise((done) => setTimeout(done, 50));
  });
}

for (const [name, find] of [
  ['front', async () => '/'],
  ['story', firstStory],
  ['join', async () => '/join/'],
] as const) {
  for (const width of widths) {
    for (const colorScheme of schemes) {
      test(`${name} at ${width} px in ${colorScheme}: no complaint, no axe violation`, async ({ quietPage: page }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
        await page.goto(await find(page));
        await walk(page);
        await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        const found = await new AxeBuilder({ page }).analyze();
        expect(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`)).toEqual([]);
      });
    }
  }
}

for (const width of [320, 390, 600, 768, 1024, 1280, 1920]) {
  test(`nothing runs out of the page at ${width} px`, async ({ quietPage: page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ['/', await firstStory(page), '/join/']) {
      await page.goto(path);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
  });
}

test('a story prints without navigation and with its text', async ({ quietPage: page }) => {
  await page.goto(await firstStory(page));
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('header nav').first()).toBeHidden();
  await page.pdf({ path: join(pictures, 'story.pdf') });
});
