import type { Ink, Inline, Run } from './blocks.ts';
import type { Face, Weight } from './face.ts';

/** How a run is dressed once the block's defaults are filled in. Size in points. */
export interface Dress {
  readonly weight: Weight;
  readonly size: number;
  readonly ink: Ink;
  readonly code: boolean;
}

/** One character on its way to a line: `width` is what it takes, `shift` where in that it is drawn, both in points. */
export interface Glyph {
  readonly char: string;
  readonly dress: Dress;
  readonly width: number;
  readonly shift: number;
  /** The font's own advance, to which `width` is a correction. */
  readonly advance: number;
}

export type Faces = Readonly<Record<Weight, Face>>;

/** Marks that may not start a line, and those that may not end one (GB/T 15834, kinsoku). */
export const closing = new Set('、。，．：；！？）】」』》〉〕］｝”’…—～·%‰℃,.;:!?)]}');
export const opening = new Set('（【「『《〈〔［｛“‘([{');
/** Full-width marks whose right half is blank. */
const halfBlank = new Set('、。，．：；！？）】」』》〉〕］｝”’');
const openers = new Set('（【「『《〈〔［｛“‘');

// Controls, joiners, variation selectors, and the bidirectional controls with which a name could be made to read backwards.
const unseen = /\p{Cc}|\p{Cf}|\p{Variation_Selector}/gu;
const codeCell = 0.6;

/** Flattens text into measured glyphs; `\n` stays as a glyph without width. A character the font lacks is named by its code point, never left out. */
export function glyphs(faces: Faces, text: Inline, base: Dress): Glyph[] {
  const runs = Array.isArray(text) ? (text as readonly (string | Run)[]) : [text as string | Run];
  const out: Glyph[] = [];
  for (const run of runs) {
    const dress = typeof run === 'string' ? base : dressed(run, base);
    const words = typeof run === 'string' ? run : run.text;
    for (const char of legible(words, faces[dress.weight])) out.push(measure(char, dress, faces));
  }
  return squeeze(out);
}

function dressed(run: Run, base: Dress): Dress {
  return {
    weight: run.bold === undefined ? base.weight : run.bold ? 'strong' : 'regular',
    size: run.size ?? base.size,
    ink: run.ink ?? base.ink,
    code: run.code ?? base.code,
  };
}

function legible(text: string, face: Face): string[] {
  const clean = text.normalize('NFC').replaceAll('\t', ' ').replaceAll('\r\n', '\n');
  const lines = clean.split('\n').map(line => [...line.replace(unseen, '')]);
  return lines.flatMap((line, i) => {
    const chars = line.flatMap(c => (face.has(code(c)) ? [c] : [...`〔U+${hex(c)}〕`]));
    return i === 0 ? chars : ['\n', ...chars];
  });
}

const code = (char: string) => char.codePointAt(0) ?? 0;
const hex = (char: string) => code(char).toString(16).toUpperCase().padStart(4, '0');

function measure(char: string, dress: Dress, faces: Faces): Glyph {
  if (char === '\n') return { char, dress, width: 0, shift: 0, advance: 0 };
  const ems = faces[dress.weight].advance(code(char));
  const cell = dress.code ? Math.max(codeCell, ems > 0.75 ? 2 * codeCell : 0) : ems;
  return {
    char,
    dress,
    advance: ems * dress.size,
    width: cell * dress.size,
    shift: ((cell - ems) / 2) * dress.size,
  };
}

/** Of two full-width marks in a row, one gives up its blank half: the first if it closes, the second if both open. */
function squeeze(list: Glyph[]): Glyph[] {
  return list.map((g, i) => {
    const next = list[i + 1]?.char ?? '';
    if (g.width < g.dress.size * 0.9) return g;
    if (halfBlank.has(g.char) && (halfBlank.has(next) || openers.has(next)))
      return { ...g, width: g.width / 2 };
    if (openers.has(g.char) && openers.has(list[i - 1]?.char ?? ''))
      return { ...g, width: g.width / 2, shift: g.shift - g.width / 2 };
    return g;
  });
}

/** What a line saves when this glyph ends it: the blank half of a full-width mark. */
export const blankTail = (g: Glyph): number =>
  halfBlank.has(g.char) && g.width > g.dress.size * 0.9 ? g.width / 2 : 0;

export const widthOf = (line: readonly Glyph[]): number =>
  line.reduce((sum, g) => sum + g.width, 0);
