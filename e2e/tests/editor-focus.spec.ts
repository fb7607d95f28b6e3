import type { Page } from '@playwright/test';
import { enterBody, expect, test, type } from '../editor.ts';
import { picture } from '../files.ts';

/** Puts a card of files in by the slash menu. */
async function insert(page: Page, block: string, ...names: string[]): Promise<void> {
  await enterBody(page);
  await type(page, `/${block}{Enter}`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /Drop a file here/ }).click();
  await (await chooser).setFiles(names.map(picture));
  await expect(page.locator('.ed-card img')).toHaveCount(names.length);
}

test('the point of a picture in a gallery is set by the keyboard, seen by colleagues, taken back, and reaches readers', async ({ story, browser }) => {
  const page = await story.open();
  await type(page, 'Quays');
  await insert(page, 'gallery', 'quay.png', 'pier.png');
  const colleague = await story.open({ as: 'boris' });
  const dots = page.getByRole('slider');
  await page.getByRole('button', { name: 'Focal point' }).focus();
  await expect(dots).toHaveCount(0);
  await type(page, '{Enter}');
  await expect(page.getByRole('slider', { name: 'Focal point of picture 1' })).toBeFocused();
  await type(page, '{Tab}{Tab}{Tab}{Tab}');
  const second = page.getByRole('slider', { name: 'Focal point of picture 2' });
  await expect(second).toBeFocused();
  await expect(second).toHaveAttribute('aria-valuetext', '50% from the left, 50% from the top');
  await page.waitForTimeout(600);
  await type(page, '{ArrowLeft}{ArrowLeft}{ArrowDown}');
  await expect(second).toHaveAttribute('aria-valuetext', '46% from the left, 52% from the top');
  const theirs = colleague.locator('.ed-gallery img');
  await expect(theirs.nth(1)).toHaveCSS('object-position', '46% 52%');
  await expect(theirs.nth(0)).toHaveCSS('object-position', '50% 50%');
  await type(page, '{Control+z}');
  await expect(theirs.nth(1)).toHaveCSS('object-position', '50% 50%');
  await expect(second).toBeFocused();
  await type(page, '{Control+y}');
  await expect(theirs.nth(1)).toHaveCSS('object-position', '46% 52%');
  await type(page, '{Escape}');
  await expect(page.locator('.ed-card-gallery')).toHaveClass(/ed-selected/);
  await expect.poll(async () => (await story.words()).body).toContain('46% 52%');
  await story.act('publish');
  const reader = await browser.newPage();
  await reader.goto(String((await story.details()).url));
  const pictures = reader.locator('.kg-gallery-image img');
  await expect(pictures.nth(1)).toHaveCSS('object-position', '46% 52%');
  await expect(pictures.nth(1)).toHaveCSS('object-fit', 'cover');
  await expect(pictures.nth(0)).not.toHaveAttribute('style');
  await reader.close();
});

test('the point of a picture is set by a click on it', async ({ story }) => {
  const page = await story.open();
  await insert(page, 'picture', 'crane.png');
  const card = page.locator('.ed-card-image');
  await card.getByText('More').click();
  await card.getByRole('button', { name: 'Focal point' }).click();
  const image = card.getByRole('img');
  const { width = 0, height = 0 } = (await image.boundingBox()) ?? {};
  await image.click({ position: { x: width * 0.2, y: height * 0.9 } });
  await expect(card.getByRole('slider')).toBeFocused();
  await type(page, '{ArrowRight}');
  await expect.poll(async () => Number(/focus="(\d+)%/.exec((await story.words()).body)?.[1])).toBeGreaterThan(18);
  const set = /focus="(\d+)% (\d+)%"/.exec((await story.words()).body);
  expect(Math.abs(Number(set?.[1]) - 22)).toBeLessThanOrEqual(2);
  expect(Math.abs(Number(set?.[2]) - 90)).toBeLessThanOrEqual(3);
});
