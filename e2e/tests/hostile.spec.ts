import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const root = join(import.meta.dirname, '../..');
const binary = process.env.MASTHEAD ?? join(root, 'target/debug/masthead');
/** One vector a line; `\u{…}` and `\n` stand for characters. The crate `document` tests its output with the same list. */
const vectors = readFileSync(join(root, 'crates/document/tests/cases/xss.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) =>
    line
      .replace(/\\u\{([0-9a-f]+)\}/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
      .replace(/\\[nrt]/g, (escape) => ({ n: '\n', r: '\r', t: '\t' })[escape[1] as 'n' | 'r' | 't']),
  );

interface Served {
  address: string;
  stop(): Promise<void>;
}

/** A site with a Ghost export in it whose stories are made of these bodies, one story each. */
async function serve(posts: object[], ...flags: string[]): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-hostile-'));
  const file = join(folder, 'export.json');
  writeFileSync(file, JSON.stringify({ db: [{ meta: { exported_on: 1, version: '6.0.0' }, data: { posts } }] }));
  execFileSync(binary, ['import', 'ghost', file, '--data', join(folder, 'site'), ...flags], { stdio: 'pipe' });
  const server: ChildProcess = spawn(binary, ['serve', '--data', join(folder, 'site'), '--listen', '127.0.0.1:0']);
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.on('exit', () => reject(new Error(said)));
  });
  return {
    address,
    async stop() {
      const ended = new Promise((resolve) => server.on('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function story(number: number, fields: object): object {
  return {
    id: (number + 1).toString(16).padStart(24, '0'),
    title: `Story ${number}`,
    slug: `story-${number}`,
    status: 'published',
    type: 'post',
    visibility: 'public',
    created_at: '2026-11-01T00:00:00.000Z',
    updated_at: '2026-11-01T00:00:00.000Z',
    published_at: '2026-11-01T00:00:00.000Z',
    ...fields,
  };
}

const lexicalHtmlCard = (html: string): string =>
  JSON.stringify({ root: { children: [{ type: 'html', version: 1, html }], type: 'root', version: 1 } });

test('no vector of an imported article runs on the page, even where a click or a hover would start it', async ({ page }) => {
  test.setTimeout(240_000);
  expect(vectors.length).toBeGreaterThan(80);
  const posts = vectors.flatMap((vector, at) => [
    story(2 * at, { html: `<p>Before.</p>${vector}<p>After.</p>`, feature_image_caption: vector, custom_excerpt: vector.slice(0, 300) }),
    story(2 * at + 1, { lexical: lexicalHtmlCard(vector), title: vector.slice(0, 200), codeinjection_head: vector, codeinjection_foot: vector }),
  ]);
  const site = await serve(posts);
  try {
    const ran: string[] = [];
    page.on('dialog', async (dialog) => {
      ran.push(`${page.url()}: dialog “${dialog.message()}”`);
      await dialog.dismiss();
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (['script', 'xhr', 'fetch', 'websocket'].includes(request.resourceType()) && url.origin !== site.address) {
        ran.push(`${page.url()}: ${request.resourceType()} ${request.url()}`);
      }
    });
    for (let number = 0; number < posts.length; number += 1) {
      const response = await page.goto(`${site.address}/story-${number}/`, { waitUntil: 'domcontentloaded' });
      expect(response?.status(), `story-${number}`).toBe(200);
      expect(new URL(page.url()).pathname, 'nothing leads away').toBe(`/story-${number}/`);
      const found = await page.evaluate(() => {
        const suspicious: string[] = [];
        const look = (root: Document) => {
          for (const element of root.querySelectorAll('*')) {
            if (element.localName === 'script' && element.getAttribute('type') !== 'application/ld+json') suspicious.push(element.outerHTML);
            for (const attribute of element.attributes) {
              const address = /^((xlink:)?href|src|action|formaction|data|poster|background|ping|cite)$/.test(attribute.name);
              const leads = address && URL.canParse(attribute.value) ? new URL(attribute.value) : undefined;
              const runs = leads && (/^(javascript|vbscript):$/.test(leads.protocol) || /^data:(?!image\/(png|jpeg|gif|webp))/.test(leads.href));
              if (attribute.name.startsWith('on') || runs) suspicious.push(`${element.localName} ${attribute.name}=${attribute.value}`);
              // The stand-in of an embed is a page of its own: ours, but it is looked at as closely.
              if (attribute.name === 'srcdoc') look(new DOMParser().parseFromString(attribute.value, 'text/html'));
            }
          }
        };
        look(document);
        return suspicious;
      });
      expect(found, `story-${number}: ${vectors[number >> 1]}`).toEqual([]);
    }
    for (const path of ['/', '/rss/']) await page.goto(`${site.address}${path}`).catch(() => undefined);
    expect(ran).toEqual([]);
  } finally {
    await site.stop();
  }
});

test('an archive that is trusted on purpose keeps its scripts', async ({ page }) => {
  const body = '<p>Numbers.</p><script>document.documentElement.dataset.chart = "drawn"</script>';
  const site = await serve([story(1, { lexical: lexicalHtmlCard(body) })], '--trust-html');
  try {
    await page.goto(`${site.address}/story-1/`);
    await expect(page.locator('html')).toHaveAttribute('data-chart', 'drawn');
  } finally {
    await site.stop();
  }
});
