import { execFileSync } from 'node:child_process';
import GhostAdminAPI from '@tryghost/admin-api';
import { expect, test } from '../page.ts';
import { binary } from '../site.ts';

/** Ghost's own client, with an admin key of the shared demo newsroom. */
function client(name: string) {
  const key = execFileSync(binary, ['key', 'add', name, '--admin', '--data', process.env.SITE_DATA ?? '']).toString().trim();
  return new GhostAdminAPI({ url: process.env.SITE ?? '', key, version: 'v6.0' });
}

test('Ghost’s client keeps members and newsletters', async () => {
  const api = client('A desk of readers');
  const newsletter = await api.newsletters.add({ name: `Morning ${Date.now()}`, show_badge: false });
  expect(newsletter).toMatchObject({ status: 'active', show_badge: false });
  const renamed = await api.newsletters.edit({ id: newsletter.id, name: `${newsletter.name}, early` });
  expect(renamed.slug).toBe(newsletter.slug);
  expect((await api.newsletters.browse({ filter: `slug:${newsletter.slug}` }))[0].name).toBe(renamed.name);

  const email = `reader-${Date.now()}@example.org`;
  const member = await api.members.add({ email, name: 'Reader', labels: ['VIP'], newsletters: [{ id: newsletter.id }] });
  expect(member).toMatchObject({ email, status: 'free', subscribed: true, labels: [{ name: 'VIP', slug: 'vip' }] });
  expect(await api.members.read({ id: member.id })).toEqual(member);
  const changed = await api.members.edit({ id: member.id, note: 'Met at the harbour', newsletters: [] });
  expect(changed).toMatchObject({ note: 'Met at the harbour', subscribed: false, name: 'Reader' });
  const found = await api.members.browse({ search: email, limit: 5 });
  expect(found.map((row) => row.id)).toEqual([member.id]);
  expect(found.meta.pagination).toMatchObject({ total: 1, pages: 1 });
  await expect(api.members.add({ email })).rejects.toMatchObject({ type: 'ValidationError' });
  await api.members.delete({ id: member.id });
  await expect(api.members.read({ id: member.id })).rejects.toMatchObject({ type: 'NotFoundError' });
});

test('Ghost’s client keeps webhooks, and people see in the room what became of them', async ({ roomPage: page }) => {
  const api = client('A bot of the desk');
  // Nobody listens at an address of our own network, and it is not asked either.
  const webhook = await api.webhooks.add({ event: 'member.added', target_url: 'http://127.0.0.1:9/hook', secret: 'shared' });
  expect(webhook).toMatchObject({ event: 'member.added', last_triggered_at: null });
  await expect(api.webhooks.add({ event: 'member.added', target_url: 'http://127.0.0.1:9/hook' })).rejects.toMatchObject({ type: 'ValidationError' });
  const member = await api.members.add({ email: `hooked-${Date.now()}@example.org` });
  await page.goto('/room/keys/');
  const row = page.getByRole('row').filter({ hasText: 'A bot of the desk' }).filter({ hasText: 'member.added' });
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText('Failed', { timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await row.getByRole('link').click();
  await expect(page.getByRole('main')).toContainText('its address is not public');
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByRole('status').first()).toHaveText('The event is on its way again.');
  await page.getByText('Remove this webhook').click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByRole('status').first()).toHaveText('The webhook is removed.');
  await expect(api.webhooks.edit({ id: webhook.id, event: 'member.edited' })).rejects.toMatchObject({ type: 'NotFoundError' });
  await api.members.delete({ id: member.id });
});
