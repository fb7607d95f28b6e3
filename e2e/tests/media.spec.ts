import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../page.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-media-'));

/** A picture of the demo with a place, a name and a caption in it. `name` makes it another picture. */
function photo(bytes: Buffer, name: string): string {
  const path = join(folder, `${name}.jpg`);
  writeFileSync(path, bytes);
  execFileSync('exiftool', [
    '-q', '-overwrite_original', '-GPSLatitude=41.7', '-GPSLatitudeRef=N', '-GPSLongitude=44.8', '-GPSLongitudeRef=E',
    '-EXIF:OwnerName=SECRET', `-IPTC:Caption-Abstract=The harbour, ${name}`, '-IPTC:By-line=Ana Beridze', '-XMP-dc:Creator=Ana Beridze', '-XMP-xmp:CreatorTool=SECRET', path,
  ]);
  return path;
}

test('a photo is brought by picker and by drop, and readers get nothing private', async ({ roomPage: page }) => {
  await page.goto('/');
  const src = await page.locator('main img').first().getAttribute('src');
  const bytes = await (await page.request.get(src as string)).body();
  const [picked, dropped] = [photo(bytes, 'picked'), photo(bytes, 'dropped')];

  await page.goto('/room/media/');
  await page.getByLabel('Bring a file').setInputFiles([picked]);
  const line = page.locator('.sending li', { hasText: 'picked.jpg' });
  await expect(line).toContainText('GPS position');

  const data = await page.evaluateHandle((base64) => {
    const transfer = new DataTransfer();
    const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([raw], 'dropped.jpg', { type: 'image/jpeg' }));
    return transfer;
  }, readFileSync(dropped).toString('base64'));
  await page.dispatchEvent('.bring', 'drop', { dataTransfer: data });
  await expect(page.locator('.sending li', { hasText: 'dropped.jpg' })).toContainText('Here.');

  await line.getByRole('link').click();
  await expect(page.getByLabel('Caption')).toHaveValue('The harbour, picked');
  await expect(page.getByLabel('Credit')).toHaveValue('Ana Beridze');
  await page.getByLabel('Alternative text').fill('Boats at a quay');
  await page.getByLabel('Keep this point in view').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status')).toContainText('Saved');
  await expect(page.getByLabel('Alternative text')).toHaveValue('Boats at a quay');

  const address = await page.locator('.facts a').first().getAttribute('href');
  const served = join(folder, 'served.jpg');
  writeFileSync(served, await (await page.request.get(address as string)).body());
  const found = execFileSync('exiftool', ['-a', '-u', '-G1', served]).toString();
  expect(found).not.toMatch(/GPS|SECRET|IPTC|XMP|Beridze|ExifIFD/);

  await page.goto('/room/media/?q=harbour+picked');
  await expect(page.locator('.shelf li')).toHaveCount(1);
  await expect(page.locator('.shelf')).toContainText('picked.jpg');
});

for (const [name, viewport] of [['phone', { width: 390, height: 844 }], ['desktop', { width: 1280, height: 800 }]] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the library and a file on a ${name}, ${colorScheme}`, async ({ roomPage: page }) => {
      await page.goto('/');
      const src = await page.locator('main img').first().getAttribute('src');
      const path = photo(await (await page.request.get(src as string)).body(), `${name}-${colorScheme}`);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.goto('/room/media/');
      await page.getByLabel('Bring a file').setInputFiles([path]);
      const link = page.locator('.sending').getByRole('link');
      await expect(link).toBeVisible();
      await page.reload();
      for (const look of ['library', 'file']) {
        if (look === 'file') await page.locator('.shelf a').first().click();
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        await page.screenshot({ path: `../artefacts/room-media-${look}-${name}-${colorScheme}.png`, fullPage: true });
      }
    });
  }
}

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });
  test('a file is brought by the plain form', async ({ roomPage: page }) => {
    const path = join(folder, 'figures.csv');
    writeFileSync(path, 'year,boats\n2025,12\n2026,9\n');
    await page.goto('/room/media/');
    await page.getByLabel('Bring a file').setInputFiles(path);
    await page.getByRole('button', { name: 'Upload' }).click();
    await expect(page.getByRole('status')).toContainText('It is here.');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('figures.csv');
    await page.getByRole('button', { name: 'Remove for good' }).click();
    await expect(page.getByRole('status')).toContainText('Removed for good.');
  });
});
