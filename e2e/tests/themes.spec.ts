import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import GhostAdminAPI from '@tryghost/admin-api';
import { expect, test } from '../page.ts';
import { picture } from '../files.ts';
import { type Server, serve, setUp } from '../site.ts';

/** A site of its own: which theme is live is everybody's. */
let server: Server;
let token: string;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  server = await serve('serve');
  token = await setUp(server);
});
test.afterAll(() => server.stop());
test.beforeEach(async ({ context }) => {
  await context.addCookies([{ name: 'masthead_room', value: token, url: `${server.address}/room/`, httpOnly: true, sameSite: 'Lax' }]);
});

test('a theme is brought, looked at before readers see it, put live and removed', async ({ page }) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${server.address}/room/themes/`);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('link', { name: /masthead-default/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const kept = join(server.data, 'Deployed.zip');
  await (await download).saveAs(kept);
  const zip = readFileSync(kept);
  expect((await download).suggestedFilename()).toBe('masthead-default.zip');

  await page.getByRole('main').getByRole('link', { name: 'Themes' }).click();
  const file = page.getByLabel('ZIP file of a theme');
  await file.setInputFiles({ name: 'broken.zip', mimeType: 'application/zip', buffer: picture('no theme').buffer });
  await page.getByRole('button', { name: 'Upload' }).press('Enter');
  await expect(page.getByRole('alert')).toContainText('This is no theme');
  await file.setInputFiles({ name: 'Our Paper.zip', mimeType: 'application/zip', buffer: zip });
  await page.getByRole('button', { name: 'Upload' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'our-paper' })).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText('The theme is installed.');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // A field goes with what it belongs to, before anything is saved.
  const topics = page.getByLabel('Front topics');
  await expect(topics).toBeVisible();
  await page.getByLabel('Show topics').uncheck();
  await expect(topics).toBeHidden();
  await page.getByLabel('Footer text').fill('Printed on water');
  await page.getByRole('button', { name: 'Preview' }).press('Enter');
  const seen = page.frameLocator('iframe');
  await expect(seen.getByText('Printed on water')).toBeVisible();
  expect((await new AxeBuilder({ page }).exclude('iframe').analyze()).violations).toEqual([]);
  // Fonts and styles of the theme came, from this site.
  expect(await seen.locator('body').evaluate(() => document.styleSheets.length)).toBeGreaterThan(0);
  const address = await page.getByLabel('Address of the preview').inputValue();
  const stranger = await fetch(address);
  expect([stranger.status, stranger.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await (await fetch(server.address)).text()).not.toContain('Printed on water');
  await page.getByRole('link', { name: 'Phone' }).click();
  await expect(seen.getByText('Printed on water')).toBeVisible();

  await page.getByRole('link', { name: 'Back to the theme' }).click();
  await expect(page.getByLabel('Footer text')).toHaveValue('');
  await page.getByLabel('Footer text').fill('Printed on paper');
  await page.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(page.getByLabel('Footer text')).toHaveValue('Printed on paper');
  await page.getByRole('button', { name: 'Put live' }).press('Enter');
  await expect(page.getByRole('status').first()).toHaveText('The theme is live.');
  expect(await (await fetch(server.address)).text()).toContain('Printed on paper');

  await page.goto(`${server.address}/room/themes/masthead-default/`);
  await page.getByRole('button', { name: 'Put live' }).press('Enter');
  await page.goto(`${server.address}/room/themes/our-paper/`);
  await page.getByText('Remove the theme').press('Enter');
  await page.getByRole('button', { name: 'Remove it' }).press('Enter');
  await expect(page.getByRole('status').first()).toHaveText('The theme is removed.');
  await expect(page.getByRole('main')).not.toContainText('our-paper');
  // The upload that was refused, and nothing else.
  expect(complaints.filter((complaint) => !complaint.includes('422'))).toEqual([]);
});

test('Ghost’s own client brings a theme and puts it live', async () => {
  const key = server.run('key', 'add', 'Deploy', '--admin').trim();
  const api = new GhostAdminAPI({ url: server.address, key, version: 'v6.0' });
  const file = join(server.data, 'Deployed.zip');
  expect(await api.themes.upload({ file })).toMatchObject({ name: 'deployed', active: false, package: { name: 'masthead-default' } });
  expect(await api.themes.activate('deployed')).toMatchObject({ name: 'deployed', active: true });
  await expect(api.themes.activate('nowhere')).rejects.toMatchObject({ name: 'NotFoundError' });
  await expect(api.themes.upload({ file: join(import.meta.dirname, '../package.json') })).rejects.toMatchObject({ name: 'ValidationError' });
});
