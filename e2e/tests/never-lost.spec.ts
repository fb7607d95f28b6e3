import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { Cable } from '../cable.ts';
import { cookie, enterBody, expect, ready, test as base, type } from '../editor.ts';
import { Newsroom } from '../newsroom.ts';
import { Traffic } from '../wire.ts';

/** A newsroom of each test's own: its server is killed. */
const test = base.extend({
  newsroom: async ({}, use) => {
    const newsroom = await Newsroom.open('serve');
    await use(newsroom);
    await newsroom.stop();
  },
});

const prose = (page: Page) => page.locator('.ed-prose');
const safety = (page: Page) => page.locator('.ed-safety');

test('one is cut off, three write on, and when the wire is mended nothing is missing', async ({ story, newsroom }) => {
  const cable = await Cable.to(newsroom.address);
  const ana = await story.open({ as: 'ana', at: cable.address });
  const [boris, clara] = [await story.open({ as: 'boris' }), await story.open({ as: 'clara' })];
  await type(ana, 'Harbour{Enter}{Enter}Ana begins.');
  await expect(prose(boris)).toContainText('Ana begins.');
  await expect(boris.locator('.ed-caret')).toHaveAttribute('data-name', 'Ana Beridze');
  await expect(ana.locator('.ed-people')).toContainText('Clara Weiß');
  cable.cut();
  await expect(safety(ana)).toHaveText('Offline: your words are kept on this device');
  await expect(boris.locator('.ed-people')).not.toContainText('Ana Beridze');
  await type(ana, ' And goes on alone.');
  await ana.getByLabel('Headline', { exact: true }).focus();
  await type(ana, '{End} reopens');
  await enterBody(boris);
  await type(boris, '{Control+End}{Enter}Boris meanwhile.');
  await boris.getByLabel('Headline', { exact: true }).focus();
  await type(boris, '{Home}The ');
  await enterBody(clara);
  await type(clara, '{Control+End}{Enter}Clara too.');
  await expect(prose(boris)).toContainText('Clara too.');
  await expect(prose(ana)).not.toContainText('meanwhile');
  cable.mend();
  for (const page of [ana, boris, clara]) {
    for (const words of ['Ana begins. And goes on alone.', 'Boris meanwhile.', 'Clara too.']) await expect(prose(page)).toContainText(words, { timeout: 30_000 });
    await expect(page.getByLabel('Headline', { exact: true })).toHaveValue('The Harbour reopens');
    await expect(safety(page)).toHaveText('Saved');
  }
  expect((await story.words()).title).toBe('The Harbour reopens');
  await expect(boris.locator('.ed-people')).toContainText('Ana Beridze');
  await cable.remove();
});

test('the server is killed while two type: what it acknowledged is there, and the rest arrives', async ({ story, newsroom }) => {
  test.setTimeout(120_000);
  const cable = await Cable.to(newsroom.address);
  const traffic: Traffic[] = [];
  const before = (page: Page) => traffic.push(new Traffic(page));
  const ana = await story.open({ as: 'ana', at: cable.address, before });
  const boris = await story.open({ as: 'boris', at: cable.address, before });
  await enterBody(ana);
  await type(ana, 'Ana: {Enter}Boris: ');
  await expect(safety(ana)).toHaveText('Saved');
  await expect(prose(boris)).toContainText('Boris:');
  await enterBody(boris);
  await type(boris, '{Control+End}');
  await type(ana, '{ArrowUp}{End}');
  const words = (who: string) => Array.from({ length: 60 }, (_, n) => `${who}${n}`).join(' ');
  const typing = Promise.all([ana.keyboard.type(words('a'), { delay: 25 }), boris.keyboard.type(words('b'), { delay: 25 })]);
  await expect.poll(() => Math.min(...traffic.map((each) => each.acknowledged))).toBeGreaterThan(30);
  await newsroom.server.kill();
  // Nobody comes back before it was seen what the disk has.
  cable.cut();
  await newsroom.server.again();
  const { state } = await story.words();
  const acknowledged = traffic.map((each) => each.acknowledged);
  expect(traffic.map((each) => each.lackedBy(state))).toEqual([0, 0]);
  await typing;
  for (const page of [ana, boris]) await expect(safety(page)).toHaveText(/Offline/);
  cable.mend();
  for (const page of [ana, boris]) {
    await expect(prose(page).locator('p').nth(0)).toHaveText(`Ana: ${words('a')}`, { timeout: 30_000 });
    await expect(prose(page).locator('p').nth(1)).toHaveText(`Boris: ${words('b')}`, { timeout: 30_000 });
    await expect(safety(page)).toHaveText('Saved');
  }
  expect(Math.min(...acknowledged)).toBeGreaterThan(30);
  const { body } = await story.words();
  expect(body).toBe(`<paragraph>Ana: ${words('a')}</paragraph><paragraph>Boris: ${words('b')}</paragraph>`);
  await cable.remove();
});

test('words that only a killed browser had come back, and a colleague sees them', async ({ story, newsroom }) => {
  test.setTimeout(120_000);
  const cable = await Cable.to(newsroom.address);
  const folder = mkdtempSync(join(tmpdir(), 'masthead-browser-'));
  const start = async () => {
    const browser = await chromium.launchPersistentContext(folder, {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    });
    await browser.addCookies([cookie(newsroom, 'ana', cable.address)]);
    const page = await browser.newPage();
    await page.goto(cable.address + story.path);
    await ready(page);
    return { browser, page };
  };
  const boris = await story.open({ as: 'boris' });
  const first = await start();
  await enterBody(first.page);
  await type(first.page, 'Stored.');
  await expect(safety(first.page)).toHaveText('Saved');
  cable.cut();
  await expect(safety(first.page)).toHaveText(/Offline/);
  // By then the copy of what the server has is given up.
  await first.page.waitForTimeout(2000);
  await type(first.page, ' Only here.');
  await first.page.waitForTimeout(500);
  // Every process of the browser at once: no handler runs.
  const ended = new Promise((resolve) => first.browser.once('close', resolve));
  const processes = execFileSync('pgrep', ['-f', `user-data-dir=${folder}`], { encoding: 'utf8' }).trim().split('\n');
  for (const id of processes) process.kill(Number(id), 'SIGKILL');
  await ended;
  expect((await story.words()).body).toBe('<paragraph>Stored.</paragraph>');
  cable.mend();
  const second = await start();
  await expect(prose(boris)).toHaveText('Stored. Only here.');
  await expect(safety(second.page)).toHaveText('Saved');
  await second.browser.close();
  rmSync(folder, { recursive: true, force: true });
  await cable.remove();
});
