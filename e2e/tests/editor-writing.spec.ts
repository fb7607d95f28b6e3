import { enterBody, expect, test, type } from '../editor.ts';

test('headline, standfirst and text follow each other by Enter', async ({ story }) => {
  const page = await story.open();
  await type(page, 'Harbour reopens{Enter}Ships may leave{Enter}The first ship left at noon.');
  await expect(page.locator('.ed-safety')).toHaveText('Saved');
  await expect.poll(story.words).toMatchObject({ title: 'Harbour reopens', standfirst: 'Ships may leave', body: '<paragraph>The first ship left at noon.</paragraph>' });
  await type(page, '{Control+Home}{ArrowUp}');
  await expect(page.getByLabel('Standfirst')).toBeFocused();
});

test('Markdown turns into structure', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, '## Quay{Enter}**Bold** and *soft* and `co"de` and ~~gone~~.{Enter}- one{Enter}two{Enter}{Tab}deeper{Enter}{Enter}{Enter}1. first{Enter}{Enter}> said{Enter}{Enter}---after');
  await expect
    .poll(async () => (await story.words()).body)
    .toBe(
      '<heading level="2">Quay</heading><paragraph><strong>Bold</strong> and <em>soft</em> and <code>co"de</code> and <strike>gone</strike>.</paragraph>' +
        '<bullet_list><list_item><paragraph>one</paragraph></list_item><list_item><paragraph>two</paragraph><bullet_list><list_item><paragraph>deeper</paragraph></list_item></bullet_list></list_item></bullet_list>' +
        '<ordered_list><list_item><paragraph>first</paragraph></list_item></ordered_list><blockquote><paragraph>said</paragraph></blockquote><horizontal_rule></horizontal_rule><paragraph>after</paragraph>',
    );
});

test('the typographer follows the language of the story, and undo gives back what was typed', async ({ story }) => {
  await story.change({ language: 'ru' });
  const page = await story.open();
  await enterBody(page);
  await type(page, 'Он сказал "да" -- и ушёл...');
  await expect(page.locator('.ed-prose p')).toHaveText('Он сказал «да» — и ушёл…');
  await type(page, '{Control+z}');
  await expect(page.locator('.ed-prose p')).toHaveText('Он сказал «да» — и ушёл...');
  await page.getByLabel('Headline', { exact: true }).focus();
  await type(page, '"Волна"');
  await expect(page.getByLabel('Headline', { exact: true })).toHaveValue('«Волна»');
});

test('the slash offers every block, finds by other words, and goes away', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, '/');
  const menu = page.getByRole('listbox', { name: 'Insert' });
  for (const name of ['Heading', 'Picture', 'Gallery', 'Quotation', 'Pull quote', 'Embed', 'Footnote', 'Callout', 'Toggle', 'Button', 'Table', 'Divider', 'Video', 'Audio', 'File', 'Paywall', 'Correction', 'Code', 'HTML']) {
    await expect(menu.getByText(name, { exact: true })).toHaveCount(1);
  }
  await type(page, 'youtube');
  await expect(menu.getByRole('option')).toHaveText(['Embed']);
  await type(page, '{Escape}');
  await expect(menu).toHaveCount(0);
  await expect(page.locator('.ed-prose p')).toHaveText('/youtube');
});

test('somebody without the right is offered no HTML', async ({ story }) => {
  const page = await story.open({ as: 'clara' });
  await enterBody(page);
  await type(page, '/html');
  await expect(page.getByRole('listbox', { name: 'Insert' }).getByText('HTML', { exact: true })).toHaveCount(0);
});

test('cards are written, left, selected, moved and deleted by the keyboard alone', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, 'Above{Enter}/callout{Enter}Mind "this"{Escape}');
  await expect(page.locator('.ed-selected')).toHaveAttribute('aria-label', 'Callout');
  await type(page, '{Enter} too{Escape}');
  await page.waitForTimeout(600);
  await type(page, '{Alt+ArrowUp}');
  await expect.poll(async () => (await story.words()).body).toBe('<callout calloutText="Mind “this” too"></callout><paragraph>Above</paragraph><paragraph></paragraph>');
  await page.waitForTimeout(600);
  await type(page, '{Delete}');
  await expect.poll(async () => (await story.words()).body).toBe('<paragraph>Above</paragraph><paragraph></paragraph>');
  await type(page, '{Control+z}');
  await expect.poll(async () => (await story.words()).body).toContain('<callout calloutText="Mind “this” too">');
});

