import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enterBody, expect, paste, test, type, type Visit } from '../editor.ts';
import { picture } from '../files.ts';

async function write(page: Page): Promise<void> {
  await type(page, 'Harbour reopens after the storm{Enter}Ships may leave, the port office says{Enter}');
  await type(page, 'A paragraph that is long enough for two lines on a phone, with **weight** in it.{Enter}## A heading{Enter}- one{Enter}two{Enter}{Enter}');
  for (const block of ['callout', 'toggle', 'button', 'correction', 'pull quote', 'live', 'paywall', 'html']) await type(page, `/${block}{Enter}Words{Escape}{Control+Enter}`);
  await type(page, '/table{Enter}Pier{Tab}Depth{Tab}Ship{Control+Enter}');
  await paste(page, { file: picture('quay.png') });
  await expect(page.locator('.ed-card-image img')).toBeVisible();
}

const faults = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(' · ')}`);

const LOOKS: [name: string, visit: Visit][] = [
  ['desktop-light', {}],
  ['desktop-dark', { colorScheme: 'dark', as: 'lev' }],
  ['phone-light', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, as: 'nana' }],
  ['phone-dark', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' }],
];

for (const [name, visit] of LOOKS) {
  test(`${name}: no fault for axe, nothing wider than the window`, async ({ story }) => {
    await write(await story.open({ as: 'boris' }));
    const page = await story.open(visit);
    const shot = (what: string) => page.screenshot({ path: `../artefacts/editor/${name}-${what}.png`, fullPage: what === 'story' });
    expect(await faults(page)).toEqual([]);
    await shot('story');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.locator('.ed-bar [aria-expanded]').last().click();
    for (const group of await page.locator('.ed-group > summary').all()) await group.click();
    expect(await faults(page)).toEqual([]);
    await shot('details');
    await page.locator('.ed-side-head .ed-icon-button').click();
    await page.locator('.ed-bar .ed-button-main').click();
    expect(await faults(page)).toEqual([]);
    await shot('publish');
    await type(page, '{Escape}');
  });
}

test('on a phone, the name at a colleague’s cursor makes the page no wider', async ({ story }) => {
  const ana = await story.open();
  await enterBody(ana);
  await type(ana, 'The minister said the quay would hold.');
  const boris = await story.open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, as: 'boris' });
  await expect(boris.locator('.ed-caret')).toBeVisible();
  expect(await boris.evaluate(() => [document.documentElement.scrollWidth, innerWidth])).toEqual([390, 390]);
});

test('on a phone, blocks are inserted by the button above the keyboard', async ({ story }) => {
  const page = await story.open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await enterBody(page);
  await type(page, 'First');
  await page.locator('.ed-phone-bar').getByRole('button', { name: 'Insert' }).tap();
  await expect(page.getByRole('listbox', { name: 'Insert' })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.screenshot({ path: '../artefacts/editor/phone-slash.png' });
  await page.getByRole('option', { name: 'Divider' }).tap();
  await expect.poll(async () => (await story.words()).body).toContain('<paragraph>First</paragraph><horizontal_rule>');
  await page.locator('.ed-phone-bar').getByRole('button', { name: 'Block menu' }).tap();
  await expect(page.getByRole('menu')).toBeVisible();
  expect(await faults(page)).toEqual([]);
});
