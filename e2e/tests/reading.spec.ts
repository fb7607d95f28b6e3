import { expect, firstStory, test } from '../page.ts';

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a reader goes from the front page to a story, its topic, its author, and to Join', async ({ quietPage: page }) => {
    const story = await firstStory(page);
    await page.goto(story);
    await expect(page.locator('h1')).toHaveCount(1);
    const headline = await page.locator('h1').innerText();
    expect(headline.length).toBeGreaterThan(8);

    await page.locator('main a[href*="/tag/"]').first().click();
    await expect(page).toHaveURL(/\/tag\/[^/]+\/$/);
    await expect(page.locator('main article').first()).toBeVisible();

    await page.goto(story);
    await page.locator('main a[href*="/author/"]').first().click();
    await expect(page).toHaveURL(/\/author\/[^/]+\/$/);
    await expect(page.locator('main')).toContainText(headline.slice(0, 12));

    await page.locator('a[href$="/join/"]').first().click();
    await expect(page).toHaveURL(/\/join\/$/);
    await expect(page.locator('main')).toContainText('@');
  });

  test('the page that Masthead exists to publish has all its parts', async ({ quietPage: page }) => {
    await page.goto(await firstStory(page));
    for (const [part, selector] of [
      ['announcement', '[data-part="announcement"]'],
      ['navigation', 'header nav'],
      ['Join call', 'header a[href$="/join/"]'],
      ['topic above the headline', '[data-part="topic"]'],
      ['standfirst', '[data-part="standfirst"]'],
      ['byline', '[data-part="byline"] a[href*="/author/"]'],
      ['date', '[data-part="byline"] time[datetime]'],
      ['hero', 'figure[data-part="hero"] img[alt]'],
      ['caption', 'figure[data-part="hero"] figcaption'],
      ['credit', 'figure[data-part="hero"] .mh-credit'],
      ['body', '[data-part="body"] p'],
      ['topics', '[data-part="topics"] a'],
      ['Related Articles', '[data-part="related"] article'],
      ["Editor's Picks", '[data-part="picks"] a'],
      ['footer', 'body > footer'],
    ] as const) {
      await expect(page.locator(selector).first(), part).toBeVisible();
    }
  });

  test('Most Popular lists five stories that are there', async ({ quietPage: page, request }) => {
    await page.goto('/');
    const stories = await page
      .locator('[data-part="popular"] .ranking-title')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
    expect(stories).toHaveLength(5);
    for (const story of stories) expect((await request.get(story)).status()).toBe(200);
  });
});

test('a story weighs at most 60 KB without its pictures', async ({ quietPage: page }) => {
  let bytes = 0;
  const client = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  await client.send('Network.enable');
  client.on('Network.responseReceived', (event) => kinds.set(event.requestId, event.type));
  client.on('Network.loadingFinished', (event) => {
    if (kinds.get(event.requestId) !== 'Image') bytes += event.encodedDataLength;
  });
  await page.goto(await firstStory(page));
  bytes = 0;
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.reload({ waitUntil: 'networkidle' });
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThanOrEqual(60 * 1024);
});

test('the keyboard reaches the text at once by the skip link', async ({ quietPage: page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  const focused = page.locator(':focus');
  await expect(focused).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeInViewport();
  expect(new URL(page.url()).hash).not.toBe('');
});

test('a Russian story is marked, dated and labelled in Russian', async ({ quietPage: page }) => {
  await page.goto('/ru/');
  await expect(page.locator('html')).toHaveAttribute('lang', /^ru/);
  await page.locator('main article a[href]').first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', /^ru/);
  await expect(page.locator('[data-part="byline"] time').first()).toContainText(/[а-я]{3,}/);
});

test('an address that does not exist helps on', async ({ page }) => {
  const response = await page.goto('/no-such-story/');
  expect(response?.status()).toBe(404);
  await expect(page.locator('main a').first()).toBeVisible();
});
