import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../page.ts';

const field = (page: Page) => page.getByRole('combobox', { name: 'Story, page or action' });
const chosen = (page: Page) => page.locator('[role=option][aria-selected=true]');

async function open(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  await expect(chosen(page)).toBeVisible();
}

test('the palette by keys alone: a page, a story, an action, another tab', async ({ roomPage: page, context }) => {
  await page.goto('/room/stories/');
  await open(page);
  await page.keyboard.type('topi');
  await expect(chosen(page)).toContainText('Topics');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/room\/topics\/$/);

  await open(page);
  const answer = page.waitForResponse((response) => response.url().endsWith('q=harbour'));
  await page.keyboard.type('harbour');
  await (await answer).finished();
  await expect(page.getByRole('option').first()).toContainText(/harbour/i);
  await page.waitForTimeout(500);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await page.getByRole('option').nth(1).getAttribute('id')) ?? '');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('option').last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  const [other] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Control+Enter')]);
  await expect(other).toHaveURL(/\/room\/stories\/\w{24}\/$/);
  await other.close();
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeHidden();

  // What was opened last stands first.
  await open(page);
  await expect(page.getByRole('group', { name: 'Opened recently' }).getByRole('option').first()).toContainText(/harbour/i);
  await page.keyboard.type('nsto');
  await expect(chosen(page)).toContainText('New story');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/room\/stories\/\w{24}\/$/);
});

test('names in the other languages, slips, and what is not there', async ({ roomPage: page }) => {
  await page.goto('/room/account/');
  await open(page);
  for (const [typed, found] of [
    ['темы', 'Topics'],
    ['თემები', 'Topics'],
    ['setings', 'Settings'],
    ['under att', 'Under attack'],
  ] as const) {
    await field(page).fill(typed);
    await expect(chosen(page)).toContainText(found);
  }
  await field(page).fill('xyzzyx');
  await expect(page.getByText('Nothing was found.')).toBeVisible();
  await expect(field(page)).toHaveAttribute('aria-expanded', 'false');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});

test('in the editor the same key makes a link of selected words, and opens the palette otherwise', async ({ roomPage: page }) => {
  await page.goto('/room/stories/');
  await page.getByRole('button', { name: 'New story' }).click();
  await page.locator('.ed[data-ready]').waitFor();
  await page.locator('.ed-prose').focus();
  await page.keyboard.type('See the ferries');
  await page.keyboard.press('Shift+Home');
  // The browser tells of a new selection a moment later.
  await page.waitForTimeout(50);
  await page.keyboard.press('Control+k');
  await expect(page.locator('.ed-link-box')).toBeVisible();
  await expect(field(page)).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.locator('.ed-link-box')).toBeHidden();
  await expect(page.locator('.ed-prose')).toBeFocused();
  await page.keyboard.press('End');
  await page.waitForTimeout(500);
  await open(page);
  await page.keyboard.press('Escape');
  await expect(page.locator('.ed-prose')).toBeFocused();
  await page.keyboard.type(' again');
  await expect(page.locator('.ed-prose')).toContainText('See the ferries again');
});

for (const [name, width, height] of [['phone', 390, 844], ['desktop', 1280, 800]] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the palette on a ${name}, ${colorScheme}`, async ({ roomPage: page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.goto('/room/people/');
      await page.getByRole('link', { name: 'Find' }).click();
      await expect(chosen(page)).toBeVisible();
      await page.screenshot({ path: `../artefacts/room-palette-${name}-${colorScheme}.png` });
      await field(page).fill('s');
      await expect(page.getByRole('option').first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      await page.getByRole('button', { name: 'Close' }).click();
      await expect(field(page)).toBeHidden();
    });
  }
}

test('without a script it is a page', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  await context.addCookies([{ name: 'masthead_room', value: process.env.ROOM_TOKEN ?? '', url: `${baseURL}/room/` }]);
  const page = await context.newPage();
  await page.goto('/room/topics/');
  await page.getByRole('link', { name: 'Find' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Opened recently');
  await expect(page.locator('main li').first()).toContainText('Topics');
  await page.getByRole('searchbox').fill('ferry');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.locator('main li a').first()).toHaveAttribute('href', /\/room\/stories\/\w{24}\//);
  await context.close();
});
