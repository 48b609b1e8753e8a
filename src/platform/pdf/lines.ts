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
  const lines: Line[] = [];
  let line: Glyph[] = [];
  let used = firstIndent;
  const close = (last: boolean) => {
    const trimmed = trimEnd(line);
    lines.push({ glyphs: trimmed, width: widthOf(trimmed), last });
    line = [];
    used = 0;
  };
  for (const cluster of clusters(list)) {
    const [first] = cluster;
    if (first?.char === '\n') {
      close(true);
      continue;
    }
    const room = width - used;
    if (line.length > 0 && needs(cluster) > room + 0.01) close(false);
    if (line.length === 0 && lines.length > 0 && first?.char === ' ') continue;
    for (const g of cluster) {
      if (line.length > 0 && used + g.width - blankTail(g) > width + 0.01) close(false);
      line.push(g);
      used += g.width;
    }
  }
  close(true);
  return lines;
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
