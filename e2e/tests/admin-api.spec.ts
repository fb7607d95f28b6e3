import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import GhostAdminAPI from '@tryghost/admin-api';
import { expect, test } from '../page.ts';
import { binary, owner } from '../site.ts';

/** Ghost's own client, as programs use it, with an admin key of the shared demo newsroom. */
function client(version = 'v6.0'): GhostAdminAPI {
  const words = ['key', 'add', 'A program that writes', '--admin', '--data', process.env.SITE_DATA ?? ''];
  return new GhostAdminAPI({ url: process.env.SITE ?? '', key: execFileSync(binary, words).toString().trim(), version });
}

/** What no other test has. */
const unique = (name: string) => `${name} ${Date.now()}`;

/** An article as Ghost’s editor writes it. */
const lexical = JSON.stringify({
  root: {
    children: [
      { children: [{ detail: 0, format: 1, mode: 'normal', style: '', text: 'The ferry sails', type: 'extended-text', version: 1 }], direction: 'ltr', format: '', indent: 0, type: 'paragraph', version: 1 },
      { type: 'callout', version: 1, calloutText: '<p>Mind the gap</p>', calloutEmoji: '💡', backgroundColor: 'blue' },
    ],
    direction: 'ltr', format: '', indent: 0, type: 'root', version: 1,
  },
});

for (const version of ['v3.0', 'v5.0', 'v6.0']) {
  test(`Ghost's client (${version}) is let in`, async () => {
    const site = await client(version).site.read();
    expect(site).toMatchObject({ version: '6.65', url: expect.stringMatching(/\/$/) });
    expect(await client(version).posts.browse({ limit: 1 })).toHaveLength(1);
  });
}

for (const kind of ['posts', 'pages'] as const) {
  test(`Ghost's client writes, publishes, finds and deletes ${kind}`, async ({ request }) => {
    const api = client()[kind];
    const title = unique(`A program writes ${kind}`);
    const tag = unique('From a program');
    const made = await api.add({ title, html: '<p>It <b>sails</b>.</p>', tags: [tag] }, { source: 'html' });
    expect(made).toMatchObject({ title, status: 'draft', tags: [{ name: tag }], primary_author: { roles: [{ name: 'Owner' }] } });
    const { id, slug, updated_at } = made as { id: string; slug: string; updated_at: string };
    expect((await request.get(`/${slug}/`)).status()).toBe(404);
    const published = await api.edit({ id, updated_at, status: 'published', custom_excerpt: 'By a program' });
    expect(published).toMatchObject({ status: 'published', url: `${process.env.SITE}/${slug}/` });
    expect(await (await request.get(`/${slug}/`)).text()).toContain('<strong>sails</strong>');
    await expect(api.edit({ id, updated_at, title: 'Too late' })).rejects.toMatchObject({ name: 'UpdateCollisionError' });
    const found = await api.browse({ filter: `status:published+tag:${(made as { tags: { slug: string }[] }).tags[0]?.slug}` });
    expect(found.map((row) => row.id)).toEqual([id]);
    expect(await api.read({ slug }, { formats: ['html', 'plaintext'] })).toMatchObject({ id, plaintext: expect.stringContaining('It sails.') });
    await api.delete({ id });
    await expect(api.read({ id })).rejects.toMatchObject({ name: 'NotFoundError' });
    expect((await request.get(`/${slug}/`)).status()).toBe(404);
  });
}

test('an article of Ghost’s editor goes in and comes out as it was', async () => {
  const { posts } = client();
  const made = await posts.add({ title: unique('Lexical'), lexical });
  const card = JSON.parse(made.lexical as string).root.children[1];
  expect(card).toMatchObject({ type: 'callout', calloutEmoji: '💡', backgroundColor: 'blue' });
  expect(card.calloutText).toContain('Mind the gap');
  const again = await posts.add({ title: unique('Lexical again'), lexical: made.lexical });
  expect(again.lexical).toBe(made.lexical);
  for (const row of [made, again]) await posts.delete({ id: row.id });
});

