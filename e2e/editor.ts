import { expect, test as base, type BrowserContextOptions, type Page } from '@playwright/test';
import type { Upload } from './files.ts';
import { Newsroom, type Who } from './newsroom.ts';
import type { Words } from './wire.ts';

/** How somebody opens the story. */
export interface Visit extends BrowserContextOptions {
  as?: Who;
  /** The address of the site as this browser knows it: of a cable, perhaps. */
  at?: string;
  /** Looks at the page before it opens. */
  before?: (page: Page) => unknown;
}

/** A story of its own for each test, on a real server. */
export interface Story {
  id: string;
  path: string;
  open(visit?: Visit): Promise<Page>;
  /** What the server has of the words. */
  words(): Promise<Words>;
  details(): Promise<Record<string, unknown>>;
  /** Ana changes fields of the side panel. */
  change(changes: object): Promise<void>;
  /** Somebody presses a button: `publish`, `trash`. */
  act(verb: string, body?: object, who?: Who): Promise<void>;
}

/** Waits until somebody can write. */
export async function ready(page: Page): Promise<void> {
  await page.locator('.ed[data-ready]').waitFor();
}

/** The cookie of somebody who is signed in. */
export function cookie(newsroom: Newsroom, who: Who, at: string = newsroom.address) {
  return { name: 'masthead_room', value: newsroom.token(who), url: `${at}/room/`, httpOnly: true, sameSite: 'Lax' as const };
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

export const test = base.extend<{ story: Story; newsroom: Newsroom }>({
  /** The newsroom of the story: everybody's, unless a file of tests needs one that it may kill. */
  newsroom: async ({}, use) => use(Newsroom.shared()),
  story: async ({ newsroom, browser }, use) => {
    const id = await newsroom.begin();
    const path = `/room/stories/${id}/`;
    const complaints: string[] = [];
    const pages: Page[] = [];
    const details = () => newsroom.ask('GET', `${path}details`);
    await use({
      id,
      path,
      async open({ as = 'ana', at = newsroom.address, before, ...options } = {}) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
        await context.addCookies([cookie(newsroom, as, at)]);
        const page = await context.newPage();
        watch(page, at, complaints);
        await before?.(page);
        await page.goto(at + path);
        await ready(page);
        pages.push(page);
        return page;
      },
      words: () => newsroom.words(id),
      details,
      change: async (changes) => void (await newsroom.ask('PATCH', `${path}details`, { seen: (await details()).seen, ...changes })),
      act: async (verb, body = {}, who) => void (await newsroom.ask('POST', `${path}${verb}`, body, who)),
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

/** Waits until the copy on this device has `sign`, which was not typed before, and knows that the server lacks it. */
export async function keptHere(page: Page, sign: string): Promise<void> {
  const copied = async (sign: string) => {
    const { name } = (await indexedDB.databases()).find(({ name }) => name?.startsWith('masthead-'))!;
    return new Promise<boolean>((resolve, reject) => {
      const open = indexedDB.open(name!);
      open.onerror = () => reject(open.error);
      open.onsuccess = () => {
        const read = open.result.transaction(['custom', 'updates']);
        const flag = read.objectStore('custom').get('unsaved');
        const updates = read.objectStore('updates').getAll();
        read.oncomplete = () => {
          open.result.close();
          resolve(flag.result !== undefined && updates.result.some((bytes: Uint8Array) => new TextDecoder().decode(bytes).includes(sign)));
        };
      };
    });
  };
  await expect.poll(() => page.evaluate(copied, sign)).toBe(true);
}

/** Goes into the body of an empty story. */
export async function enterBody(page: Page): Promise<void> {
  await page.locator('.ed-prose').focus();
}

/** Pastes into what has the focus, as a browser does. */
export async function paste(page: Page, content: { html?: string; text?: string; file?: Upload }): Promise<void> {
  const { file } = content;
  const bytes = file && { name: file.name, type: file.mimeType, base64: file.buffer.toString('base64') };
  await page.evaluate(({ html, text, file }) => {
    const data = new DataTransfer();
    if (html !== undefined) data.setData('text/html', html);
    if (text !== undefined) data.setData('text/plain', text);
    if (file) data.items.add(new File([Uint8Array.from(atob(file.base64), (sign) => sign.charCodeAt(0))], file.name, { type: file.type }));
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, { ...content, file: bytes });
}

export { expect };