test('a table is filled by Tab and Enter', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, '/table{Enter}Pier{Tab}Depth{Tab}Ship{Tab}North{Tab}9 m{Enter}10 m{Enter}11 m');
  await expect
    .poll(async () => (await story.words()).body.replaceAll(' colspan="1" rowspan="1"', '').replaceAll('<table_cell></table_cell>', '·'))
    .toContain(
      '<table_row><table_cell>North</table_cell><table_cell>9 m</table_cell>·</table_row><table_row>·<table_cell>10 m</table_cell>·</table_row><table_row>·<table_cell>11 m</table_cell>·</table_row>',
    );
});

test('cells of a table are merged and split by the keyboard', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, '/table{Enter}Pier{Tab}Depth{Tab}Ship{Tab}North{Shift+Tab}{Shift+Tab}{End}{Shift+ArrowRight}{Control+Alt+b}');
  await page.getByRole('menuitem', { name: 'Merge the cells' }).press('Enter');
  await expect(page.locator('.ed-prose th').nth(1)).toHaveText('Depth Ship');
  await expect.poll(async () => (await story.words()).body).toMatch(/colspan="2"[^>]*>Depth Ship</);
  await type(page, '{Control+Alt+b}');
  await page.getByRole('menuitem', { name: 'Split the cell' }).press('Enter');
  await expect(page.locator('.ed-prose th')).toHaveCount(3);
  await expect.poll(async () => (await story.words()).body).not.toContain('colspan="2"');
});

test('words are found and replaced, with counts and without patterns', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, 'A ship. A Ship (.*).{Enter}Another ship.{Control+h}ship');
  await expect(page.locator('.ed-find-count')).toHaveText('1 of 3');
  await type(page, '{Enter}');
  await expect(page.locator('.ed-find-count')).toHaveText('2 of 3');
  await page.getByLabel('Match capitals').check();
  await expect(page.locator('.ed-find-count')).toHaveText(/of 2$/);
  await page.getByLabel('Replace by').fill('boat');
  await page.getByRole('button', { name: 'Replace all' }).click();
  await expect.poll(async () => (await story.words()).body).toBe('<paragraph>A boat. A Ship (.*).</paragraph><paragraph>Another boat.</paragraph>');
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('.*');
  await expect(page.locator('.ed-find-count')).toHaveText('1 of 1');
  await type(page, '{Escape}');
  await expect(page.locator('.ed-found')).toHaveCount(0);
});

test('links go to addresses and to our own stories', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, 'See the ferries{Shift+Home}{Control+k}ferr');
  await page.getByRole('option').first().click();
  await expect.poll(async () => (await story.words()).body).toMatch(/<link href="\/[a-z-]+\/"[^>]*>See the ferries<\/link>/);
  await type(page, '{Enter}bad{Shift+Home}{Control+k}javascript:alert(1){Enter}');
  await expect(page.getByText('This is no address that a link can have.')).toBeVisible();
  await type(page, '{Escape}');
  expect((await story.words()).body).not.toContain('javascript');
});

test('a quote goes on record with its speaker, whom it is about, and the day', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, 'Never again.{Shift+Home}');
  await expect(page.getByRole('toolbar', { name: 'Format' }).first()).toBeVisible();
  await type(page, '{Control+Alt+q}');
  await page.getByRole('combobox', { name: 'Who said it' }).fill('bor');
  await page.getByRole('option', { name: 'Boris Ivanov' }).click();
  await page.getByRole('combobox', { name: 'About whom' }).fill('The port authority');
  await page.getByLabel('When it was said').fill('2026-05-03');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect
    .poll(async () => (await story.words()).body)
    .toMatch(/<statement about="The port authority" date="2026-05-03" id="[0-9a-f]{24}" speaker="Boris Ivanov">Never again\.<\/statement>/);
});

test('footnotes number themselves', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, 'One claim.{Control+Alt+f}The source');
  await expect(page.locator('.ed-prose sup')).toHaveText('1');
  await expect(page.locator('.ed-prose ol li')).toHaveText('The source');
});

test('words are counted against the target', async ({ story }) => {
  await story.change({ targetWords: 300 });
  const page = await story.open();
  await enterBody(page);
  await type(page, 'one two three{Enter}/callout{Enter}four five');
  await expect(page.locator('.ed-count')).toContainText('Words: 5 of 300');
});

test('the sheet of keys opens by key', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, '{Control+/}');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await type(page, '{Escape}');
  await expect(page.locator('.ed-prose')).toBeFocused();
});
