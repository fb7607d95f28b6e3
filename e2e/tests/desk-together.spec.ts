import type { Page } from '@playwright/test';
import { enterBody, expect, test as base, type } from '../editor.ts';
import { Newsroom } from '../newsroom.ts';

/** A newsroom of each test's own: its server is stopped, its people are suspended. */
const test = base.extend({
  newsroom: async ({}, use) => {
    const newsroom = await Newsroom.open('serve');
    await use(newsroom);
    await newsroom.stop();
  },
});

const saved = (page: Page) => expect(page.locator('.ed-safety')).toHaveText('Saved');
const prose = (page: Page) => page.locator('.ed-prose');

async function publish(page: Page, verb: 'Publish' | 'Update'): Promise<void> {
  await page.locator('.ed-bar').getByRole('button', { name: verb }).click();
  await page.getByRole('dialog').getByRole('button', { name: verb === 'Publish' ? 'Publish now' : 'Update' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('what is published is public in the next request, and colleagues are told', async ({ story, newsroom, browser }) => {
  const ana = await story.open({ as: 'ana' });
  const boris = await story.open({ as: 'boris' });
  const reader = await browser.newPage();
  await type(ana, 'Ferries sail again{Enter}After nine days{Enter}The first left at noon.');
  await saved(ana);
  expect((await reader.goto(newsroom.address))?.status()).toBe(200);
  await expect(reader.locator('main')).not.toContainText('Ferries sail again');
  await publish(ana, 'Publish');
  await reader.reload();
  await reader.getByRole('link', { name: 'Ferries sail again' }).first().click();
  await expect(reader.locator('article')).toContainText('The first left at noon.');
  await expect(boris.getByText(/Ana Beridze published/)).toBeVisible();
  await expect(boris.locator('.ed-state')).toHaveText('Published');
  await enterBody(boris);
  await type(boris, '{Control+End} The second is late.');
  await expect(prose(ana)).toContainText('The second is late.');
  await saved(boris);
  await reader.reload();
  await expect(reader.locator('article')).not.toContainText('The second is late.');
  await expect(ana.locator('.ed-bar').getByRole('button', { name: 'Update' })).not.toHaveClass(/ed-button-calm/);
  await publish(ana, 'Update');
  await reader.reload();
  await expect(reader.locator('article')).toContainText('The first left at noon. The second is late.');
  await reader.close();
});

test('a story is published at its moment though the server was stopped over it', async ({ story, newsroom }) => {
  test.setTimeout(120_000);
  const ana = await story.open({ as: 'ana' });
  await type(ana, 'Tide at dawn{Enter}{Enter}It comes.');
  await saved(ana);
  const at = Date.now() + 15_000;
  await story.act('schedule', { at });
  await expect(ana.locator('.ed-state')).toHaveText('Scheduled');
  const { url } = await story.details();
  expect((await fetch(url as string)).status).toBe(404);
  await newsroom.server.rest();
  expect(Date.now()).toBeLessThan(at);
  await ana.waitForTimeout(at + 500 - Date.now());
  await newsroom.server.again();
  await expect.poll(async () => (await fetch(url as string)).status, { timeout: 30_000 }).toBe(200);
  expect(await (await fetch(url as string)).text()).toContain('It comes.');
  await expect(ana.locator('.ed-state')).toHaveText('Published', { timeout: 30_000 });
});

test('an earlier version is compared, restored for everybody, and shown to readers only when it is published', async ({ story }) => {
  const ana = await story.open({ as: 'ana' });
  const boris = await story.open({ as: 'boris' });
  await type(ana, 'Bridge{Enter}{Enter}The bridge is open.');
  await saved(ana);
  await publish(ana, 'Publish');
  await enterBody(ana);
  await type(ana, '{Control+a}{Delete}All is gone.');
  await saved(ana);
  await expect(prose(boris)).toHaveText('All is gone.');
  await publish(ana, 'Update');
  await ana.getByRole('button', { name: 'Details' }).click();
  await ana.getByRole('button', { name: 'History' }).click();
  const versions = ana.getByRole('dialog').locator('.ed-history li');
  await expect(versions).not.toHaveCount(0);
  // A slow typist's first words are kept too.
  await versions.filter({ hasText: '· published' }).last().getByRole('link', { name: 'Compare' }).click();
  await expect(ana.locator('main ins, main del').first()).toBeVisible();
  await ana.screenshot({ path: '../artefacts/editor/comparison.png', fullPage: true });
  await ana.getByRole('button', { name: 'Bring this version back' }).click();
  await expect(prose(ana)).toHaveText('The bridge is open.');
  await expect(prose(boris)).toHaveText('The bridge is open.');
  const { url } = await story.details();
  expect(await (await fetch(url as string)).text()).toContain('All is gone.');
  await publish(ana, 'Update');
  expect(await (await fetch(url as string)).text()).toContain('The bridge is open.');
});

test('who loses the right to write is stopped at once, keeps the words, and loses none that were saved', async ({ story, newsroom }) => {
  const ana = await story.open({ as: 'ana' });
  const [boris, clara] = [await story.open({ as: 'boris' }), await story.open({ as: 'clara' })];
  await type(boris, 'Ferry{Enter}{Enter}From Boris.');
  await saved(boris);
  const people = (await newsroom.ask('GET', '/room/search/people?q=Boris')) as unknown as { id: string; name: string }[];
  const { id = '' } = people.find((person) => person.name === 'Boris Ivanov') ?? {};
  await newsroom.post(`/room/people/${id}/suspend/`, {}, 'owner');
  await expect(boris.getByText('You have been signed out.')).toBeVisible({ timeout: 2_000 });
  await expect(prose(boris)).toHaveAttribute('contenteditable', 'false');
  await expect(prose(ana)).toHaveText('From Boris.');
  await expect(ana.locator('.ed-people')).not.toContainText('Boris Ivanov');
  await boris.getByRole('button', { name: 'Sign in' }).click();
  await expect(boris).toHaveURL(/sign-in/);

  // A contributor has handed over what is public.
  await enterBody(clara);
  await type(clara, '{Control+End}{Enter}From Clara.');
  await saved(clara);
  await expect(prose(ana)).toContainText('From Clara.');
  await publish(ana, 'Publish');
  await expect(clara.getByText('You may no longer write in this story.')).toBeVisible({ timeout: 2_000 });
  await expect(prose(clara)).toHaveAttribute('contenteditable', 'false');
  await clara.screenshot({ path: '../artefacts/editor/locked.png' });
  await clara.getByRole('button', { name: 'Open again' }).click();
  await expect(clara.getByText('You may read this story, but not write in it.')).toBeVisible();
  expect((await story.words()).body).toBe('<paragraph>From Boris.</paragraph><paragraph>From Clara.</paragraph>');
});

test('a story that is put into the trash says so to everybody who writes', async ({ story }) => {
  const ana = await story.open({ as: 'ana' });
  const boris = await story.open({ as: 'boris' });
  await enterBody(ana);
  await type(ana, 'Words.');
  await saved(ana);
  await boris.getByRole('button', { name: 'Details' }).click();
  await boris.getByRole('button', { name: 'Move to trash' }).click();
  await boris.getByRole('dialog').getByRole('button', { name: 'Move to trash' }).click();
  await expect(boris).toHaveURL(/\/room\/stories\/\?notice=trashed/);
  await expect(ana.locator('.ed-notice-error')).toContainText('trash');
  await expect(prose(ana)).toHaveAttribute('contenteditable', 'false');
});
