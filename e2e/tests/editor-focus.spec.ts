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
  await expect(second).toHaveAttribute('aria-valuetext', 'No focal point');
  // Undo takes back together what was done in one go.
  await page.waitForTimeout(600);
  await type(page, '{ArrowLeft}');
  const theirs = colleague.locator('.ed-gallery img');
  await expect(theirs.nth(1)).toHaveCSS('object-position', '48% 50%');
  await type(page, '{Control+z}');
  await expect(theirs.nth(1)).toHaveCSS('object-position', '50% 50%');
  await expect(second).toBeFocused();
  await type(page, '{Control+y}{ArrowDown}');
  await expect(second).toHaveAttribute('aria-valuetext', '48% from the left, 52% from the top');
  await expect(theirs.nth(1)).toHaveCSS('object-position', '48% 52%');
  await expect(theirs.nth(0)).toHaveCSS('object-position', '50% 50%');
  await type(page, '{Escape}');
  await expect(page.locator('.ed-card-gallery')).toHaveClass(/ed-selected/);
  await story.act('publish');
  const reader = await browser.newPage();
  await reader.goto(String((await story.details()).url));
  const pictures = reader.locator('.kg-gallery-image img');
  await expect(pictures.nth(1)).toHaveCSS('object-position', '48% 52%');
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
  const image = card.locator('img');
  // The dot hides the middle of so small a picture: a click on it counts too, at its place.
  await expect(image).toHaveJSProperty('complete', true);
  await image.click({ position: { x: 7, y: 18 }, force: true });
  const dot = card.getByRole('slider');
  await expect(dot).toBeFocused();
  await type(page, '{ArrowRight}');
  await expect.poll(async () => (await story.words()).body).toMatch(/ focus="2[3-7]% (8[5-9]|9[0-5])%" /);
});

test('pictures of a gallery are put in order and removed without losing the keyboard', async ({ story }) => {
  const page = await story.open();
  await insert(page, 'gallery', 'quay.png', 'pier.png', 'crane.png');
  const alts = page.locator('.ed-gallery textarea');
  await alts.nth(0).fill('The quay');
  const move = page.getByRole('button', { name: 'Move right' });
  await move.first().focus();
  await type(page, '{Enter}');
  await expect(alts.nth(1)).toHaveValue('The quay');
  await expect(move.nth(1)).toBeFocused();
  // At the end there is no way further: its words have the focus.
  await type(page, '{Enter}');
  await expect(alts.nth(2)).toHaveValue('The quay');
  await expect(alts.nth(2)).toBeFocused();
  const remove = page.locator('.ed-gallery').getByRole('button', { name: 'Remove the picture' });
  await remove.nth(2).focus();
  await type(page, '{Enter}');
  await expect(alts).toHaveCount(2);
  await expect(remove.nth(1)).toBeFocused();
});

test('a point is taken away again by its button and by a key', async ({ story }) => {
  const page = await story.open();
  await type(page, 'Quays');
  await insert(page, 'gallery', 'quay.png', 'pier.png');
  await page.getByRole('button', { name: 'Focal point', exact: true }).press('Enter');
  const first = page.getByRole('slider', { name: 'Focal point of picture 1' });
  const none = page.getByRole('button', { name: /^No focal point/ });
  await expect(first).toBeFocused();
  await expect(first).toHaveAttribute('aria-valuetext', 'No focal point');
  await expect(none).toHaveCount(0);
  await type(page, '{ArrowLeft}');
  await expect(none).toHaveCount(1);
  const image = page.locator('.ed-gallery img').first();
  await expect(image).toHaveCSS('object-position', '48% 50%');
  await type(page, '{Tab}');
  await expect(none).toBeFocused();
  await type(page, '{Enter}');
  await expect(first).toBeFocused();
  await expect(none).toHaveCount(0);
  await expect(image).toHaveCSS('object-position', '50% 50%');
  await type(page, '{ArrowUp}{Delete}');
  await expect(first).toHaveAttribute('aria-valuetext', 'No focal point');
  await expect(none).toHaveCount(0);
});

test('the picture above the story loses its point too', async ({ story }) => {
  const page = await story.open();
  await page.getByRole('button', { name: 'Add a picture' }).press('Enter');
  await page.getByRole('dialog').locator('.ed-library button').first().press('Enter');
  const above = page.locator('.ed-feature');
  await above.getByRole('button', { name: 'Focal point', exact: true }).press('Enter');
  await type(page, '{ArrowLeft}');
  await expect.poll(async () => (await story.details()).featureImageFocus).toMatch(/^\d+% \d+%$/);
  await above.getByRole('button', { name: /^No focal point/ }).press('Enter');
  await expect(above.getByRole('slider')).toBeFocused();
  await expect.poll(async () => (await story.details()).featureImageFocus).toBeNull();
});

test('two people change one gallery at once, one of them cut off: what both did stays', async ({ story }) => {
  const page = await story.open();
  await type(page, 'Quays');
  await insert(page, 'gallery', 'quay.png', 'pier.png', 'crane.png');
  const colleague = await story.open({ as: 'boris' });
  await expect(colleague.locator('.ed-gallery img')).toHaveCount(3);
  const bring = async (whose: Page, name: string) => {
    const chooser = whose.waitForEvent('filechooser');
    await whose.getByRole('button', { name: 'Add pictures' }).click();
    await whose.getByRole('button', { name: /Drop a file here/ }).click();
    await (await chooser).setFiles([picture(name)]);
  };
  const alts = (whose: Page) => whose.locator('.ed-gallery textarea');
  const shown = (whose: Page) => alts(whose).evaluateAll((all) => all.map((each) => (each as HTMLTextAreaElement).value));
  await alts(page).nth(0).fill('Quay');
  await alts(page).nth(1).fill('Pier');
  await alts(page).nth(2).fill('Crane');
  await expect.poll(() => shown(colleague)).toEqual(['Quay', 'Pier', 'Crane']);
  // Boris takes one out and describes another while he hears nothing; Ana moves a third and brings a fourth.
  await colleague.context().setOffline(true);
  await colleague.getByRole('button', { name: 'Remove the picture' }).nth(1).click();
  await alts(colleague).nth(0).fill('Quay by night');
  await page.getByRole('button', { name: 'Move left' }).nth(1).click();
  await bring(page, 'ship.png');
  await expect(alts(page)).toHaveCount(4);
  await alts(page).nth(3).fill('Ship');
  await colleague.context().setOffline(false);
  for (const each of [page, colleague]) await expect.poll(() => shown(each), { timeout: 30_000 }).toEqual(['Quay by night', 'Crane', 'Ship']);
  await expect.poll(async () => ((await story.words()).body.match(/<gallery_image/g) ?? []).length).toBe(3);
});
