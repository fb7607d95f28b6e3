import { expect, test, type } from '../editor.ts';
import { picture } from '../files.ts';

test('details save themselves; what the server refuses is said at its field', async ({ story }) => {
  const page = await story.open();
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByRole('combobox', { name: 'Topics' }).fill('pol');
  await page.getByRole('option', { name: 'Politics', exact: true }).click();
  await page.getByRole('combobox', { name: 'Topics' }).fill('Fishing');
  await page.getByRole('option', { name: 'Create “Fishing”' }).click();
  await expect.poll(async () => ((await story.details()).topics as { name: string }[]).map((topic) => topic.name)).toEqual(['Politics', 'Fishing']);
  await page.getByText('Address and time').click();
  const slug = page.getByLabel('Address', { exact: true });
  await slug.fill('Not A Slug');
  await expect(page.getByText('“Not A Slug” is no address; “not-a-slug” would be')).toBeVisible();
  await expect(slug).toHaveAttribute('aria-invalid', 'true');
  await slug.fill('a-slug');
  await expect.poll(async () => (await story.details()).slug).toBe('a-slug');
  await expect(page.getByText('“Not A Slug” is no address; “not-a-slug” would be')).toBeHidden();
});

test('a story is for chosen tiers: which ones, the panel asks and the dialog says', async ({ story, newsroom }) => {
  const name = `Gold ${Date.now()}`;
  for (const each of [name, `${name} for institutions`]) await newsroom.ask('POST', '/ghost/api/admin/tiers/', { tiers: [{ name: each, currency: 'usd' }] }, 'owner');
  const page = await story.open();
  await type(page, 'For some');
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByText('Visibility', { exact: true }).click();
  const tiers = page.getByRole('group', { name: 'Tiers' });
  const nobody = tiers.getByText('as long as none is chosen, nobody can read on');
  await expect(tiers).toBeHidden();
  await page.getByLabel('Who may read it').selectOption('Chosen tiers');
  await expect(nobody).toBeVisible();
  await tiers.getByRole('checkbox', { name, exact: true }).check();
  await expect(nobody).toBeHidden();
  const chosen = async () => {
    const { visibility, tiers } = await story.details();
    return [visibility, ...(tiers as { name: string }[]).map((tier) => tier.name)];
  };
  await expect.poll(chosen).toEqual(['tiers', name]);
  await page.reload();
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByText('Visibility', { exact: true }).click();
  await expect(tiers.getByRole('checkbox', { name, exact: true })).toBeChecked();
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('dialog')).toContainText(`Chosen tiers: ${name}`);
  await page.keyboard.press('Escape');
  await tiers.getByRole('checkbox', { name, exact: true }).uncheck();
  await expect.poll(chosen).toEqual(['tiers']);
  await page.getByLabel('Who may read it').selectOption('Everybody');
  await expect(tiers).toBeHidden();
});

test('two people in the panel: different fields both stay, for the same field the first to save is shown', async ({ story }) => {
  const ana = await story.open({ as: 'ana' });
  const boris = await story.open({ as: 'boris' });
  for (const page of [ana, boris]) await page.getByRole('button', { name: 'Details' }).click();
  await ana.getByLabel('Kicker').fill('By Ana');
  await boris.getByLabel('Excerpt').fill('By Boris');
  await expect.poll(async () => [(await story.details()).kicker, (await story.words()).standfirst]).toEqual(['By Ana', 'By Boris']);
  for (const place of ['Standfirst', 'Excerpt']) await expect(ana.getByLabel(place, { exact: true })).toHaveValue('By Boris');
  await expect(boris.getByLabel('Kicker')).toHaveValue('By Ana');
  await ana.route('**/details', async (route) => (route.request().method() === 'PATCH' ? setTimeout(() => void route.continue(), 1500) : route.continue()));
  await ana.getByLabel('Kicker').fill('Ana again');
  await boris.getByLabel('Kicker').fill('Boris first');
  await expect(ana.getByText('A colleague changed “Kicker” at the same time.')).toBeVisible();
  await expect(ana.getByLabel('Kicker')).toHaveValue('Boris first');
  await ana.getByRole('button', { name: 'Use mine' }).click();
  await expect.poll(async () => (await story.details()).kicker).toBe('Ana again');
});