test('a script signs in by password, as Ghost’s own interface does, and out', async ({ playwright, baseURL }) => {
  const script = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL ?? '' } });
  const session = (data: object) => script.post('/ghost/api/admin/session/', { data });
  const wrong = await session({ username: owner.email, password: 'not the password' });
  expect(wrong.status()).toBe(422);
  expect(await wrong.json()).toMatchObject({ errors: [{ code: 'PASSWORD_INCORRECT' }] });
  const opened = await session({ username: owner.email, password: owner.password });
  expect([opened.status(), await opened.text()]).toEqual([201, 'Created']);
  const me = await script.get('/ghost/api/admin/users/me/?include=roles');
  expect(await me.json()).toMatchObject({ users: [{ email: owner.email, roles: [{ name: 'Owner' }], comment_notifications: false }] });
  const everything = await script.get('/ghost/api/admin/db/');
  expect(everything.headers()['content-disposition']).toContain('.json');
  expect(((await everything.json()) as { db: { data: { posts: object[] } }[] }).db[0]?.data.posts.length).toBeGreaterThan(10);
  const player = await script.get(`/ghost/api/admin/oembed/?url=${encodeURIComponent('https://vimeo.com/76979871')}`);
  expect(await player.json()).toMatchObject({ type: 'video', provider_name: 'Vimeo', html: expect.stringContaining('<iframe') });
  expect((await script.delete('/ghost/api/admin/session/')).status()).toBe(204);
  expect((await script.get('/ghost/api/admin/users/me/')).status()).toBe(403);
  await script.dispose();
});

test('Ghost’s client keeps tags, and reads users and configuration', async () => {
  const api = client();
  const made = await api.tags.add({ name: unique('Kept'), description: 'By a program' });
  const { id } = made as { id: string };
  expect(await api.tags.edit({ id, meta_title: 'Kept well' })).toMatchObject({ id, meta_title: 'Kept well', description: 'By a program' });
  expect(await api.tags.read({ slug: made.slug }, { include: 'count.posts' })).toMatchObject({ id, count: { posts: 0 } });
  await api.tags.delete({ id });
  await expect(api.tags.read({ id })).rejects.toMatchObject({ name: 'NotFoundError' });
  await expect(api.tags.add({ name: 'x'.repeat(192) })).rejects.toMatchObject({ name: 'ValidationError', property: 'name' });
  const users = await api.users.browse({ include: 'roles', limit: 100 });
  const owner = users.find((user) => (user.roles as { name: string }[])[0]?.name === 'Owner');
  expect(await api.users.read({ email: owner?.email })).toMatchObject({ id: owner?.id });
  expect(await api.config.read()).toMatchObject({ version: '6.65.0' });
});

test('Ghost’s client uploads a picture and a file', async ({ request }) => {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-upload-'));
  const svg = join(folder, 'drawing.svg');
  writeFileSync(svg, '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script><rect width="9" height="9"/></svg>');
  const notes = join(folder, 'notes.txt');
  writeFileSync(notes, unique('Notes'));
  const api = client();
  const image = (await api.images.upload({ file: svg, ref: 'mine' })) as { url: string; ref: string };
  expect(image.ref).toBe('mine');
  const drawn = await (await request.get(image.url)).text();
  expect(drawn).toContain('<rect');
  expect(drawn).not.toContain('script');
  const file = (await api.files.upload({ file: notes })) as { url: string };
  expect(await (await request.get(file.url)).text()).toContain('Notes');
  await expect(api.images.upload({ file: notes })).rejects.toMatchObject({ name: 'UnsupportedMediaTypeError' });
  rmSync(folder, { recursive: true });
});

test('a key that was taken back opens nothing', async () => {
  const data = process.env.SITE_DATA ?? '';
  const key = execFileSync(binary, ['key', 'add', 'Gone', '--admin', '--data', data]).toString().trim();
  const api = new GhostAdminAPI({ url: process.env.SITE ?? '', key, version: 'v6.0' });
  await api.tags.browse({ limit: 1 });
  execFileSync(binary, ['key', 'remove', key.split(':')[0] ?? '', '--data', data]);
  await expect(api.tags.browse({ limit: 1 })).rejects.toMatchObject({ name: 'UnauthorizedError', code: 'UNKNOWN_ADMIN_API_KEY' });
});

test('an administrator makes an admin key in the room', async ({ roomPage: page }) => {
  await page.goto('/room/keys/new/');
  await page.getByLabel('Program').fill('A tool that publishes');
  await page.getByLabel('change what an administrator may').check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A tool that publishes');
  const key = await page.locator('#key').inputValue();
  expect(key).toMatch(/^[0-9a-f]{24}:[0-9a-f]{64}$/);
  const api = new GhostAdminAPI({ url: process.env.SITE ?? '', key, version: 'v6.0' });
  expect(await api.tags.browse({ limit: 1 })).toHaveLength(1);
});
