import { PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import type { Document } from './blocks.ts';
import { type Drawn, embed, paint, record } from './canvas.ts';
import { compose } from './compose.ts';
import { face } from './face.ts';
import { type Faces, glyphs, widthOf } from './glyphs.ts';
import { headingsOf } from './headings.ts';
import { outline } from './outline.ts';
import { type Placed, paginate } from './pages.ts';
import { plain } from './prose.ts';
import { type Mark, moved, type Pen } from './slices.ts';

const a4 = [595.28, 841.89] as const;
const margin = { x: 45, top: 50, bottom: 54 };

/** Sets a document in A4 pages of Chinese and Latin text. Deterministic: equal documents give equal bytes. */
export async function typeset(document: Document): Promise<Uint8Array> {
  return (await layOut(document)).save({ useObjectStreams: true });
}

/** The same as a pdf-lib document, for `seal.ts` to add a signature to. */
export async function layOut(document: Document): Promise<PDFDocument> {
  const faces = { regular: await face('regular'), strong: await face('strong') };
  const [width, height] = document.landscape ? [a4[1], a4[0]] : a4;
  const room = {
    faces,
    width: width - 2 * margin.x,
    height: height - margin.top - margin.bottom,
    headings: headingsOf(document.blocks),
  };
  const pages = paginate(compose(document.blocks, room), room.height);
  const drawn = drawPages(pages, document, faces, width, height);
  const doc = await PDFDocument.create({ updateMetadata: false });
  describe(doc, document);
  const fonts = await embed(doc, faces, drawn);
  for (const page of drawn) paint(doc.addPage([width, height]), page, fonts);
  outline(doc, marksOf(pages));
  return doc;
}

function describe(doc: PDFDocument, document: Document): void {
  const at = new Date(document.madeAt);
  doc.setTitle(document.title, { showInWindowTitleBar: true });
  doc.setAuthor(document.author);
  if (document.subject) doc.setSubject(document.subject);
  doc.setCreator('Kaibiao 开标');
  doc.setProducer('Kaibiao 开标');
  doc.setCreationDate(at);
  doc.setModificationDate(at);
  doc.catalog.set(PDFName.of('Lang'), PDFString.of('zh-CN'));
  // A file identifier is required of signed files (ISO 32000-1, 14.4); taken from the content so that it repeats.
  const id = PDFHexString.of(
    Buffer.from(`${document.title}${document.madeAt}`).toString('hex').slice(-32).padStart(32, '0'),
  );
  doc.context.trailerInfo.ID = doc.context.obj([id, id]);
}

function marksOf(pages: readonly Placed[][]): { mark: Mark; page: number; y: number }[] {
  return pages.flatMap((placed, page) =>
    placed.flatMap(({ slice, y }) =>
      slice.mark ? [{ mark: slice.mark, page, y: y + margin.top }] : [],
    ),
  );
}

function drawPages(
  pages: readonly Placed[][],
  document: Document,
  faces: Faces,
  width: number,
  height: number,
): Drawn[] {
  const covers = document.cover ? 1 : 0;
  const numbers = new Map(marksOf(pages).map(({ mark, page }) => [mark, page + 1 - covers]));
  const pageOf = (mark: Mark) => numbers.get(mark) ?? 0;
  return pages.map((placed, i) => {
    const { pen, drawn } = record();
    for (const { slice, y } of placed) slice.draw(moved(pen, margin.x, margin.top + y), pageOf);
    if (i >= covers)
      furniture(pen, document, faces, {
        page: i + 1 - covers,
        of: pages.length - covers,
        width,
        height,
      });
    return drawn;
  });
}

interface Leaf {
  readonly page: number;
  readonly of: number;
  readonly width: number;
  readonly height: number;
}

/** What stands on every page: the running head from the second on, the footer and the page number. */
function furniture(pen: Pen, document: Document, faces: Faces, leaf: Leaf): void {
  const dress = plain(8, { ink: 'soft' });
  const both = (y: number, left: string, right: string) => {
    const end = glyphs(faces, right, dress);
    pen.text(margin.x, y, glyphs(faces, left, dress));
    pen.text(leaf.width - margin.x - widthOf(end), y, end);
  };
  if (document.running && leaf.page > 1) both(margin.top - 20, ...document.running);
  pen.rectangle(margin.x, leaf.height - 42, leaf.width - 2 * margin.x, 0.5, 'line');
  both(leaf.height - 29, document.footer ?? '', `第 ${leaf.page} 页，共 ${leaf.of} 页`);
}
