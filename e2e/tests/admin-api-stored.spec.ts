import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import GhostAdminAPI from '@tryghost/admin-api';
import GhostContentAPI from '@tryghost/content-api';
import { Newsroom } from '../newsroom.ts';
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

test('programs change many stories and members at once, and people see what is left of a program', async ({ roomPage: page }) => {
  const name = `A bot of many ${Date.now()}`;
  const key = execFileSync(binary, ['key', 'add', name, '--admin', '--data', process.env.SITE_DATA ?? '']).toString().trim();
  const api = new GhostAdminAPI({ url: process.env.SITE ?? '', key, version: 'v6.0' });
  const tag = `At once ${Date.now()}`;
  await api.posts.add({ title: `${tag} one`, tags: [tag] });
  const made = (await api.posts.add({ title: `${tag} two`, tags: [tag] })) as { tags: { slug: string }[] };
  const slug = made.tags[0]?.slug ?? '';
  // Ghost's client has no verb for it: a token of its own, as the client signs them.
  const [id, secret] = key.split(':') as [string, string];
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const head = `${part({ alg: 'HS256', typ: 'JWT', kid: id })}.${part({ iat: now, exp: now + 300, aud: '/admin/' })}`;
  const token = `${head}.${createHmac('sha256', Buffer.from(secret, 'hex')).update(head).digest('base64url')}`;
  const ask = async (method: string, path: string, data?: object) => {
    const answer = await fetch(`${process.env.SITE}/ghost/api/admin/${path}`, {
      method,
      headers: { authorization: `Ghost ${token}`, 'content-type': 'application/json' },
      body: data ? JSON.stringify(data) : null,
    });
    return { status: answer.status, body: (await answer.json()) as { bulk?: { meta: { stats: object } } } };
  };
  const filter = encodeURIComponent(`tag:${slug}`);
  const featured = await ask('PUT', `posts/bulk/?filter=${filter}`, { bulk: { action: 'feature', meta: {} } });
  expect(featured).toMatchObject({ status: 200, body: { bulk: { meta: { stats: { successful: 2, unsuccessful: 0 } } } } });
  expect(await ask('DELETE', `posts/?filter=${filter}`)).toMatchObject({ status: 200, body: { bulk: { meta: { stats: { successful: 2 } } } } });
  expect(await api.posts.browse({ filter: `tag:${slug}` })).toHaveLength(0);
  expect((await ask('DELETE', 'posts/')).status).toBe(422);

  // A program whose last key is gone stays while it has a webhook, and its page takes it away with that.
  const webhook = await api.webhooks.add({ event: 'tag.added', target_url: 'http://127.0.0.1:9/many' });
  execFileSync(binary, ['key', 'remove', id, '--data', process.env.SITE_DATA ?? '']);
  await page.goto('/room/keys/#programs');
  const row = page.getByRole('row').filter({ hasText: name }).filter({ has: page.locator('a[href*="/programs/"]') });
  await expect(row.getByRole('cell').nth(1)).toHaveText('0');
  for (const [look, width] of [['phone', 390], ['desktop', 1280]] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await page.goto('/room/keys/#programs');
      await page.screenshot({ path: `../artefacts/room-programs-${look}-${colorScheme}.png`, fullPage: true });
      await row.getByRole('link').click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.screenshot({ path: `../artefacts/room-program-${look}-${colorScheme}.png`, fullPage: true });
    }
  }
  await expect(page.getByRole('main')).toContainText('tag.added');
  await page.getByText('Remove this program').click();
  await page.getByRole('button', { name: 'Remove it for good' }).click();
  await expect(page.getByRole('status').first()).toHaveText('The program is removed, with its keys and webhooks.');
  await expect(page.getByRole('main')).not.toContainText(name);
  expect((await page.request.get(`/room/keys/webhooks/${webhook.id as string}/`)).status()).toBe(404);
});

test('Ghost’s clients write and read a story for chosen tiers', async ({ request }) => {
  const api = client('A paywall');
  const name = `Harbour ${Date.now()}`;
  const made = await Newsroom.shared().ask('POST', '/ghost/api/admin/tiers/', { tiers: [{ name, currency: 'eur', monthly_price: 700 }] }, 'owner');
  const [tier] = made.tiers as { id: string; slug: string }[];
  const story = await api.posts.add({ title: `For ${name}`, html: '<p>Hidden words</p>', status: 'published', visibility: 'tiers', tiers: [{ id: tier?.id }] }, { source: 'html' });
  expect(story).toMatchObject({ visibility: 'tiers', tiers: [{ id: tier?.id, name, currency: 'EUR', monthly_price: 700 }] });
  const { id, slug, updated_at } = story as { id: string; slug: string; updated_at: string };
  const key = execFileSync(binary, ['key', 'add', 'Readers', '--data', process.env.SITE_DATA ?? '']).toString().trim();
  const content = new GhostContentAPI({ url: process.env.SITE ?? '', key, version: 'v6.0' });
  expect(await content.posts.read({ slug }, { include: 'tiers' })).toMatchObject({ access: false, html: '', visibility: 'tiers', tiers: [{ name }] });
  expect(await (await request.get(`/${slug}/`)).text()).not.toContain('Hidden words');
  await expect(api.posts.edit({ id, updated_at, tiers: [{ id: 'f'.repeat(24) }] })).rejects.toMatchObject({ type: 'ValidationError' });
  const open = await api.posts.edit({ id, updated_at, visibility: 'public' });
  expect((open.tiers as { name: string }[]).map((row) => row.name)).toContain(name);
  expect(await (await request.get(`/${slug}/`)).text()).toContain('Hidden words');
  await api.posts.delete({ id });
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
