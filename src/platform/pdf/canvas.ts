import fontkit, { type Font } from '@pdf-lib/fontkit';
import * as pdf from 'pdf-lib';
import {
  type Color,
  type PDFDocument,
  type PDFFont,
  PDFHexString,
  type PDFOperator,
  type PDFPage,
} from 'pdf-lib';
import type { Face, Weight } from './face.ts';
import type { Glyph } from './glyphs.ts';
import type { Fill, Pen } from './slices.ts';

export interface Drawn {
  readonly texts: { x: number; y: number; glyphs: readonly Glyph[]; stretch: number }[];
  readonly fills: { x: number; y: number; width: number; height: number; fill: Fill }[];
}

/** A pen that keeps what it is told, `y` counted from the top of the page. */
export function record(): { pen: Pen; drawn: Drawn } {
  const drawn: Drawn = { texts: [], fills: [] };
  const pen: Pen = {
    text(x, y, glyphs, stretch = 0) {
      if (glyphs.length > 0) drawn.texts.push({ x, y, glyphs, stretch });
    },
    rectangle: (x, y, width, height, fill) => drawn.fills.push({ x, y, width, height, fill }),
  };
  return { pen, drawn };
}

const colours: Record<Fill, Color> = {
  ink: pdf.rgb(0.106, 0.122, 0.149),
  soft: pdf.rgb(0.271, 0.294, 0.337),
  blue: pdf.rgb(0.122, 0.388, 0.71),
  red: pdf.rgb(0.702, 0.149, 0.118),
  green: pdf.rgb(0.09, 0.42, 0.251),
  line: pdf.rgb(0.72, 0.75, 0.79),
  sunken: pdf.rgb(0.933, 0.945, 0.957),
};

export interface Embedded {
  readonly font: PDFFont;
  readonly kit: Font;
}

/** Embeds, per weight, the characters that were drawn. */
export async function embed(
  doc: PDFDocument,
  faces: Readonly<Record<Weight, Face>>,
  pages: readonly Drawn[],
): Promise<Map<Weight, Embedded>> {
  doc.registerFontkit(fontkit);
  const out = new Map<Weight, Embedded>();
  for (const weight of Object.keys(faces) as Weight[]) {
    const used = charactersOf(pages, weight);
    if (used.size === 0) continue;
    const bytes = await faces[weight].subset(used);
    const font = await doc.embedFont(bytes, { subset: false, customName: `Kaibiao-${weight}` });
    out.set(weight, { font, kit: fontkit.create(bytes) });
  }
  return out;
}

function charactersOf(pages: readonly Drawn[], weight: Weight): Set<string> {
  const used = new Set<string>();
  for (const page of pages)
    for (const { glyphs } of page.texts)
      for (const g of glyphs) if (g.dress.weight === weight) used.add(g.char);
  return used;
}

/** Writes one page's drawing as operators: fills first, then text. */
export function paint(page: PDFPage, drawn: Drawn, fonts: ReadonlyMap<Weight, Embedded>): void {
  const top = page.getHeight();
  const operators: PDFOperator[] = [];
  for (const f of drawn.fills) {
    operators.push(pdf.setFillingColor(colours[f.fill]));
    operators.push(
      pdf.rectangle(round(f.x), round(top - f.y - f.height), round(f.width), round(f.height)),
    );
    operators.push(pdf.fill());
  }
  const names = new Map<Weight, pdf.PDFName>();
  for (const [weight, { font }] of fonts)
    names.set(weight, page.node.newFontDictionary(font.name, font.ref));
  operators.push(pdf.beginText());
  for (const text of drawn.texts) write(operators, text, top, fonts, names);
  operators.push(pdf.endText());
  page.pushOperators(...operators);
}

function write(
  operators: PDFOperator[],
  text: Drawn['texts'][number],
  top: number,
  fonts: ReadonlyMap<Weight, Embedded>,
  names: ReadonlyMap<Weight, pdf.PDFName>,
): void {
  let x = text.x;
  for (const run of runsOf(text.glyphs)) {
    const dress = run[0]?.dress;
    const embedded = dress && fonts.get(dress.weight);
    const name = dress && names.get(dress.weight);
    if (!dress || !embedded || !name) continue;
    operators.push(pdf.setFillingColor(colours[dress.ink]));
    operators.push(pdf.setFontAndSize(name, dress.size));
    operators.push(pdf.setTextMatrix(1, 0, 0, 1, round(x), round(top - text.y)));
    operators.push(show(run, embedded.kit, dress.size, text.stretch));
    for (const g of run) x += g.width + text.stretch;
  }
}

/** The TJ operator: glyph ids, and between them what each width differs from the font's own, in thousandths of an em. */
function show(run: readonly Glyph[], kit: Font, size: number, stretch: number): PDFOperator {
  const parts: (string | number)[] = [];
  let pending = 0;
  let ids = '';
  for (const g of run) {
    pending += g.shift;
    const thousandths = Math.round((pending * 1000) / size);
    if (thousandths !== 0) {
      if (ids) parts.push(`<${ids}>`);
      parts.push(-thousandths);
      ids = '';
      pending = 0;
    }
    ids += kit
      .glyphForCodePoint(g.char.codePointAt(0) ?? 0)
      .id.toString(16)
      .padStart(4, '0');
    pending += g.width - g.shift - g.advance + stretch;
  }
  if (ids) parts.push(`<${ids}>`);
  const array = pdf.PDFContext.create().obj([]);
  for (const part of parts)
    array.push(
      typeof part === 'number' ? pdf.PDFNumber.of(part) : PDFHexString.of(part.slice(1, -1)),
    );
  return pdf.PDFOperator.of(pdf.PDFOperatorNames.ShowTextAdjusted, [array]);
}

function runsOf(glyphs: readonly Glyph[]): Glyph[][] {
  const runs: Glyph[][] = [];
  for (const g of glyphs) {
    const run = runs.at(-1);
    const d = run?.[0]?.dress;
    const same =
      d && d.weight === g.dress.weight && d.size === g.dress.size && d.ink === g.dress.ink;
    if (run && same) run.push(g);
    else runs.push([g]);
  }
  return runs;
}

const round = (n: number): number => Math.round(n * 100) / 100;
