import { fileURLToPath } from 'node:url';
import {
  getDocument,
  OPS,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Mark, marked } from './marks.ts';
import type { Raster } from './picture-hash.ts';
import { elementText } from './xml.ts';
import { UnreadableDocument } from './zip.ts';

const limits = { pages: 5000, characters: 20_000_000, pictures: 500, pixels: 40_000_000 };

/** Fonts that are named and not embedded are read by Adobe's tables: most Chinese office PDFs of before 2010. */
const cMapUrl = fileURLToPath(new URL('./cmaps/', import.meta.resolve('pdfjs-dist/package.json')));

/** Opens a PDF from a stranger: no fonts of this machine, no picture beyond the limit. */
async function open<T>(bytes: Uint8Array, use: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
  const task = getDocument({
    data: Uint8Array.from(bytes),
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
    maxImageSize: limits.pixels,
    cMapUrl,
    cMapPacked: true,
  });
  try {
    return await use(await task.promise);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UnreadableDocument(`PDF 读不出来：${why}`);
  } finally {
    await task.destroy();
  }
}

async function pageText(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
}

/** The text of each page. */
export const pdfPages = (bytes: Uint8Array): Promise<string[]> =>
  open(bytes, async pdf => {
    const pages: string[] = [];
    let length = 0;
    for (let i = 1; i <= Math.min(pdf.numPages, limits.pages); i++) {
      const text = await pageText(await pdf.getPage(i));
      length += text.length;
      if (length > limits.characters) break;
      pages.push(text);
    }
    return pages;
  });

/** `/ID` of the trailer: written once, kept by most programs through every later change (ISO 32000-2, 14.4). */
const hasId = (bytes: Uint8Array): boolean =>
  /\/ID\s*\[\s*[<(]/.test(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
  );

/** Marks of the information dictionary, the trailer's /ID and the XMP packet. */
export const pdfMarks = (bytes: Uint8Array): Promise<Mark[]> =>
  open(bytes, async pdf => {
    const { info, metadata } = await pdf.getMetadata();
    const known = info as Record<string, unknown>;
    const text = (name: string) => (typeof known[name] === 'string' ? known[name] : null);
    const xmp = metadata?.getRaw() ?? '';
    const [id] = hasId(bytes) ? pdf.fingerprints : [null];
    return [
      ...marked('author', text('Author')),
      ...marked('application', text('Creator')),
      ...marked('application', text('Producer')),
      ...marked('title', text('Title')),
      ...marked('created', text('CreationDate')),
      ...marked('modified', text('ModDate')),
      ...marked('pdf-id', id),
      ...xmpMarks(typeof xmp === 'string' ? xmp : ''),
    ];
  });

/** XMP ids stand in elements or in attributes, as the program likes. */
function xmpMarks(xmp: string): Mark[] {
  const value = (name: string) =>
    elementText(xmp, name) ?? new RegExp(`xmpMM:${name}="([^"]+)"`).exec(xmp)?.[1];
  return [
    ...marked('document-id', value('OriginalDocumentID')),
    ...marked('document-id', value('DocumentID')),
    ...marked('instance-id', value('InstanceID')),
  ];
}

/** The pictures of a PDF, decoded; the same picture on several pages once a page. */
export const pdfPictures = (bytes: Uint8Array): Promise<Raster[]> =>
  open(bytes, async pdf => {
    const found: Raster[] = [];
    for (let i = 1; i <= Math.min(pdf.numPages, limits.pages); i++) {
      if (found.length >= limits.pictures) break;
      found.push(...(await pagePictures(await pdf.getPage(i), i)));
    }
    return found.slice(0, limits.pictures);
  });

async function pagePictures(page: PDFPageProxy, number: number): Promise<Raster[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const names = fnArray.flatMap((op, i) =>
    op === OPS.paintImageXObject ? [String(argsArray[i]?.[0])] : [],
  );
  const rasters = await Promise.all([...new Set(names)].map(name => decoded(page, name)));
  page.cleanup();
  return rasters.flatMap(raster => (raster ? [{ ...raster, page: number }] : []));
}

const decoded = (page: PDFPageProxy, name: string): Promise<Raster | null> =>
  new Promise(done => {
    const objects = name.startsWith('g_') ? page.commonObjs : page.objs;
    objects.get(name, (image: { width: number; height: number; data?: Uint8Array } | null) => {
      if (!image?.data) done(null);
      else done({ page: 0, width: image.width, height: image.height, data: image.data });
    });
  });
