import { expect, test } from '../page.ts';

test('the point of a picture that stays in sight is set in the editor and reaches readers', async ({ roomPage: page }) => {
  await page.goto('/');
  const card = page.locator('article.card:has(img)').first();
  const path = new URL((await card.locator('a[href]').first().getAttribute('href')) ?? '', page.url()).pathname;
  const title = (await card.locator('.card-title').innerText()).trim();
  await page.goto(`/room/stories/?q=${encodeURIComponent(title)}`);
  await page.getByRole('link', { name: title }).first().click();
  await page.locator('.ed[data-ready]').waitFor();
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
  await page.locator('.ed-feature').getByRole('button', { name: 'Focal point' }).click();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await saved;
  await page.goto('/');
  const picture = page.locator(`article.card:has(a[href$="${path}"]) img`).first();
  await expect(picture).toHaveCSS('object-position', '48% 48%');
});
