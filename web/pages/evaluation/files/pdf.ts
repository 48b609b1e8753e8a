import type { PageViewport, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import * as pdfjs from 'pdfjs-dist';
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { PdfData } from './pdf-data.ts';

// The page forbids eval and WebAssembly: the worker is a file of our own, and decoders are its JavaScript ones.
pdfjs.GlobalWorkerOptions.workerSrc = workerAddress;

/** A whole file in memory, whose bytes are copied since the worker takes what it is given; or an address read in parts. */
export type PdfSource = Uint8Array<ArrayBuffer> | string;

const partBytes = 1 << 20;
const sourceOf = (source: PdfSource) =>
  typeof source === 'string'
    ? { url: source, rangeChunkSize: partBytes, disableStream: true, disableAutoFetch: true }
    : { data: source.slice() };

/** Opens a PDF; of an address only the parts are fetched that the shown pages need. */
export const openPdf = (source: PdfSource): Promise<PDFDocumentProxy> =>
  pdfjs.getDocument({
    ...sourceOf(source),
    useWasm: false,
    enableXfa: false,
    useWorkerFetch: false,
    BinaryDataFactory: PdfData,
  }).promise;

export type TextOfPage = Pick<pdfjs.TextLayer, 'cancel'>;

/** Lays the page's text over its picture, transparent, for selecting and finding. */
export async function textOver(
  page: PDFPageProxy,
  viewport: PageViewport,
  container: HTMLElement,
): Promise<TextOfPage> {
  container.replaceChildren();
  container.style.setProperty('--total-scale-factor', String(viewport.scale));
  const layer = new pdfjs.TextLayer({
    textContentSource: await page.getTextContent(),
    container,
    viewport,
  });
  await layer.render();
  return layer;
}

/** Marks the pieces of text that hold `query`. */
export function markIn(container: HTMLElement, query: string): void {
  for (const span of container.querySelectorAll('span'))
    span.classList.toggle('hit', query !== '' && (span.textContent ?? '').includes(query));
}

const plain = (text: string) => text.replace(/\s+/g, '');

/** The pages on which `query` stands, in order. */
export async function pagesWith(pdf: PDFDocumentProxy, query: string): Promise<number[]> {
  const found: number[] = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    const text = items.map(item => ('str' in item ? item.str : '')).join('');
    if (plain(text).includes(plain(query))) found.push(n);
  }
  return found;
}

const lastPages = new Map<string, number>();
export const pageOf = (file: string): number => lastPages.get(file) ?? 1;
export const rememberPage = (file: string, page: number): void => void lastPages.set(file, page);
