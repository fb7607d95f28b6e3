import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../page.ts';
import { owner, serve, type Server } from '../site.ts';

/** A server under a name: passkeys belong to names. */
async function named(): Promise<{ server: Server; home: string }> {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const home = `http://localhost:${port}`;
  return { server: await serve('serve', ['--listen', `127.0.0.1:${port}`, '--url', home]), home };
}

async function setUpOwner(page: Page, server: Server): Promise<void> {
  await page.goto(server.setup);
  await page.getByLabel('Your name').fill(owner.name);
  await page.getByLabel('Mail address').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Open the room' }).click();
  await expect(page).toHaveURL(/\/room\/(?!setup)/);
}

/** Chromium's own authenticator: a device that always says yes. */
async function authenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function signOut(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/room/account/`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** What an authenticator app shows (RFC 6238). */
function code(secret: string, ahead = 0): string {
  const bits = [...secret.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'));
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = hash.readUInt32BE((hash[19] ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The link in the newest letter that has one of this kind; the server lays letters down as files. */
async function link(server: Server, kind: string): Promise<string> {
  let found: string | undefined;
  await expect(async () => {
    const folder = join(server.data, 'mail');
    const letters = readdirSync(folder).filter((name) => name.endsWith('.eml')).sort();
    const texts = letters.map((name) => readFileSync(join(folder, name), 'utf8').replace(/=\r\n/g, ''));
    found = texts.map((text) => text.match(new RegExp(`http\\S+/room/${kind}/[\\w-]+/`))?.[0]).filter(Boolean).at(-1);
    expect(found).toBeTruthy();
  }).toPass({ timeout: 20_000 });
  return found ?? '';
}

test('a passkey opens the room, and is the only way in under attack', async ({ page, browser }) => {
  const { server, home } = await named();
  try {
    await setUpOwner(page, server);
    await authenticator(page);
    await page.goto(`${home}/room/alarm/`);
    await expect(page.getByRole('button', { name: 'Raise the alarm' })).toHaveCount(0);
    await page.goto(`${home}/room/account/passkeys/`);
    await page.getByLabel('Name').fill('My laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'The passkey is added.' })).toBeVisible();
    await expect(page.getByText('My laptop', { exact: true })).toBeVisible();

    await signOut(page, home);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page).toHaveURL(/\/room\/(?!sign-in)/);

    await page.goto(`${home}/room/alarm/`);
    await page.getByRole('button', { name: 'Raise the alarm' }).click();
    await expect(page.getByText('Under attack: passkeys only')).toBeVisible();
    const stranger = await browser.newPage();
    await stranger.goto(`${home}/room/sign-in/`);
    await expect(stranger.getByText('The newsroom is under attack')).toBeVisible();
    await expect(stranger.getByLabel('Password')).toHaveCount(0);
    const refused = await stranger.request.post(`${home}/room/sign-in/`, {
      headers: { origin: home },
      form: { email: owner.email, password: owner.password },
      maxRedirects: 0,
    });
    expect(refused.status()).toBe(409);
    await stranger.close();

    await signOut(page, home);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page).toHaveURL(/\/room\/(?!sign-in)/);
    await page.goto(`${home}/room/alarm/`);
    await page.getByRole('button', { name: 'End the alarm' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'The alarm is over.' })).toBeVisible();

    await page.goto(`${home}/room/account/passkeys/`);
    await page.getByRole('button', { name: 'Remove' }).click();
    await signOut(page, home);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  } finally {
    await server.stop();
  }
});

test('an app is asked for its code, and a recovery code replaces it once', async ({ page }) => {
  const { server, home } = await named();
  try {
    await setUpOwner(page, server);
    await page.goto(`${home}/room/account/app/`);
    await page.getByRole('button', { name: 'Set up' }).click();
    const secret = await page.locator('main code').innerText();
    await page.getByRole('textbox', { name: 'Code' }).fill('000000');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('alert')).toContainText('does not fit');
    await page.screenshot({ path: '../artefacts/room-app.png', fullPage: true });
    await page.getByRole('textbox', { name: 'Code' }).fill(code(secret));
    await page.getByRole('button', { name: 'Done' }).click();
    const codes = await page.locator('main li code').allInnerTexts();
    expect(codes).toHaveLength(10);

    for (const [given, works] of [[codes[0] ?? '', true], [codes[0] ?? '', false]] as const) {
      await signOut(page, home);
      await signIn(page, owner.email, owner.password);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Second step');
      await page.goto(`${home}/room/account/`);
      await expect(page).toHaveURL(/sign-in\/code/);
      await page.getByRole('textbox', { name: 'Code' }).fill(given);
      await page.getByRole('button', { name: 'Sign in' }).click();
      if (works) await expect(page.getByRole('heading', { level: 1 })).toHaveText(owner.name);
      else await expect(page.getByRole('alert')).toContainText('does not fit');
    }
    await page.getByRole('textbox', { name: 'Code' }).fill(code(secret, 1));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/room\/(?!sign-in)/);
  } finally {
    await server.stop();
  }
});

test('an invitation and a forgotten password by mail, each once', async ({ page, browser }) => {
  const { server, home } = await named();
  try {
    await setUpOwner(page, server);
    await page.goto(`${home}/room/people/`);
    await expect(page.getByText('Mail is not set up')).toBeVisible();
    await page.getByRole('link', { name: 'Invite somebody' }).click();
    await page.getByLabel('Mail address').fill('rita@example.org');
    await page.getByRole('radio', { name: 'Editor', exact: true }).check();
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await expect(page.getByRole('cell', { name: 'rita@example.org', exact: true })).toBeVisible();

    const invitation = await link(server, 'invitation');
    const rita = await browser.newPage();
    await rita.goto(invitation);
    await rita.getByLabel('Your name').fill('Rita Porter');
    await rita.getByLabel('Password').fill('several quiet words');
    await rita.getByRole('button', { name: 'Open the room' }).click();
    await expect(rita).toHaveURL(/\/room\/(?!invitation)/);
    await rita.goto(`${home}/room/people/invite/`);
    await expect(rita.getByRole('radio')).toHaveCount(2);
    const audit = await rita.goto(`${home}/room/audit/`);
    expect(audit?.status()).toBe(403);
    const again = await rita.goto(invitation);
    expect(again?.status()).toBe(404);

    await signOut(rita, home);
    await rita.getByRole('link', { name: 'Forgotten your password?' }).click();
    await rita.getByLabel('Mail address').fill('rita@example.org');
    await rita.getByRole('button', { name: 'Send the letter' }).click();
    await expect(rita.getByRole('heading', { level: 1 })).toHaveText('Look at your mail');
    const reset = await link(server, 'reset');
    await rita.goto(reset);
    await rita.getByLabel('Password').fill('other quiet words');
    await rita.getByRole('button', { name: 'Save' }).click();
    await signIn(rita, 'rita@example.org', 'other quiet words');
    await expect(rita).toHaveURL(/\/room\/(?!sign-in)/);
    expect((await rita.goto(reset))?.status()).toBe(404);
    await rita.close();

    await page.goto(`${home}/room/people/`);
    await page.getByRole('link', { name: 'Rita Porter' }).click();
    await page.getByRole('radio', { name: 'Author', exact: true }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
    await page.goto(`${home}/room/audit/?act=person.`);
    await expect(page.getByRole('cell', { name: 'editor', exact: true }).first()).toBeVisible();

    for (const path of ['people/', 'people/invite/', 'audit/', 'account/', 'account/profile/', 'account/sessions/', 'account/passkeys/', 'alarm/']) {
      for (const [look, width, colorScheme] of [['phone', 390, 'dark'], ['desktop', 1280, 'light']] as const) {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        await page.goto(`${home}/room/${path}`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations, path).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, `${path} scrolls sideways`).toBe(0);
        await page.screenshot({ path: `../artefacts/room-${path.replaceAll('/', '-')}${look}.png`, fullPage: true });
      }
    }
  } finally {
    await server.stop();
  }
});

test('an invitation is accepted with a passkey, which is then the way in', async ({ page, browser }) => {
  const { server, home } = await named();
  try {
    await setUpOwner(page, server);
    await page.goto(`${home}/room/people/invite/`);
    await page.getByLabel('Mail address').fill('kim@example.org');
    await page.getByRole('radio', { name: 'Author', exact: true }).check();
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    const invitation = await link(server, 'invitation');

    const kim = await browser.newPage();
    await kim.goto(invitation.replace('localhost', '127.0.0.1'));
    await expect(kim.getByRole('button', { name: 'Use a passkey instead of a password' })).toBeHidden();
    await kim.goto(invitation);
    await authenticator(kim);
    await kim.getByLabel('Your name').fill('Kim Porter');
    await kim.getByRole('button', { name: 'Use a passkey instead of a password' }).click();
    await expect(kim).toHaveURL(/\/room\/(?!invitation)/);
    expect((await kim.goto(invitation))?.status()).toBe(404);

    await signOut(kim, home);
    await kim.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(kim).toHaveURL(/\/room\/(?!sign-in)/);
    await kim.goto(`${home}/room/account/`);
    await expect(kim.getByRole('heading', { level: 1 })).toHaveText('Kim Porter');
    await expect(kim.getByRole('row', { name: /Password/ })).toContainText('not set');
    await kim.goto(`${home}/room/account/passkeys/`);
    await kim.getByRole('button', { name: 'Remove' }).click();
    await expect(kim.getByText('It is your only way in: set a password first.')).toBeVisible();
    await kim.close();

    await page.goto(`${home}/room/backup/`);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Make a backup and download it' }).click()]);
    expect(file.suggestedFilename()).toMatch(/^masthead-\d{4}-\d\d-\d\d\.tar\.zst$/);
  } finally {
    await server.stop();
  }
});
