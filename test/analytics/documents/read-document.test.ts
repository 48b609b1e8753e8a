import Excel from 'exceljs';
import { PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { pictureDistance, sharedPictures } from '../../../src/analytics/documents/picture-hash.ts';
import {
  readDocumentMarks,
  readDocumentText,
  readPictureHashes,
} from '../../../src/analytics/documents/read-document.ts';
import { UnreadableDocument } from '../../../src/analytics/documents/zip.ts';
import { utf8 } from '../../../src/kernel/bytes.ts';
import { docx, pngFile, zipFile } from './files.ts';

const of = (marks: { kind: string; value: string }[], kind: string) =>
  marks.filter(mark => mark.kind === kind).map(mark => mark.value);

async function pdf(pictures: Uint8Array[] = [], more: (doc: PDFDocument) => void = () => {}) {
  const doc = await PDFDocument.create();
  doc.setAuthor('Zhang San 张三');
  doc.setCreator('WPS 文字');
  doc.setProducer('pdf-lib');
  const page = doc.addPage([400, 400]);
  page.drawText('Construction plan B-17', { font: await doc.embedFont(StandardFonts.Helvetica) });
  for (const bytes of pictures)
    page.drawImage(await doc.embedPng(bytes), { width: 100, height: 100 });
  more(doc);
  return doc.save({ useObjectStreams: false });
}

describe('Word', () => {
  test('text by paragraphs, entities decoded; marks of properties and settings', async () => {
    const file = docx(['第一章　总则', '深度 &lt; 3 米'], { rsids: ['00A77427', '00B11111'] });
    expect(await readDocumentText(file, '技术标.docx')).toBe('第一章　总则\n深度 < 3 米\n');
    const marks = await readDocumentMarks(file, '技术标.docx');
    expect(of(marks, 'author')).toEqual(['张三']);
    expect(of(marks, 'last-modified-by')).toEqual(['李四 & 王五']);
    expect(of(marks, 'company')).toEqual(['苏建集团']);
    expect(of(marks, 'template')).toEqual(['投标模板.dotm']);
    expect(of(marks, 'application')).toEqual(['Microsoft Office Word 16.0000']);
    expect(of(marks, 'rsid')).toEqual(['00A77427', '00B11111']);
    expect(of(marks, 'rsid-root')).toEqual(['00A77427']);
    expect(of(marks, 'document-id')).toEqual(['{5E3C1C2B-0001}']);
    expect(of(marks, 'title')).toEqual([]);
  });
});

test('Excel: shared strings and properties, as ExcelJS writes them', async () => {
  const book = new Excel.Workbook();
  book.creator = '造价员甲';
  book.company = '恒信造价咨询';
  book.addWorksheet('清单').addRow(['挖一般土方', 12.5, 'm³']);
  const file = new Uint8Array(await book.xlsx.writeBuffer());
  expect(await readDocumentText(file, '清单.xlsx')).toContain('挖一般土方');
  const marks = await readDocumentMarks(file, '清单.xlsx');
  expect([of(marks, 'author'), of(marks, 'company')]).toEqual([['造价员甲'], ['恒信造价咨询']]);
});

test('PDF: text, information, /ID and XMP', async () => {
  const xmp =
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmpMM:DocumentID="uuid:one" xmpMM:InstanceID="uuid:two"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>';
  const file = await pdf([], doc => {
    const id = PDFString.of('0123456789abcdef');
    doc.context.trailerInfo.ID = doc.context.obj([id, id]);
    const stream = doc.context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' });
    doc.catalog.set(PDFName.of('Metadata'), doc.context.register(stream));
  });
  expect(await readDocumentText(file, 'x.pdf')).toContain('Construction plan B-17');
  const marks = await readDocumentMarks(file, 'x.pdf');
  expect(of(marks, 'author')).toEqual(['Zhang San 张三']);
  expect(of(marks, 'application')).toEqual(['WPS 文字', 'pdf-lib']);
  expect(of(marks, 'pdf-id')).toEqual([Buffer.from('0123456789abcdef').toString('hex')]);
  expect([of(marks, 'document-id'), of(marks, 'instance-id')]).toEqual([
    ['uuid:one'],
    ['uuid:two'],
  ]);
  expect(of(await readDocumentMarks(await pdf(), 'y.pdf'), 'pdf-id')).toEqual([]);
});

test('priced bill: machine and licence in attributes and elements, placeholders passed over, GBK', async () => {
  const xml =
    '<?xml version="1.0" encoding="utf-8"?><工程量清单 软件锁号="a-0042" MAC地址="00-1A-2B-3C-4D-5E"><硬盘序列号>WD-9</硬盘序列号><CPU序列号>0000</CPU序列号><单价>12</单价></工程量清单>';
  const marks = await readDocumentMarks(utf8(xml), '报价.xml');
  expect(marks).toEqual([
    { kind: 'software-licence', value: 'A-0042' },
    { kind: 'mac', value: '00-1A-2B-3C-4D-5E' },
    { kind: 'disk', value: 'WD-9' },
  ]);
  // 计算机名="造价1" in GBK.
  const gbk = Uint8Array.of(
    ...utf8('<?xml version="1.0" encoding="GBK"?><a '),
    ...[0xbc, 0xc6, 0xcb, 0xe3, 0xbb, 0xfa, 0xc3, 0xfb],
    ...utf8('="'),
    ...[0xd4, 0xec, 0xbc, 0xdb],
    ...utf8('1"/>'),
  );
  expect(await readDocumentMarks(gbk, 'b.xml')).toEqual([{ kind: 'computer', value: '造价1' }]);
});

describe('pictures', () => {
  const hill = (x: number, y: number) => 128 + 120 * Math.sin(7 * x + 1) * Math.cos(5 * y);
  const other = (x: number, y: number) => 128 + 120 * Math.cos(11 * x) * Math.sin(9 * y + 2);
  const large = pngFile(240, 180, hill);
  const small = pngFile(120, 96, (x, y) => 20 + 0.8 * hill(x, y));

  test('a picture in a PDF, and the same scaled and brightened in a Word file', async () => {
    const [a] = await readPictureHashes(await pdf([large]), 'a.pdf');
    const file = docx(['图'], { more: { 'word/media/image1.png': small } });
    const [b] = await readPictureHashes(file, 'b.docx');
    const [c] = await readPictureHashes(await pdf([pngFile(240, 180, other)]), 'c.pdf');
    expect(pictureDistance(a ?? '0', b ?? 'f')).toBeLessThanOrEqual(3);
    expect(pictureDistance(a ?? '0', c ?? '0')).toBeGreaterThan(12);
    expect(sharedPictures([a ?? ''], [c ?? '', b ?? ''])).toMatchObject([{ a: 0, b: 1 }]);
    expect(sharedPictures([a ?? ''], [b ?? ''], [a ?? ''])).toEqual([]);
  });
  test('an even or a tiny picture tells nothing', async () => {
    const even = pngFile(64, 64, () => 250);
    const tiny = pngFile(16, 16, hill);
    expect(await readPictureHashes(await pdf([even, tiny]), 'd.pdf')).toEqual([]);
  });
});

describe('hostile files end in UnreadableDocument', () => {
  const refused = (file: Uint8Array, name: string) =>
    expect(readDocumentText(file, name)).rejects.toThrow(UnreadableDocument);

  test('a zip bomb is not unpacked beyond the limit', async () => {
    const bomb = zipFile({ 'word/document.xml': new Uint8Array(80 << 20) });
    expect(bomb.length).toBeLessThan(200_000);
    await refused(bomb, 'bomb.docx');
  });
  test('many parts that together are too much', async () => {
    const parts = Object.fromEntries(
      Array.from({ length: 6 }, (_, i) => [`word/header${i}.xml`, new Uint8Array(50 << 20)]),
    );
    await refused(zipFile(parts), 'many.docx');
  });
  test.each([
    ['cut in the middle', (file: Uint8Array) => file.subarray(0, file.length / 2)],
    [
      'directory overwritten',
      (file: Uint8Array) =>
        file.with(file.length - 30, 0xff).fill(0, file.length - 200, file.length - 40),
    ],
  ])('a ZIP %s', (_, harm) => refused(harm(docx(['正文'])), 'x.docx'));
  test('a Word file with any byte changed is read or refused, never an accident', async () => {
    const file = docx(['正文一', '正文二']);
    for (let at = 0; at < file.length; at += 3) {
      const harmed = file.with(at, (file[at] ?? 0) ^ 0xff);
      const ended = await readDocumentText(harmed, 'x.docx').catch(error => error);
      if (typeof ended !== 'string') expect(ended).toBeInstanceOf(UnreadableDocument);
    }
  });
  test('a broken PDF, and a program named .docx', async () => {
    await refused(utf8('%PDF-1.7\nnothing more'), 'x.pdf');
    await refused(utf8('MZ\u0000\u0000 a program'), 'x.docx');
  });
  test('entities of its own are never expanded', async () => {
    const xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a MAC="&b;&b;&b;1"/>';
    expect(await readDocumentMarks(utf8(xml), 'x.xml')).toEqual([
      { kind: 'mac', value: '&B;&B;&B;1' },
    ]);
  });
});
