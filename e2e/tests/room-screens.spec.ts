import { execFileSync } from 'node:child_process';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../page.ts';
import { screens } from '../screens.ts';
import { binary, tokenOf } from '../site.ts';

/** Every look, and who looks in which language: each role sees its own pages, each language is seen narrow and wide, in light and in the dark. */
const looks = [
  { role: 'owner', language: 'en', width: 1280, colorScheme: 'light' },
  { role: 'administrator', language: 'ru', width: 390, colorScheme: 'light' },
  { role: 'administrator', language: 'ka', width: 390, colorScheme: 'dark' },
  { role: 'editor', language: 'ka', width: 1280, colorScheme: 'dark' },
  { role: 'contributor', language: 'en', width: 390, colorScheme: 'dark' },
] as const;

/** Bytes of script and style that a page of the room may bring, unpacked. */
const MOST = 60 * 1024;

/** Somebody of the demo newsroom with a role, in a language: the token of their session. */
async function someone(role: string, language: string, site: string): Promise<string> {
  if (role === 'owner') return process.env.ROOM_TOKEN ?? '';
  const email = `${role}.${language}@example.org`;
  const link = execFileSync(binary, ['user', 'add', email, '--role', role, '--data', process.env.SITE_DATA ?? '']).toString();
  const path = link.trim().replace(/^.*(?=\/room\/)/, '');
  const body = new URLSearchParams({ name: `A ${role}`, password: 'several quiet words', language });
  return tokenOf(await fetch(`${site}${path}`, { method: 'POST', redirect: 'manual', headers: { origin: site }, body }), `no ${role}`);
}

for (const { role, language, width, colorScheme } of looks) {
  test(`every screen of the ${role}, ${language}, ${width} px, ${colorScheme}`, async ({ page, context, baseURL }) => {
    test.setTimeout(600_000);
    const token = await someone(role, language, baseURL ?? '');
    await context.addCookies([{ name: 'masthead_room', value: token, url: `${baseURL}/room/`, httpOnly: true, sameSite: 'Lax' }]);
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    let weight = 0;
    page.on('response', async (response) => {
      if (/\.(css|js)(\?|$)/.test(response.url())) weight += (await response.body()).length;
    });
    const paths = [...(await screens(page)), '/room/confirm/', '/room/nowhere/'];
    expect(paths.length).toBeGreaterThan(role === 'owner' ? 35 : 12);
    for (const path of paths) {
      weight = 0;
      await page.goto(path);
      await expect(page.locator('html'), path).toHaveAttribute('lang', language);
      await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
      // What stands in the frame of a preview is the site's page, which has its own test.
      const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
      expect(violations, path).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${path} is wider than the window`).toBeLessThanOrEqual(0);
      expect(weight, `${path} brings too much`).toBeLessThanOrEqual(MOST);
      const name = path.replace(/^\/room\//, '').replace(/[0-9a-f]{24}/, 'one').replace(/\W+/g, '-');
      await page.screenshot({ path: `../artefacts/screens/${role}-${language}-${width}/${name || 'room'}.png`, fullPage: true });
    }
  });
}

test('by keys alone: past the navigation, through a form, and told what is wrong', async ({ page, context, baseURL }) => {
  const token = await someone('administrator', 'en', baseURL ?? '');
  await context.addCookies([{ name: 'masthead_room', value: token, url: `${baseURL}/room/`, httpOnly: true, sameSite: 'Lax' }]);
  await page.goto('/room/topics/new/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Keyboards');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Not an address');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('“Not an address” is no address.');
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Keyboards');
});
