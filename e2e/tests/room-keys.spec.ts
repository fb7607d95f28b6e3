import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../page.ts';

test('a program gets a key in the room, asks with it, and is refused when it is taken back', async ({ roomPage: page, context, request }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/room/stories/');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('new key');
  await expect(page.locator('[role=option][aria-selected=true]')).toContainText('New key');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/room\/keys\/new\/$/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('textbox', { name: 'Program' }).fill('Screen in the hall');
  await page.getByRole('button', { name: 'Make the key' }).press('Enter');

  await expect(page.getByRole('status').first()).toHaveText('The key is made. Give it and the address to the program.');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const key = await page.getByRole('textbox', { name: 'Key', exact: true }).inputValue();
  expect(key).toMatch(/^[0-9a-f]{26}$/);
  await page.getByRole('button', { name: /^Copy.*: Key$/ }).press('Enter');
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  const question = await page.getByRole('textbox', { name: 'A question to try' }).inputValue();
  expect((await request.get(question)).status()).toBe(200);

  await page.getByRole('main').getByRole('link', { name: 'Keys of programs' }).click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  // Its program stands on the page, too.
  const row = page.getByRole('row').filter({ hasText: 'Screen in the hall' }).filter({ hasText: 'read what readers see' });
  await expect(row).toContainText(`…${key.slice(-4)}`);
  await expect(row).not.toContainText(key);
  await row.getByRole('link').click();
  await page.getByText('Take this key back').press('Enter');
  await page.getByRole('button', { name: 'Take it back for good' }).press('Enter');
  await expect(page.getByRole('status').first()).toHaveText('The key is taken back.');
  await expect(page.getByRole('main')).not.toContainText('Screen in the hall');
  expect((await request.get(question)).status()).toBe(401);
});
