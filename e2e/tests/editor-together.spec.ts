import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { cookie, enterBody, expect, keptHere, ready, test, type } from '../editor.ts';
import { nonsense } from '../wire.ts';

test('two people write in one story and see each other', async ({ story }) => {
  const ana = await story.open({ as: 'ana' });
  const boris = await story.open({ as: 'boris' });
  await enterBody(ana);
  await type(ana, 'Ana begins.');
  await expect(boris.locator('.ed-prose')).toContainText('Ana begins.');
  await expect(boris.locator('.ed-caret')).toHaveAttribute('data-name', 'Ana Beridze');
  await expect(boris.locator('.ed-people')).toContainText('Ana Beridze');
  await enterBody(boris);
  await type(boris, '{Control+End}{Enter}Boris goes on.');
  await Promise.all([type(ana, ' And more.'), type(boris, ' So does he.')]);
  for (const page of [ana, boris]) {
    await expect(page.locator('.ed-prose p').nth(0)).toContainText('Ana begins. And more.');
    await expect(page.locator('.ed-prose p').nth(1)).toContainText('Boris goes on. So does he.');
  }
  await boris.context().close();
  await expect(ana.locator('.ed-people')).toBeHidden();
});

test('headlines are written together too, and the caret stays', async ({ story }) => {
  const ana = await story.open({ as: 'ana' });
  const boris = await story.open({ as: 'boris' });
  await type(ana, 'port');
  await expect(boris.getByLabel('Headline', { exact: true })).toHaveValue('port');
  await boris.getByLabel('Headline', { exact: true }).focus();
  await type(boris, '{Home}The ');
  await expect(ana.getByLabel('Headline', { exact: true })).toHaveValue('The port');
  await type(ana, ' opens');
  await expect(boris.getByLabel('Headline', { exact: true })).toHaveValue('The port opens');
});

test('one goes offline, both write on, and nothing is lost', async ({ story }) => {
  const ana = await story.open({ as: 'ana' });
  const boris = await story.open({ as: 'boris' });
  await enterBody(ana);
  await type(ana, 'Before.');
  await expect(boris.locator('.ed-prose')).toContainText('Before.');
  await ana.context().setOffline(true);
  await expect(ana.locator('.ed-safety')).toHaveText('Offline: your words are kept on this device');
  await type(ana, ' Written offline.');
  await enterBody(boris);
  await type(boris, '{Control+End}{Enter}Written meanwhile.');
  await ana.context().setOffline(false);
  for (const page of [ana, boris]) {
    await expect(page.locator('.ed-prose')).toContainText('Before. Written offline.');
    await expect(page.locator('.ed-prose')).toContainText('Written meanwhile.');
  }
  await expect(ana.locator('.ed-safety')).toHaveText('Saved');
});

test('a card that a colleague deletes under the selection takes nothing with it', async ({ story }) => {
  const ana = await story.open({ as: 'ana' });
  await enterBody(ana);
  await type(ana, '/callout{Enter}words{Escape}');
  const boris = await story.open({ as: 'boris' });
  await enterBody(boris);
  await type(boris, '{Control+End}Boris stays.');
  await boris.locator('.ed-card-callout .ed-card-body').click({ position: { x: 2, y: 2 } });
  await type(boris, '{Delete}');
  await expect(ana.locator('.ed-card')).toHaveCount(0);
  await type(ana, 'Ana too.');
  await expect.poll(async () => (await story.words()).body).toContain('Boris stays.');
  await expect.poll(async () => (await story.words()).body).toContain('Ana too.');
});

test('words that only a killed browser had come back', async ({ story, newsroom }) => {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-browser-'));
  const start = () =>
    chromium.launchPersistentContext(folder, { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
  const first = await start();
  await first.addCookies([cookie(newsroom, 'ana')]);
  const page = await first.newPage();
  await page.goto(newsroom.address + story.path);
  await ready(page);
  await enterBody(page);
  await type(page, 'Stored.');
  await expect(page.locator('.ed-safety')).toHaveText('Saved');
  await first.setOffline(true);
  await expect(page.locator('.ed-safety')).toHaveText(/Offline/);
  await type(page, ' Only here №');
  await keptHere(page, '№');
  // The renderer dies as by kill -9: no handler of the page runs.
  await page.goto('chrome://crash').catch(() => {});
  await first.close();
  expect((await story.words()).body).toBe('<paragraph>Stored.</paragraph>');
  const second = await start();
  await second.addCookies([cookie(newsroom, 'ana')]);
  const again = await second.newPage();
  await again.goto(newsroom.address + story.path);
  await ready(again);
  await expect.poll(async () => (await story.words()).body).toBe('<paragraph>Stored. Only here №</paragraph>');
  await second.close();
  rmSync(folder, { recursive: true, force: true });
});

test('comments stay at their words, and are answered and settled', async ({ story }) => {
  const ana = await story.open({ as: 'ana' });
  await enterBody(ana);
  await type(ana, 'The minister resigned.{Home}{Shift+Control+ArrowRight}{Shift+Control+ArrowRight}');
  // The bar over the selection shows that the editor knows of it.
  await expect(ana.getByRole('toolbar', { name: 'Format' }).first()).toBeVisible();
  await type(ana, '{Control+Alt+m}');
  await ana.getByRole('textbox', { name: 'Write a comment' }).fill('Is this certain?');
  await type(ana, '{Control+Enter}');
  await expect(ana.locator('.ed-commented')).toContainText('The minister');
  const boris = await story.open({ as: 'boris' });
  await enterBody(boris);
  await type(boris, '{Control+Home}Yesterday: ');
  await expect.poll(async () => (await story.words()).body).toContain('Yesterday: The minister');
  await expect(ana.locator('.ed-commented')).toContainText('The minister');
  await boris.getByRole('button', { name: 'Comments' }).click();
  await boris.getByRole('button', { name: 'Reply' }).click();
  await type(boris, 'Two sources.{Control+Enter}');
  await expect(boris.locator('.ed-thread')).toContainText('Two sources.');
  await boris.getByRole('button', { name: 'Resolve' }).click();
  await expect(boris.locator('.ed-commented')).toHaveCount(0);
});

test('a refused change can be taken along before the server’s version is loaded', async ({ story }) => {
  // On the page's own socket goes a change that no page of ours makes.
  let send: (bytes: Buffer) => void = () => {};
  const page = await story.open({
    before: (page) =>
      page.routeWebSocket(/\/room\/live\//, (socket) => {
        const server = socket.connectToServer();
        send = (bytes) => server.send(bytes);
      }),
  });
  await enterBody(page);
  await type(page, 'Good words.');
  await expect(page.locator('.ed-safety')).toHaveText('Saved');
  send(nonsense());
  await expect(page.getByRole('button', { name: 'Copy my words' })).toBeVisible();
  await expect(page.locator('.ed-prose')).toHaveAttribute('contenteditable', 'false');
  await page.getByRole('button', { name: 'Load the server’s version' }).click();
  await ready(page);
  await expect(page.locator('.ed-prose')).toHaveText('Good words.');
});
