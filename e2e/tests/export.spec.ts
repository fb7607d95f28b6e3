import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { picture } from '../files.ts';
import { expect, test } from '../page.ts';
import { binary, serve, setUp } from '../site.ts';

/** The owner takes the archive out in Ghost's form; it is a ZIP that a new house opens, with every story and picture in it. */
test('an export for Ghost is downloaded and opens', async ({ page, context }) => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'masthead-export-'));
  const server = await serve('serve');
  try {
    const token = await setUp(server);
    const posts = ['First', 'Second'].map((title, n) => ({
      id: `${n + 1}`.padStart(24, '0'),
      title,
      slug: title.toLowerCase(),
      html: `<p>${title} words.</p>`,
      status: 'published',
      published_at: '2024-01-01T10:00:00.000Z',
    }));
    writeFileSync(join(folder, 'in.json'), JSON.stringify({ db: [{ meta: { version: '6.0.0' }, data: { posts, users: [{ id: '9', name: 'Ana', slug: 'ana' }] } }] }));
    server.run('import', 'ghost', join(folder, 'in.json'));
    await context.addCookies([{ name: 'masthead_room', value: token, url: `${server.address}/room/`, httpOnly: true, sameSite: 'Lax' }]);
    const { buffer } = picture('sea.png');
    writeFileSync(join(server.data, 'content/images/sea.png'), buffer);

    await page.goto(`${server.address}/room/backup/`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Backup and export');
    const export_ = page.getByRole('region', { name: 'Export for Ghost' });
    const [file] = await Promise.all([page.waitForEvent('download'), export_.getByRole('button').click()]);
    expect(file.suggestedFilename()).toMatch(/^masthead-for-ghost-\d{4}-\d\d-\d\d\.zip$/);
    const zip = join(folder, 'out.zip');
    await file.saveAs(zip);
    expect(readFileSync(zip).subarray(0, 2).toString()).toBe('PK');

    const there = join(folder, 'there');
    const said = execFileSync(binary, ['import', 'ghost', zip, '--trust-html', '--data', there], { encoding: 'utf8' });
    expect(said).toMatch(/posts\s+2\s/);
    expect(said).toMatch(/pictures and files\s+1\s/);
    expect(readFileSync(join(there, 'content/images/sea.png')).equals(buffer)).toBe(true);
    const again = execFileSync(binary, ['import', 'ghost', zip, '--trust-html', '--data', there], { encoding: 'utf8' });
    expect(again).toContain('Nothing had changed since the last import.');

    await page.goto(`${server.address}/room/audit/`);
    await expect(page.getByRole('cell', { name: 'Export taken' })).toBeVisible();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
