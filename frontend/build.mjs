// Bundles the editor into dist/, or (argument `tests`) each unit test into dist-tests/.
import { build } from 'esbuild';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const common = { bundle: true, format: 'esm', target: 'es2022', logLevel: 'warning', legalComments: 'none' };

if (process.argv[2] === 'tests') {
  rmSync('dist-tests', { recursive: true, force: true });
  await build({
    ...common,
    platform: 'node',
    entryPoints: readdirSync('tests').filter((name) => name.endsWith('.test.ts')).map((name) => `tests/${name}`),
    outdir: 'dist-tests',
    outExtension: { '.js': '.mjs' },
    external: ['linkedom'],
  });
} else {
  await build({ ...common, entryPoints: { editor: 'src/main.ts' }, outdir: 'dist', minify: true, charset: 'utf8' });
  // Packed here, so that no server has to when the first person opens a story.
  const size = (name) => {
    const whole = readFileSync(`dist/${name}`);
    const packed = brotliCompressSync(whole);
    writeFileSync(`dist/${name}.br`, packed);
    writeFileSync(`dist/${name}.gz`, gzipSync(whole, { level: 9 }));
    return packed.length;
  };
  const total = size('editor.js') + size('editor.css');
  console.log(`editor: ${(total / 1024).toFixed(1)} KB brotli`);
  // The budget of the issue: 150 KB for the script and the style together.
  if (total > 150 * 1024) {
    console.error('the editor is over its budget of 150 KB');
    process.exit(1);
  }
}