test('publishing is confirmed, reminds of what is missing, and becomes updating', async ({ story }) => {
  const page = await story.open();
  await type(page, 'Harbour reopens');
  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish this story?' });
  await expect(dialog).toContainText('The story has no text');
  await expect(dialog).toContainText('No topic is chosen');
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  await expect(page.locator('.ed-state')).toHaveText('Published');
  const update = page.getByRole('button', { name: 'Update' });
  await expect(update).toHaveClass(/ed-button-calm/);
  await page.locator('.ed-prose').focus();
  await type(page, 'New words');
  await expect(update).not.toHaveClass(/ed-button-calm/);
  await update.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Update' }).click();
  await expect(page.getByText('Updated.')).toBeVisible();
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByRole('button', { name: 'Unpublish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unpublish' }).click();
  await expect(page.locator('.ed-state')).toHaveText('Draft');
});

test('a story is scheduled and taken from the schedule', async ({ story }) => {
  const page = await story.open();
  await type(page, 'Harbour reopens');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByLabel('At a set time').check();
  await page.getByLabel('Publish at').fill('2001-01-01T09:00');
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(page.getByText('Choose a time in the future.')).toBeVisible();
  await page.getByLabel('Publish at').fill(`${new Date().getFullYear() + 1}-12-01T09:00`);
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(page.locator('.ed-state')).toHaveText('Scheduled');
  await page.getByRole('button', { name: 'Scheduled' }).click();
  await page.getByRole('button', { name: 'Unschedule' }).click();
  await expect(page.locator('.ed-state')).toHaveText('Draft');
});

test('a contributor hands in, and sees no button that is not theirs', async ({ story }) => {
  const page = await story.open({ as: 'clara' });
  await type(page, 'Harbour reopens');
  await expect(page.getByRole('button', { name: 'Publish' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByText('Template and code').click();
  await expect(page.getByLabel('Code in the head of the page')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Unpublish' })).toBeHidden();
  await page.getByRole('button', { name: 'Submit for review' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Submit for review' }).click();
  await expect(page.locator('.ed-state')).toHaveText('In review');
});

test('the picture above the story has alternative text, caption, credit and a focal point', async ({ story }) => {
  const page = await story.open();
  await page.getByRole('button', { name: 'Add a picture' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /Drop a file here/ }).click();
  await (await chooser).setFiles(picture('lead.png'));
  const feature = page.locator('.ed-feature');
  await feature.getByLabel('Alternative text').fill('A lighthouse');
  await feature.getByLabel('Credit').fill('Photo: Ana');
  await feature.getByLabel('Caption').click();
  await type(page, 'The lighthouse');
  await feature.getByRole('button', { name: 'Focal point' }).click();
  await type(page, '{ArrowLeft}{ArrowUp}');
  await expect
    .poll(async () => { const all = await story.details(); return [all.featureImageAlt, all.featureImageCredit, all.featureImageCaption, all.featureImageFocus]; })
    .toEqual(['A lighthouse', 'Photo: Ana', 'The lighthouse', '48% 48%']);
  await feature.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: 'Add a picture' })).toBeVisible();
});

test('social previews follow the words', async ({ story }) => {
  const page = await story.open();
  await type(page, 'Harbour reopens{Enter}Ships may leave');
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByText('Social and search').click();
  const previews = page.locator('.ed-previews');
  for (const name of ['Google', 'Facebook', 'Telegram']) await expect(previews).toContainText(name);
  await expect(previews).toContainText('Ships may leave');
  await page.getByLabel('Title for Facebook and Telegram').fill('Ships sail again');
  await expect(previews.locator('.ed-preview-telegram')).toContainText('Ships sail again');
  await expect(previews.locator('.ed-preview-google')).toContainText('Harbour reopens');
});

test('somebody who may only read is told so, and opens no socket', async ({ story }) => {
  await type(await story.open(), 'Harbour reopens');
  await expect.poll(async () => (await story.words()).title).toBe('Harbour reopens');
  await story.act('publish');
  const page = await story.open({ as: 'clara' });
  await expect(page.getByText('You may read this story, but not write in it.')).toBeVisible();
  await expect(page.locator('.ed-prose')).toHaveCount(0);
});

test('leaving is held up while the server lacks words', async ({ story }) => {
  const page = await story.open();
  await page.context().setOffline(true);
  await page.locator('.ed-prose').focus();
  await type(page, 'Not stored yet');
  let asked = 0;
  page.on('dialog', (dialog) => {
    asked += 1;
    void dialog.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toBe(1);
  await page.context().setOffline(false);
  await expect(page.locator('.ed-safety')).toHaveText('Saved');
});
