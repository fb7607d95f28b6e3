import { expect, paste, test, type } from '../editor.ts';
import { picture } from '../files.ts';

test('a story is begun, written and published, and the mouse is never touched', async ({ story, newsroom }) => {
  const page = await story.open();
  await page.goto(`${newsroom.address}/room/stories/`);
  await page.keyboard.press('n');
  await page.locator('.ed[data-ready]').waitFor();
  const prose = page.locator('.ed-prose');
  await type(page, 'Harbour reopens{Enter}Ships may leave{Enter}The first ship left at noon.{Enter}## At the quay{Enter}');
  await expect(prose).toBeFocused();

  // A dialog, and back to where one was.
  await type(page, '/embed{Enter}');
  await expect(page.getByRole('dialog', { name: 'Embed' }).getByRole('textbox', { name: 'Address' })).toBeFocused();
  await type(page, '{Escape}');
  await expect(prose).toBeFocused();

  // A card: into it, through its fields, out to the card itself, and on behind it.
  await type(page, '/callout{Enter}Mind the gap{Tab}');
  await expect(page.locator('.ed-card summary')).toBeFocused();
  await type(page, '{Escape}');
  await expect(prose).toBeFocused();
  await expect(page.locator('.ed-selected')).toHaveAttribute('aria-label', 'Callout');
  await type(page, '{Tab}');
  await expect(page.getByRole('textbox', { name: 'Callout' })).toBeFocused();
  await type(page, '{Enter}Last words');

  // The side panel: a topic, and back.
  await type(page, '{Control+Alt+d}');
  await expect(page.getByRole('tab', { name: 'Details' })).toBeFocused();
  await type(page, '{Tab}{Tab}pol');
  // The answer to these letters, not the list that was there before.
  await page.getByRole('option', { name: 'Create “pol”' }).waitFor();
  await type(page, '{ArrowDown}');
  await expect(page.getByRole('option', { name: 'Politics', exact: true })).toHaveAttribute('aria-selected', 'true');
  await type(page, '{Enter}');
  const remove = page.getByRole('button', { name: 'Remove “Politics”' });
  await expect(remove).toBeVisible();
  await type(page, '{Tab}');
  await expect(remove).toBeFocused();
  await type(page, '{Escape}');
  await expect(page.getByRole('tab', { name: 'Details' })).toBeHidden();
  await expect(prose).toBeFocused();
  await type(page, ' of it');

  await type(page, '{Control+Alt+p}');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Publish now' })).toBeFocused();
  await type(page, '{Enter}');
  await expect(page.locator('.ed-state')).toHaveText('Published');
  await expect(prose).toBeFocused();
  await expect(prose).toContainText('Last words of it');
  const id = /stories\/(\w+)\//.exec(page.url())?.[1] ?? '';
  expect((await newsroom.words(id)).body).toBe(
    '<paragraph>The first ship left at noon.</paragraph><heading level="2">At the quay</heading><callout calloutText="Mind the gap"></callout><paragraph>Last words of it</paragraph>',
  );
});

test('from a number to its note and back; what follows is not raised', async ({ story }) => {
  const page = await story.open();
  await type(page, 'Headline{Enter}{Enter}One claim{Control+Alt+f}The source{Control+Alt+f}, and more');
  await expect(page.locator('.ed-prose > p')).toHaveText('One claim1, and more');
  await expect(page.locator('.ed-prose sup')).toHaveText('1');
  await type(page, '{Control+ArrowLeft}{Control+ArrowLeft}{ArrowLeft}{ArrowLeft}');
  await type(page, '{Control+Alt+f} of it');
  await expect(page.locator('.ed-prose ol li')).toHaveText('The source of it');
});

