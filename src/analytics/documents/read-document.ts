import { PDFDocument } from 'pdf-lib';
import { billMarks } from './bill.ts';
import type { Mark } from './marks.ts';
import { officeMarks, officePictures, officeText } from './office.ts';
import { pdfMarks, pdfPages, pdfPictures } from './pdf.ts';
import { pictureHash, type Raster } from './picture-hash.ts';
import { sheetBill, type WrittenLine, xmlBill } from './priced-bill.ts';
import { UnreadableDocument, Zip } from './zip.ts';

type Kind = 'pdf' | 'zip' | 'xml' | 'text';

const starts = (bytes: Uint8Array, text: string): boolean =>
  [...text].every((c, i) => bytes[i] === c.charCodeAt(0));

/** By what is inside: a name may lie. */
function kindOf(bytes: Uint8Array, name: string): Kind {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (head.includes('%PDF-')) return 'pdf';
  if (starts(bytes, 'PK\u0003\u0004')) return 'zip';
  if (/^(\u00ef\u00bb\u00bf)?\s*<\?xml/.test(head)) return 'xml';
  if (/\.(txt|csv|md)$/i.test(name)) return 'text';
  throw new UnreadableDocument(`${name}：不是 PDF、docx、xlsx、XML 或文本文件`);
}

/** XML and text in the encoding that they declare; Chinese programs of some age write GBK. */
function decodeText(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const declared = /encoding=["'](gb2312|gbk|gb18030)["']/i.test(head);
  if (declared) return new TextDecoder('gb18030').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** What a file tells of who made it and with what. Hostile files end in UnreadableDocument, never in an endless task. */
export async function readDocumentMarks(bytes: Uint8Array, name: string): Promise<Mark[]> {
  switch (kindOf(bytes, name)) {
    case 'pdf':
      return pdfMarks(bytes);
    case 'zip':
      return officeMarks(new Zip(bytes));
    case 'xml':
      return billMarks(decodeText(bytes));
    case 'text':
      return [];
  }
}

/** The text of a document, page breaks as form feeds. */
export async function readDocumentText(bytes: Uint8Array, name: string): Promise<string> {
  switch (kindOf(bytes, name)) {
    case 'pdf':
      return (await pdfPages(bytes)).join('\f');
    case 'zip':
      return officeText(new Zip(bytes));
    case 'xml':
      return decodeText(bytes).replace(/<[^>]*>/g, ' ');
    case 'text':
      return decodeText(bytes);
  }
}

/** Pictures of an Office file go through a PDF: one decoder, one set of limits. */
async function officeRasters(zip: Zip): Promise<Raster[]> {
  const pdf = await PDFDocument.create();
  for (const { name, bytes } of officePictures(zip)) {
    const image = await (/png$/i.test(name) ? pdf.embedPng(bytes) : pdf.embedJpg(bytes)).catch(
      () => null,
    );
    if (image) pdf.addPage([100, 100]).drawImage(image, { width: 100, height: 100 });
  }
  return pdf.getPageCount() === 0 ? [] : pdfPictures(await pdf.save());
}

/** Perceptual hashes of the pictures that tell something, each once. */
export async function readPictureHashes(bytes: Uint8Array, name: string): Promise<string[]> {
  const kind = kindOf(bytes, name);
  if (kind !== 'pdf' && kind !== 'zip') return [];
  const rasters = kind === 'pdf' ? await pdfPictures(bytes) : await officeRasters(new Zip(bytes));
  return [...new Set(rasters.map(pictureHash).filter(hash => hash !== null))];
}

/** The lines of a bill of quantities; none in a file that holds no bill. */
export async function readBill(bytes: Uint8Array, name: string): Promise<WrittenLine[]> {
  const kind = kindOf(bytes, name);
  if (kind === 'zip') return sheetBill(new Zip(bytes));
  return kind === 'xml' ? xmlBill(decodeText(bytes)) : [];
}
