import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import gscan from 'gscan';
import { binary } from '../site.ts';

/** Files of a theme by their path. */
type Files = Record<string, string>;

const sound: Files = {
  'package.json': JSON.stringify({
    name: 'paper',
    version: '1.0.0',
    license: 'MIT',
    author: { email: 'paper@example.org' },
    keywords: ['ghost-theme'],
    config: { posts_per_page: 5, image_sizes: { s: { width: 300 } } },
  }),
  'default.hbs': '<html><head>{{ghost_head}}</head><body class="{{body_class}}">{{{body}}}{{ghost_foot}}</body></html>',
  'index.hbs': '{{!< default}}{{#foreach posts}}<p class="{{post_class}}">{{title}}</p>{{/foreach}}',
  'post.hbs': '{{!< default}}{{#post}}<h1>{{title}}</h1>{{content}}{{/post}}',
};

/** What an author gets wrong, as changes to the sound theme; whether Ghost refuses it is gscan's to say. */
const slips: Record<string, Files> = {
  nothing: {},
  'no index.hbs': { 'index.hbs': '' },
  'no post.hbs': { 'post.hbs': '' },
  'a block that does not end': { 'index.hbs': '{{#foreach posts}}{{title}}' },
  'a block that ends as another': { 'index.hbs': '{{#foreach posts}}{{/if}}' },
  'a helper that there is not': { 'post.hbs': '{{!< default}}{{no_such_helper "x"}}' },
  'a partial that there is not': { 'post.hbs': '{{!< default}}{{> "nowhere"}}' },
  'layouts in a circle': { 'default.hbs': '{{!< default}}{{ghost_head}}{{{body}}}{{ghost_foot}}' },
  'translations that are no JSON': { 'locales/de.json': '{"a": ' },
  'a style that is missing': { 'index.hbs': '{{!< default}}{{asset "css/none.css"}}' },
};

function folderOf(changes: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-theme-'));
  for (const [path, text] of Object.entries({ ...sound, ...changes })) {
    if (!text) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test('Ghost’s own check finds nothing to say about our theme', async () => {
  const found = gscan.format(await gscan.check(join(import.meta.dirname, '../../themes/default'), { checkVersion: 'v6' }), { checkVersion: 'v6' });
  expect(found.results.error).toEqual([]);
  expect(found.results.warning).toEqual([]);
});

for (const [slip, changes] of Object.entries(slips)) {
  test(`a theme with ${slip} is taken or refused as by Ghost’s own check`, async () => {
    const folder = folderOf(changes);
    try {
      const theirs = gscan.format(await gscan.check(folder, { checkVersion: 'v6' }), { checkVersion: 'v6' });
      const ours = spawnSync(binary, ['theme', 'check', folder], { encoding: 'utf8' });
      expect(ours.status === 0, ours.stdout + JSON.stringify(theirs.results.error)).toBe(!theirs.results.hasFatalErrors);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
