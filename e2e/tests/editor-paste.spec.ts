import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enterBody, expect, paste, test, type } from '../editor.ts';
import { picture, placed, report } from '../files.ts';

const sample = (name: string) => readFileSync(join(import.meta.dirname, `../../frontend/tests/samples/${name}.html`), 'utf8');

test('a text of Word comes in clean', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await paste(page, { html: sample('word'), text: 'Harbour accounts' });
  await expect(page.locator('.ed-prose h2')).toHaveText('Harbour accounts');
  await expect(page.locator('.ed-prose li li')).toHaveText('two of them new');
  await expect(page.locator('.ed-prose sup')).toHaveText('1');
  await expect(page.locator('.ed-prose td').last()).toHaveText(/^1.204$/);
  const { body } = await story.words();
  expect(body).not.toMatch(/mso|o:p|hidden field|style=/i);
});

test('a text of Google Docs comes in clean; its foreign picture is not fetched', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await paste(page, { html: sample('google_docs'), text: 'What the tide left' });
  await expect(page.locator('.ed-prose strong')).toHaveText('bold');
  await expect(page.locator('.ed-prose a').first()).toHaveAttribute('href', 'https://example.org/tide?day=3');
  await expect(page.getByText('Pictures on other sites left out: 1.')).toBeVisible();
});

test('a picture from the clipboard is sent and asks for its alternative text', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await paste(page, { file: placed('quay-gps.png') });
  const card = page.locator('.ed-card-image');
  await expect(card.locator('img')).toBeVisible();
  await expect(page.getByText(/Removed from quay-gps\.png: .*GPS position/)).toBeVisible();
  await expect(card.getByText('Readers who cannot see the picture')).toBeVisible();
  await card.getByLabel('Alternative text').fill('Cranes at the quay');
  await expect(card.getByText('Readers who cannot see the picture')).toBeHidden();
  await card.getByLabel('Caption').click();
  await type(page, 'The quay in "May"');
  await card.getByLabel('Credit').fill('Photo: Ana Beridze');
  await expect
    .poll(async () => (await story.words()).body)
    .toMatch(/<image alt="Cranes at the quay" caption="The quay in “May”" credit="Photo: Ana Beridze" height="20" src="[^"]*\/content\/images\/\d{4}\/\d\d\/quay-gps\.png" width="30">/);
});

test('pictures are chosen from this device or from what the newsroom has; several make a gallery', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, '/gallery{Enter}');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /Drop a file here/ }).click();
  await (await chooser).setFiles(['a.png', 'b.png'].map(picture));
  await expect(page.locator('.ed-gallery img')).toHaveCount(2);
  await page.getByLabel('Alternative text of picture 2').fill('Second');
  await page.getByRole('button', { name: 'Move right' }).click();
  await expect(page.getByLabel('Alternative text of picture 1')).toHaveValue('Second');
  await page.getByRole('button', { name: 'Add pictures' }).click();
  await page.getByRole('button', { name: 'a.png' }).first().click();
  await expect(page.locator('.ed-gallery img')).toHaveCount(3);
});

test('an address alone in a line becomes a card, on words it becomes their link', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await paste(page, { text: 'https://www.youtube.com/watch?v=abc&utm_source=x' });
  await expect(page.locator('.ed-card-embed')).toContainText('https://www.youtube.com/watch?v=abc');
  await type(page, 'these words{Shift+Home}');
  await paste(page, { text: 'https://example.org/' });
  await expect(page.locator('.ed-prose > p a')).toHaveText('these words');
  await type(page, '{End}{Enter}');
  await paste(page, { text: 'https://silent.example/' });
  await expect(page.locator('.ed-prose > p a').last()).toHaveText('https://silent.example/');
});

test('our own blocks survive the clipboard; raw HTML does not, where it is not allowed', async ({ story }) => {
  const editor = await story.open();
  await enterBody(editor);
  const card = '<figure data-mh-card="callout" data-attrs="{&quot;calloutText&quot;:&quot;kept&quot;,&quot;evil&quot;:1}" data-pm-slice="0 0 []"></figure>';
  const html = '<figure data-mh-card="html" data-attrs="{&quot;html&quot;:&quot;<b>raw</b>&quot;}"></figure>';
  await paste(editor, { html: card + html, text: 'x' });
  await expect.poll(async () => (await story.words()).body).toContain('<callout calloutText="kept"></callout><html html="<b>raw</b>"></html>');
  const contributor = await story.open({ as: 'clara' });
  await enterBody(contributor);
  await type(contributor, '{Control+a}{Delete}');
  await paste(contributor, { html: card + html, text: 'x' });
  await expect.poll(async () => (await story.words()).body).toContain('<callout calloutText="kept">');
  expect((await story.words()).body).not.toContain('raw');
});

test('a file that is dropped goes where it is dropped, with its progress', async ({ story }) => {
  const page = await story.open();
  await enterBody(page);
  await type(page, 'Above{Enter}Below');
  await page.route('**/room/media/upload', (route) => setTimeout(() => void route.continue(), 700));
  const data = await page.evaluateHandle((base64) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], 'report.pdf', { type: 'application/pdf' }));
    return transfer;
  }, report('report.pdf').buffer.toString('base64'));
  const above = await page.locator('.ed-prose p').first().boundingBox();
  await page.locator('.ed-prose p').first().dispatchEvent('drop', { dataTransfer: data, clientX: (above?.x ?? 0) + 20, clientY: (above?.y ?? 0) + 5, bubbles: true, cancelable: true });
  await expect(page.locator('.ed-upload')).toContainText('report.pdf');
  await expect.poll(async () => (await story.words()).body).toMatch(/^<paragraph>Above<\/paragraph><file fileName="report.pdf"[^>]*><\/file><paragraph>Below/);
  await expect(page.locator('.ed-upload')).toHaveCount(0);
});
