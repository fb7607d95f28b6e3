// How long from asking for a story until somebody can type in it, in a browser that has never been here and in one that has.
// usage: node bench/editor.mjs ADDRESS COOKIES STORY-PATH; prints JSON, times in milliseconds.
import { chromium } from '../e2e/node_modules/@playwright/test/index.mjs';

const TIMES = 15;
const [address, cookie, path] = process.argv.slice(2);
const cookies = cookie.split('; ').map((one) => one.split('=')).map(([name, value]) => ({ name, value, url: `${address}/room/` }));
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

/** A browser's memory of its own: nothing is in its cache. */
async function newcomer() {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  return context;
}

/** Until the mark that the editor sets when it takes keys, counted from the beginning of the navigation; and how far the page has jumped. */
async function open(context) {
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.jumped = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.jumped += entry.value))).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(address + path);
  await page.locator('.ed[data-ready]').waitFor();
  const seen = await page.evaluate(() => ({ ready: performance.getEntriesByName('editor-ready')[0].startTime, jumped: globalThis.jumped }));
  await page.close();
  return seen;
}

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
const cold = [];
for (let time = 0; time < TIMES; time += 1) {
  const context = await newcomer();
  cold.push(await open(context));
  await context.close();
}
const context = await newcomer();
await open(context);
const warm = [];
for (let time = 0; time < TIMES; time += 1) warm.push(await open(context));
const ready = (all) => median(all.map((seen) => seen.ready));
console.log(JSON.stringify({ cold: ready(cold), warm: ready(warm), jumped: Math.max(...[...cold, ...warm].map((seen) => seen.jumped)) }));
await browser.close();
