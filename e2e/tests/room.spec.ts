import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../page.ts';
import { owner, serve } from '../site.ts';

const looks = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1280, height: 800 },
];

test('the owner comes in by the printed link, once', async ({ page }) => {
  const server = await serve('serve');
  try {
    await page.goto(`${server.address}/room/`);
    await expect(page).toHaveURL(/sign-in/);
    await page.goto(server.setup);
    await page.getByLabel('Your name').fill(owner.name);
    await page.getByLabel('Mail address').fill(owner.email);
    await page.getByLabel('Password').fill('password123');
    await page.getByRole('button', { name: 'Open the room' }).click();
    await expect(page.getByRole('alert')).toContainText('too easy to guess');
    await expect(page.getByLabel('Your name')).toHaveValue(owner.name);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Open the room' }).click();
    await expect(page).toHaveURL(/\/room\/(?!setup|sign-in)/);
    await page.goto(server.setup);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link has done its work');
    await page.goto(`${server.address}/room/account/`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/sign-in/);
    await page.goto(`${server.address}/room/account/`);
    await page.getByLabel('Mail address').fill(owner.email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('do not belong together');
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/room\/account\//);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(owner.name);
  } finally {
    await server.stop();
  }
});

for (const { name, ...viewport } of looks) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the account page on a ${name}, ${colorScheme}`, async ({ roomPage: page }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.goto('/room/account/');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations).toEqual([]);
      await page.screenshot({ path: `../artefacts/room-account-${name}-${colorScheme}.png`, fullPage: true });
    });
  }
}