test('a comment is written, answered and resolved by keys; the words it is about lead to it', async ({ story }) => {
  const page = await story.open();
  const prose = page.locator('.ed-prose');
  await type(page, 'Headline{Enter}{Enter}A bold claim{Shift+Home}{Control+Alt+m}');
  await expect(page.getByRole('textbox', { name: 'Write a comment' })).toBeFocused();
  await type(page, 'Says who?{Control+Enter}');
  await expect(page.locator('.ed-saying')).toHaveCount(1);
  await expect(prose).toBeFocused();
  await type(page, '{ArrowRight}{ArrowLeft}{Control+Alt+m}');
  const reply = page.locator('.ed-threads').getByRole('button', { name: 'Reply' });
  await expect(reply).toBeFocused();
  await type(page, '{Enter}The port office{Control+Enter}');
  await expect(page.locator('.ed-saying')).toHaveCount(2);
  await expect(reply).toBeFocused();
  await type(page, '{Tab}{Enter}');
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeFocused();
  await type(page, '{Escape}');
  await expect(prose).toBeFocused();
});

test('what the panel draws anew keeps the focus', async ({ story }) => {
  const page = await story.open();
  await type(page, '{Control+Alt+d}');
  const [first, second] = ['Ana Beridze', 'Clara Weiß'];
  const authors = page.locator('.ed-field', { has: page.getByRole('combobox', { name: 'Authors' }) });
  await authors.getByRole('button', { name: `Move “${second}” forward` }).press('Enter');
  await expect(authors.locator('li').first()).toContainText(second);
  await expect(authors.getByRole('button', { name: `Remove “${second}”` })).toBeFocused();
  await type(page, '{Enter}');
  await expect(authors.locator('li')).toHaveCount(1);
  await expect(authors.getByRole('button', { name: `Remove “${first}”` })).toBeFocused();
  await authors.getByRole('combobox').focus();
  await expect(page.getByRole('listbox', { name: 'Authors' })).toBeVisible();
  await type(page, '{Tab}');
  await expect(authors.getByRole('button', { name: `Remove “${first}”` })).toBeFocused();
});

test('a picture above the story by keys; without it the focus is where it can be chosen again', async ({ story }) => {
  const page = await story.open();
  await type(page, 'Headline{Enter}{Enter}');
  await paste(page, { file: picture('above.png') });
  await page.locator('.ed-card-image img').waitFor();
  const add = page.getByRole('button', { name: 'Add a picture' });
  await add.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Choose a picture' });
  await expect(dialog.getByRole('button', { name: /Drop a file here/ })).toBeFocused();
  await dialog.locator('.ed-library button').first().press('Enter');
  await expect(page.locator('.ed-feature').getByLabel('Alternative text')).toBeFocused();
  await page.locator('.ed-feature').getByRole('button', { name: 'Remove' }).press('Enter');
  await expect(add).toBeFocused();
});

test('Tab goes on from the caret, not from the top of the story, and Shift-Tab comes back the same way', async ({ story }) => {
  const page = await story.open();
  const prose = page.locator('.ed-prose');
  await type(page, 'Headline{Enter}{Enter}/callout{Enter}First box{Enter}Words between{Enter}/callout{Enter}Second box{Enter}Words below');
  await expect(prose).toBeFocused();
  const boxes = page.getByRole('textbox', { name: 'Callout' });
  const more = page.locator('.ed-card summary');
  // Below the last card: on to what follows the text, back to that card.
  await type(page, '{Shift+Tab}');
  await expect(more.nth(1)).toBeFocused();
  await type(page, '{Tab}');
  await expect(prose).toBeFocused();
  await type(page, '!');
  // Its words and its sign, and then the words above it.
  await type(page, '{Shift+Tab}{Shift+Tab}{Shift+Tab}{Shift+Tab}');
  await expect(prose).toBeFocused();
  await type(page, '?{Tab}');
  await expect(more.nth(1)).not.toBeFocused();
  await expect(page.locator('.ed-card').nth(1).locator(':focus')).toHaveCount(1);
  await type(page, '{Shift+Tab}{Shift+Tab}');
  await expect(more.nth(0)).toBeFocused();
  await expect(boxes.nth(0)).not.toBeFocused();
  await expect(prose.locator('> p').nth(0)).toHaveText('Words between?');
  await expect(prose.locator('> p').nth(1)).toHaveText('!Words below');
});
