import { HtmlValidate } from 'html-validate';
import { expect, firstStory, test } from '../page.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // Files of our own origin, under addresses that hold their hash, need no integrity attribute.
    'require-sri': ['error', { target: 'crossorigin' }],
    // Ids of headings are Ghost's, so that links into an archive go on working: HTML lets them have any letter and sign.
    'valid-id': ['error', { relaxed: true }],
    // Headlines are as long as their news.
    'long-title': 'off',
    // The point of a picture that stays in sight is the story's, not the style sheet's.
    'no-inline-style': ['error', { allowedProperties: ['object-position'] }],
  },
});

for (const [name, find] of [
  ['front page', async () => '/'],
  ['second page', async () => '/page/2/'],
  ['story', firstStory],
  ['page', async () => '/join/'],
  ['Russian front', async () => '/ru/'],
  ['404', async () => '/no-such-story/'],
] as const) {
  test(`html-validate accepts the ${name}`, async ({ page, request }) => {
    const path = await find(page);
    const html = await (await request.get(path)).text();
    const report = await validator.validateString(html, path);
    expect(
      report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)),
    ).toEqual([]);
  });
}

test('html-validate accepts topics, authors and every story of the demo', async ({ request }) => {
  const addresses: string[] = [];
  for (const part of ['tags', 'authors', 'posts', 'pages']) {
    const xml = await (await request.get(`/sitemap-${part}.xml`)).text();
    addresses.push(...[...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map((found) => new URL(found[1] as string).pathname));
  }
  expect(addresses.length).toBeGreaterThan(55);
  const complaints: string[] = [];
  for (const path of addresses) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(200);
    const report = await validator.validateString(await response.text(), path);
    for (const result of report.results) {
      complaints.push(...result.messages.map((m) => `${path} ${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
    }
  }
  expect(complaints).toEqual([]);
});
