import { blankTail, closing, type Glyph, opening, widthOf } from './glyphs.ts';

export interface Line {
  readonly glyphs: readonly Glyph[];
  readonly width: number;
  /** The paragraph, or a forced break, ends here: such a line is never stretched. */
  readonly last: boolean;
}

const wordly = /[\p{Script=Latin}\p{N}\p{Script=Greek}_.,:;@#$&*+=\-−/'"%‰℃²³]/u;

/** Breaks glyphs into lines: Chinese anywhere but around its marks (kinsoku), words and figures whole unless one is wider than a line. */
export function breakLines(list: readonly Glyph[], width: number, firstIndent = 0): Line[] {
  const setter = lineSetter(width, firstIndent);
  for (const cluster of clusters(list)) {
    const first = cluster[0]?.char;
    if (first === '\n') setter.close(true);
    else if (first !== ' ' || !setter.continues()) setter.add(cluster);
  }
  setter.close(true);
  return setter.lines;
}

const rounding = 0.01;

function lineSetter(width: number, firstIndent: number) {
  const lines: Line[] = [];
  let line: Glyph[] = [];
  let used = firstIndent;
  const close = (last: boolean) => {
    const glyphs = trimEnd(line);
    lines.push({ glyphs, width: widthOf(glyphs), last });
    line = [];
    used = 0;
  };
  const make = (room: number) => {
    if (line.length > 0 && used + room > width + rounding) close(false);
  };
  const add = (cluster: readonly Glyph[]) => {
    make(needs(cluster));
    for (const g of cluster) {
      // A space that no longer fits hangs over the end; it is trimmed there.
      if (g.char !== ' ') make(g.width - blankTail(g));
      line.push(g);
      used += g.width;
    }
  };
  return { lines, close, add, continues: () => line.length === 0 && lines.length > 0 };
}

const needs = (cluster: readonly Glyph[]): number => {
  const last = cluster.at(-1);
  if (last?.char === ' ') return widthOf(cluster) - last.width;
  return widthOf(cluster) - (last ? blankTail(last) : 0);
};

function trimEnd(line: Glyph[]): Glyph[] {
  let end = line.length;
  while (end > 0 && line[end - 1]?.char === ' ') end--;
  return line.slice(0, end);
}

/** Groups what may not be parted: a word, a mark with what it belongs to. */
export function clusters(list: readonly Glyph[]): Glyph[][] {
  const out: Glyph[][] = [];
  let before: Glyph | undefined;
  for (const g of list) {
    const current = out.at(-1);
    if (current && before && joined(before, g)) current.push(g);
    else out.push([g]);
    before = g;
  }
  return out;
}

function joined(before: Glyph, g: Glyph): boolean {
  if (before.char === '\n' || g.char === '\n' || before.char === ' ') return false;
  if (g.char === ' ') return true;
  if (closing.has(g.char) || opening.has(before.char)) return true;
  return wordly.test(before.char) && wordly.test(g.char);
}
