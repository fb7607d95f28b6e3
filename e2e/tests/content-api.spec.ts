import { execFileSync } from 'node:child_process';
import GhostContentAPI from '@tryghost/content-api';
import { Newsroom } from '../newsroom.ts';
import { expect, test } from '../page.ts';
import { binary } from '../site.ts';

/** Ghost's own client, as programs use it, with a key of the shared demo newsroom. */
function client(version = 'v6.0'): GhostContentAPI {
  const key = execFileSync(binary, ['key', 'add', 'A program', '--data', process.env.SITE_DATA ?? '']).toString().trim();
  return new GhostContentAPI({ url: process.env.SITE ?? '', key, version });
}

for (const version of ['v5.0', 'v6.0']) {
  test(`Ghost's client (${version}) reads posts, pages, tags and authors, by list, id and slug`, async () => {
    const api = client(version);
    for (const [resource, include] of [
      [api.posts, 'tags,authors'],
      [api.pages, 'tags,authors'],
      [api.tags, 'count.posts'],
      [api.authors, 'count.posts'],
    ] as const) {
      const rows = await resource.browse({ limit: 2, include });
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.meta.pagination).toMatchObject({ page: 1, limit: 2, prev: null });
      const { id, slug } = rows[0] as { id: string; slug: string };
      expect(await resource.read({ id }, { include })).toEqual(rows[0]);
      expect(await resource.read({ slug }, { include })).toEqual(rows[0]);
      expect(JSON.stringify(rows)).not.toMatch(/"email"|@example/);
    }
  });
}

test('Ghost’s client filters, orders, pages and chooses fields', async () => {
  const api = client();
  // Other tests publish in this newsroom meanwhile.
  const filter = 'published_at:<now-1d';
  const newest = await api.posts.browse({ filter, limit: 3, include: ['tags', 'authors'], formats: ['html', 'plaintext'] });
  const first = newest[0] as { published_at: string; primary_author: { slug: string }; html: string; plaintext: string };
  expect(first.html).toContain('<p');
  expect(first.plaintext).not.toContain('<p');
  const same = await api.posts.browse({
    filter: `primary_author:${first.primary_author.slug}+published_at:<='${first.published_at}'`,
    order: 'published_at desc',
    fields: ['title', 'slug'],
    limit: 1,
  });
  expect(Object.keys(same[0] ?? {}).sort()).toEqual(['slug', 'title']);
  const second = await api.posts.browse({ filter, limit: 1, page: 2, fields: 'slug' });
  expect(second[0]).toEqual({ slug: newest[1]?.slug });
  expect(second.meta.pagination).toMatchObject({ page: 2, next: 3, prev: 1 });
});

test('Ghost’s client reads settings, and finds empty what is not built', async ({ request }) => {
  const api = client();
  const settings = await api.settings.browse();
  expect(settings).toMatchObject({ url: expect.stringMatching(/\/$/), members_enabled: false });
  // Whoever keeps tiers in the same newsroom meanwhile: nobody made a free one.
  expect((await api.tiers.browse()).filter((row) => row.type !== 'paid')).toEqual([]);
  // Newsletters likewise: what they are sent from is told to nobody.
  const newsletters: unknown[] = await api.newsletters.browse();
  expect(newsletters.filter((row) => (row as { sender_email: unknown }).sender_email !== null)).toEqual([]);
  // The client does not know of recommendations; Ghost's API does.
  const key = execFileSync(binary, ['key', 'add', 'Another', '--data', process.env.SITE_DATA ?? '']).toString().trim();
  const recommended = async () => (await request.get(`/ghost/api/content/recommendations/?key=${key}`)).json();
  expect(await recommended()).toMatchObject({ recommendations: [], meta: { pagination: { total: 0, pages: 0, limit: 5 } } });
  const newsroom = Newsroom.shared();
  const row = { title: 'The Lantern', url: 'https://lantern.example/', description: 'Lit nightly' };
  const made = (await newsroom.ask('POST', '/ghost/api/admin/recommendations/', { recommendations: [row] }, 'owner')) as { recommendations: { id: string }[] };
  expect(await recommended()).toMatchObject({ recommendations: [row], meta: { pagination: { total: 1, pages: 1 } } });
  expect(await api.settings.browse()).toMatchObject({ recommendations_enabled: true });
  await fetch(new URL(`/ghost/api/admin/recommendations/${made.recommendations[0]?.id}/`, newsroom.address), {
    method: 'DELETE',
    headers: { origin: newsroom.address, cookie: `masthead_room=${newsroom.token('owner')}` },
  });
  expect(await recommended()).toMatchObject({ recommendations: [] });
  expect(await api.settings.browse()).toMatchObject({ recommendations_enabled: false });
  await expect(api.offers.read({ id: '000000000000000000000000' })).rejects.toMatchObject({
    response: { status: 404 },
  });
});

test('Ghost’s client is told why it is refused, and an edit shows at once', async () => {
  const api = client();
  await expect(api.posts.browse({ filter: 'tag:' })).rejects.toMatchObject({ type: 'BadRequestError' });
  await expect(api.posts.read({ slug: 'no-such-story' })).rejects.toMatchObject({ type: 'NotFoundError' });
  const stranger = new GhostContentAPI({ url: process.env.SITE ?? '', key: 'f'.repeat(26), version: 'v6.0' });
  await expect(stranger.posts.browse()).rejects.toMatchObject({ type: 'UnauthorizedError' });
  const before = (await api.settings.browse()) as unknown as { meta_title: string | null };
  const title = `${before.meta_title ?? ''} at ${Date.now()}`;
  execFileSync(binary, ['setting', 'meta_title', title, '--data', process.env.SITE_DATA ?? '']);
  expect(await api.settings.browse()).toMatchObject({ meta_title: title });
  execFileSync(binary, ['setting', 'meta_title', before.meta_title ?? '', '--data', process.env.SITE_DATA ?? '']);
});
