import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test as base, type BrowserContextOptions, type Page } from '@playwright/test';

/** How somebody opens the story. */
export interface Visit extends BrowserContextOptions {
  as?: 'ana' | 'boris' | 'clara';
  can?: 'contribute' | 'read';
  /** Language of the interface. */
  interface?: 'en' | 'ru' | 'ka';
  /** Language of the story. */
  language?: string;
}

/** A story of its own for each test, in the double of the server (frontend/dev/server.mjs). */
export interface Story {
  address: string;
  open(visit?: Visit): Promise<Page>;
  /** What the server has of the words; the body as XML. */
  words(): Promise<{ title: string; standfirst: string; body: string }>;
  details(): Promise<Record<string, unknown>>;
  /** Lets the server tell something to everybody who writes. */
  notice(notice: object): Promise<void>;
}

/** Where a story is opened by a visit. */
export function addressOf(address: string, visit: Visit = {}): string {
  const query = new URLSearchParams({ as: visit.as ?? 'ana', locale: visit.interface ?? 'en', language: visit.language ?? 'en', ...(visit.can ? { can: visit.can } : {}) });
  return `${address}?${query}`;
}

/** Waits until somebody can write. */
export async function ready(page: Page): Promise<void> {
  await page.locator('.ed[data-ready]').waitFor();
}

/** Fails the test for what a quiet page never does. An answer that refuses is expected in some tests, and logged by the browser. */
function watch(page: Page, origin: string, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !/Failed to load resource|WebSocket connection/.test(text)) complaints.push(`console: ${text}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin) complaints.push(`foreign request: ${request.url()}`);
  });
}

export const test = base.extend<{ story: Story }, { desk: string }>({
  desk: [
    async ({}, use) => {
      const server = spawn('node', [join(import.meta.dirname, '../frontend/dev/server.mjs'), '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
      const address = await new Promise<string>((resolve, reject) => {
        server.stdout.once('data', (said: Buffer) => resolve(new URL(said.toString()).origin));
        server.once('exit', (code) => reject(new Error(`the double ended with ${code}`)));
      });
      await use(address);
      server.kill();
    },
    { scope: 'worker' },
  ],
  story: async ({ desk, browser, request }, use, info) => {
    const address = `${desk}/room/stories/${info.testId}-${info.retry}/`;
    const complaints: string[] = [];
    const pages: Page[] = [];
    await use({
      address,
      async open(visit = {}) {
        const { as: _as, can: _can, interface: _interface, language: _language, ...options } = visit;
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
        const page = await context.newPage();
        watch(page, desk, complaints);
        await page.goto(addressOf(address, visit));
        await ready(page);
        pages.push(page);
        return page;
      },
      words: async () => (await request.get(`${address}words`)).json(),
      details: async () => (await request.get(`${address}details`)).json(),
      notice: async (notice) => void (await request.post(`${address}notice`, { data: notice })),
    });
    for (const page of pages) await page.context().close();
    expect(complaints).toEqual([]);
  },
});

/** Types keys with a name (`{Enter}`, `{Control+k}`) and text between them. */
export async function type(page: Page, keys: string): Promise<void> {
  for (const [, name, text] of keys.matchAll(/\{([A-Z][^}]*)\}|([^{]+|\{)/g)) {
    if (name) {
      await page.keyboard.press(name);
      // The browser tells of a new selection a moment later.
      if (/Home|End|Arrow|^Control\+a$/.test(name)) await page.waitForTimeout(30);
    } else if (text) await page.keyboard.type(text);
  }
}

/** Goes into the body of an empty story. */
export async function enterBody(page: Page): Promise<void> {
  await page.locator('.ed-prose').focus();
}

/** Pastes into what has the focus, as a browser does. */
export async function paste(page: Page, content: { html?: string; text?: string; file?: { name: string; type: string; base64: string } }): Promise<void> {
  await page.evaluate(({ html, text, file }) => {
    const data = new DataTransfer();
    if (html !== undefined) data.setData('text/html', html);
    if (text !== undefined) data.setData('text/plain', text);
    if (file) data.items.add(new File([Uint8Array.from(atob(file.base64), (sign) => sign.charCodeAt(0))], file.name, { type: file.type }));
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, content);
}

/** A red picture of 30 by 20. */
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAB4AAAAUCAIAAAAVyRqTAAAAIklEQVR42mM4oWFDI8QwavSo0aNGjxo9avSo0aNGjxpdcaMBk3N7QTs2l6QAAAAASUVORK5CYII=';

export { expect };
