import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { concat, utf8 } from '../../../src/kernel/bytes.ts';

function record(signature: number, ...fields: readonly (readonly [number, 2 | 4])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + fields.reduce((sum, [, size]) => sum + size, 0)));
  view.setUint32(0, signature, true);
  let at = 4;
  for (const [value, size] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

/** A ZIP file of these parts, deflated. */
export function zipFile(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const bodies: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const plain = typeof content === 'string' ? utf8(content) : content;
    const packed = deflateRawSync(plain);
    const path = utf8(name);
    const common = [
      [20, 2],
      [0x800, 2],
      [8, 2],
      [0, 2],
      [0, 2],
      [crc32(plain), 4],
      [packed.length, 4],
      [plain.length, 4],
      [path.length, 2],
      [0, 2],
    ] as const;
    bodies.push(record(0x04034b50, ...common), path, packed);
    const more = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [at, 4],
    ] as const;
    directory.push(record(0x02014b50, [20, 2], ...common, ...more), path);
    at += 30 + path.length + packed.length;
  }
  const list = concat(...directory);
  const count = Object.keys(parts).length;
  const end = record(
    0x06054b50,
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [list.length, 4],
    [at, 4],
    [0, 2],
  );
  return concat(...bodies, list, end);
}

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const body = concat(utf8(type), data);
  const words = new DataView(new ArrayBuffer(8));
  words.setUint32(0, data.length);
  words.setUint32(4, crc32(body));
  const bytes = new Uint8Array(words.buffer);
  return concat(bytes.subarray(0, 4), body, bytes.subarray(4));
};

/** A PNG picture, 8-bit RGB, of a function of the place in 0 … 1. */
export function pngFile(
  width: number,
  height: number,
  grey: (x: number, y: number) => number,
): Uint8Array {
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  head.setUint8(8, 8);
  head.setUint8(9, 2);
  const rows = new Uint8Array(height * (1 + 3 * width));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows.fill(
        grey(x / width, y / height),
        y * (1 + 3 * width) + 1 + 3 * x,
        y * (1 + 3 * width) + 4 + 3 * x,
      );
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const data = deflateSync(rows);
  return concat(
    signature,
    chunk('IHDR', new Uint8Array(head.buffer)),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array()),
  );
}

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A Word file of these paragraphs, as Word writes it. */
export const docx = (
  paragraphs: readonly string[],
  { author = '张三', rsids = ['00A77427'], more = {} as Record<string, string | Uint8Array> } = {},
): Uint8Array =>
  zipFile({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<?xml version="1.0"?><w:document ${word}><w:body>${paragraphs
      .map(text => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`)
      .join('')}</w:body></w:document>`,
    'word/settings.xml': `<w:settings ${word}><w:rsids><w:rsidRoot w:val="${rsids[0]}"/>${rsids
      .map(value => `<w:rsid w:val="${value}"/>`)
      .join('')}</w:rsids><w15:docId w15:val="{5E3C1C2B-0001}"/></w:settings>`,
    'docProps/core.xml': `<cp:coreProperties><dc:title></dc:title><dc:creator>${author}</dc:creator><cp:lastModifiedBy>李四 &amp; 王五</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2026-03-01T02:03:04Z</dcterms:created></cp:coreProperties>`,
    'docProps/app.xml':
      '<Properties><Template>投标模板.dotm</Template><Application>Microsoft Office Word</Application><Company>苏建集团</Company><AppVersion>16.0000</AppVersion></Properties>',
    ...more,
  });
