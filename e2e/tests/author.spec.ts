import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { cookie, ready } from '../editor.ts';
import { CAST, Newsroom, type Who } from '../newsroom.ts';
import { expect, test } from '../page.ts';
import { screens } from '../screens.ts';

/** Begins a story; gives its address. */
async function begin(newsroom: Newsroom, title: string, who: Who): Promise<string> {
  return (await newsroom.post('/room/stories/', { kind: 'post', title }, who)).replace(newsroom.address, '');
}

/** A person's stories in every state that they may meet them in, beside colleagues' of whose they are the translations. */
async function desk(newsroom: Newsroom, who: 'davit' | 'clara'): Promise<string[]> {
  const change = async (path: string, changes: object) => newsroom.ask('PATCH', `${path}details`, { seen: (await newsroom.ask('GET', `${path}details`)).seen, ...changes });
  const { name } = CAST[who];
  const found = (await newsroom.ask('GET', `/room/search/people?q=${encodeURIComponent(name)}`)) as unknown as { name: string }[];
  const me = found.filter((person) => person.name === name);
  const draft = await begin(newsroom, 'A draft', who);
  const out = await begin(newsroom, 'Published', who);
  const given = await begin(newsroom, 'Given to them', 'ana');
  const theirs = await begin(newsroom, 'None of theirs', 'ana');
  const trashed = await begin(newsroom, 'In the trash', who);
  await change(given, { assignees: me });
  for (const path of [out, theirs]) await change(path, { translationKey: `key-of-${who}` });
  await newsroom.ask('POST', `${out}publish`, {});
  await newsroom.ask('POST', `${trashed}publish`, {});
  await newsroom.ask('POST', `${trashed}trash`, {});
  return [draft, out, given, trashed];
}

/** Where the links of a page lead, on this site. */
async function links(page: Page): Promise<string[]> {
  const all = await page.locator('a[href]').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
  const here = all.map((href) => new URL(href)).filter((url) => url.origin === new URL(page.url()).origin);
  return here.map((url) => url.pathname + url.search);
}

for (const who of ['davit', 'clara'] as const) {
  test(`no link that the ${CAST[who].role} sees leads to a refusal`, async ({ page, context }) => {
    test.setTimeout(600_000);
    const newsroom = Newsroom.shared();
    const own = await desk(newsroom, who);
    await context.addCookies([cookie(newsroom, who)]);
    const led = new Map<string, string>();
    const look = async (path: string) => {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(200);
      await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
      if (await page.locator('#editor').count()) await ready(page);
      const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
      expect(violations, path).toEqual([]);
      for (const link of await links(page)) if (!led.has(link)) led.set(link, path);
    };
    const places = await screens(page);
    const navigation = await page.goto('/room/').then(() => page.locator('nav.rail .places a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? '')));
    expect(navigation).toEqual(['/room/stories/', '/room/stories/board/', '/room/media/', '/room/account/']);
    for (const path of new Set([...navigation, ...places, ...own])) await look(path);
    for (const [link, from] of led) {
      const { status, url } = await page.request.get(link).then((answer) => ({ status: answer.status(), url: answer.url() }));
      expect.soft(status, `${link}, a link of ${from}`).toBeLessThan(400);
      expect.soft(url, `${link}, a link of ${from}`).not.toContain('/room/sign-in/');
    }
    expect(led.size).toBeGreaterThan(30);
  });
}

test('an author is offered what is theirs to change, and told the rest', async ({ page, context }) => {
  const newsroom = Newsroom.shared();
  const [draft = '', out = ''] = await desk(newsroom, 'davit');
  await context.addCookies([cookie(newsroom, 'davit')]);
  await page.goto(draft);
  await ready(page);
  await page.getByRole('button', { name: 'Details' }).click();
  await expect(page.getByRole('combobox', { name: 'Topics' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Authors' })).toContainText('Davit Lomidze');
  await expect(page.getByRole('combobox', { name: 'Authors' })).toHaveCount(0);
  await expect(page.getByLabel('Featured story')).toHaveCount(0);
  await page.getByText('Work', { exact: true }).click();
  await expect(page.getByLabel('Due')).toBeDisabled();
  await page.getByLabel('Target, in words').fill('300');
  await expect(page.locator('.ed-count')).toContainText('of 300');
  await page.goto(out);
  await ready(page);
  await expect(page.getByRole('button', { name: 'Update' })).toBeVisible();
});

test('a contributor reads what is out, is told why, and finds a way on', async ({ page, context }) => {
  const newsroom = Newsroom.shared();
  const [, out = '', , trashed = ''] = await desk(newsroom, 'clara');
  await context.addCookies([cookie(newsroom, 'clara')]);
  await page.goto(out);
  await expect(page.getByRole('heading', { level: 1, name: 'Published' })).toBeVisible();
  await expect(page.getByText('It is published or scheduled.')).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Earlier versions' })).toBeVisible();
  await page.goto(trashed);
  await expect(page.getByRole('button', { name: 'Take out of the trash' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete for good' })).toHaveCount(0);
});
