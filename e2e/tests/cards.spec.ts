import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cases, lexical } from '../lexical.ts';
import { expect, test } from '../page.ts';
import { serve } from '../site.ts';

// Ghost's own renderer, as Ghost loads it.
const require = createRequire(import.meta.url);
const { LexicalHTMLRenderer } = require('@tryghost/kg-lexical-html-renderer') as { LexicalHTMLRenderer: new (options: object) => { render(state: string, options: object): Promise<string> } };
const { DEFAULT_NODES } = require('@tryghost/kg-default-nodes') as { DEFAULT_NODES: unknown[] };
const { JSDOM } = require('jsdom') as { JSDOM: { fragment(html: string): DocumentFragment } };

/** Cards that are made of other elements here, since nothing of Masthead needs a script: their words, addresses and outer class are Ghost's all the same. */
const WITHOUT_A_SCRIPT: Record<string, string> = {
  toggle: 'Ghost opens it by a script; here it is <details>',
  audio: 'Ghost draws a player that a script drives; here it is the browser’s',
  video: 'the same',
  transistor: 'Ghost finds the colour of the page by a script in the card',
};

/** Ghost’s attributes that are left out or said otherwise, and ours that it has not. */
const OWN_ATTRIBUTES: Record<string, string> = {
  onerror: 'a script: pages without one forbid it',
  'pre tabindex': 'long lines are scrolled by keyboard, too',
  'a title': 'Ghost’s renderer drops what its editor keeps',
  'a target': 'the same',
  'input id': '“email”, of which a page could have but one',
  seamless: 'means nothing to any browser',
};

/** An element and what is in it, in lines that are equal when two pages look and work alike. */
function lines(node: Node, out: string[] = [], depth = 0): string[] {
  const indent = ' '.repeat(depth);
  for (const child of node.childNodes) {
    if (child.nodeType === 3) {
      const words = (child.textContent ?? '').replace(/\s+/g, ' ').trim();
      if (words) out.push(`${indent}${words}`);
    }
    // What is for some readers only is marked in Ghost’s HTML and resolved for each reader; here it is resolved.
    if (child.nodeType === 8 && !(child as Comment).data.startsWith('kg-gated-block')) out.push(`${indent}<!--${(child as Comment).data.trim()}-->`);
    if (child.nodeType !== 1) continue;
    const element = child as Element;
    const name = element.localName;
    if (name === 'style' || name === 'script') continue; // within drawings and cards; ours stand in the card styles
    if (name === 'svg') {
      out.push(`${indent}<svg>`); // drawings are our own
      continue;
    }
    const attributes = [...element.attributes]
      .filter(({ name: of }) => !(of in OWN_ATTRIBUTES) && !(`${name} ${of}` in OWN_ATTRIBUTES))
      .map(({ name: of, value }) => {
        if (of === 'class') return `class="${value.split(/\s+/).filter(Boolean).sort().join(' ')}"`;
        if (of === 'id') return `id="${decodeURIComponent(value)}"`; // a browser finds either
        if (of === 'style') return `style="${value.replace(/\s+/g, ' ').replace(/url\((['"]?)(.*?)\1\)/g, 'url($2)').replace(/;\s*$/, '').replace(/^; /, '')}"`;
        return `${of}="${value.replace(/\s+/g, ' ').trim()}"`;
      });
    out.push(`${indent}<${[name, ...attributes.sort()].join(' ')}>`);
    lines(element, out, depth + 1);
  }
  return out;
}

/** The words of a card, the addresses that it loads or leads to, and its outer classes. */
function gist(html: string): object {
  const page = JSDOM.fragment(html);
  for (const silent of page.querySelectorAll('script, style, svg, [class*="player"]:not([class*="container"])')) silent.remove();
  const outer = page.firstElementChild;
  return {
    words: (page.textContent ?? '').replace(/\s+/g, ''),
    addresses: [...new Set([...page.querySelectorAll('[src], [href]')].flatMap((one) => [one.getAttribute('src'), one.getAttribute('href')]).filter(Boolean))].sort(),
    classes: (outer?.getAttribute('class') ?? '').split(/\s+/).filter(Boolean).sort(),
  };
}

test('each block and card has Ghost’s HTML for the same Lexical', async () => {
  test.setTimeout(180_000);
  const names = Object.keys(cases);
  const folder = mkdtempSync(join(tmpdir(), 'masthead-cards-'));
  const posts = names.map((title, n) => ({
    id: (n + 1).toString(16).padStart(24, '0'), uuid: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`, title, slug: `case-${n}`, lexical: lexical(cases[title] ?? []), mobiledoc: null, html: null,
    type: 'post', status: 'published', visibility: 'public', featured: 0, created_at: '2024-01-01T00:00:00.000Z', updated_at: '2024-01-01T00:00:00.000Z', published_at: '2024-01-01T00:00:00.000Z',
  }));
  const file = join(folder, 'export.json');
  writeFileSync(file, JSON.stringify({ db: [{ meta: { exported_on: 1_700_000_000_000, version: '6.65.0' }, data: { posts } }] }));
  const server = await serve('serve');
  try {
    server.run('import', 'ghost', file, '--trust-html');
    const key = server.run('key', 'add', 'cards').match(/[0-9a-f]{26}/)?.[0];
    const ours = new Map<string, string>();
    for (const page of [1, 2]) {
      const answer = await fetch(`${server.address}/ghost/api/content/posts/?key=${key}&limit=100&page=${page}&fields=title,html`);
      for (const { title, html } of ((await answer.json()) as { posts: { title: string; html: string }[] }).posts) ours.set(title, html ?? '');
    }
    const different: string[] = [];
    for (const [title, blocks] of Object.entries(cases)) {
      const renderer = new LexicalHTMLRenderer({ nodes: DEFAULT_NODES, onError: (error: Error) => { throw error; } });
      const ghost = await renderer.render(lexical(blocks), { siteUrl: server.address, postUrl: `${server.address}/a/` });
      const mine = (ours.get(title) ?? '').replaceAll(server.address, '');
      const kind = String(blocks[0]?.type);
      if (kind in WITHOUT_A_SCRIPT) {
        if (kind !== 'transistor') expect.soft(gist(mine), title).toEqual(gist(ghost));
        expect.soft(mine, title).not.toMatch(/<script|onclick/);
        continue;
      }
      const [a, b] = [lines(JSDOM.fragment(mine)), lines(JSDOM.fragment(ghost))];
      if (a.join('\n') !== b.join('\n')) different.push(`${title}\n  Masthead\n${a.map((line) => `    ${line}`).join('\n')}\n  Ghost\n${b.map((line) => `    ${line}`).join('\n')}`);
    }
    expect(different, different.join('\n\n')).toEqual([]);
    expect(names.length).toBeGreaterThan(65);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
