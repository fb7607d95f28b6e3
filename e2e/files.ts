import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/** A file as a test brings it. */
export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const around = Buffer.alloc(4 + body.length + 4);
  around.writeUInt32BE(content.length, 0);
  body.copy(around, 4);
  around.writeUInt32BE(crc32(body), 4 + body.length);
  return around;
}

/** A picture of 30 by 20 in one colour, another for each name: the newsroom keeps one of two equal files. */
export function picture(name: string): Upload {
  const [red = 0, green = 0, blue = 0] = createHash('sha256').update(name).digest();
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(30 * 3, Buffer.from([red, green, blue]))]);
  const head = Buffer.from([0, 0, 0, 30, 0, 0, 0, 20, 8, 2, 0, 0, 0]);
  const lines = deflateSync(Buffer.concat(Array.from({ length: 20 }, () => line)));
  const buffer = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))]);
  return { name, mimeType: 'image/png', buffer };
}

/** The same with the place where it was taken. */
export function placed(name: string): Upload {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-photo-'));
  const path = join(folder, name);
  writeFileSync(path, picture(name).buffer);
  execFileSync('exiftool', ['-q', '-overwrite_original', '-GPSLatitude=41.7', '-GPSLatitudeRef=N', '-GPSLongitude=44.8', '-GPSLongitudeRef=E', path]);
  const buffer = readFileSync(path);
  rmSync(folder, { recursive: true });
  return { name, mimeType: 'image/png', buffer };
}

/** A document of one empty page. */
export function report(name: string): Upload {
  const parts = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>'];
  let text = '%PDF-1.4\n';
  const places = parts.map((part, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj${part}endobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  text += `xref\n0 4\n0000000000 65535 f \n${places.join('')}trailer<</Size 4/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(text, 'latin1') };
}
