import type { Align, Inline } from './blocks.ts';
import { type Dress, type Faces, type Glyph, glyphs } from './glyphs.ts';
import { breakLines, type Line } from './lines.ts';
import type { Slice } from './slices.ts';

export interface Setting {
  readonly faces: Faces;
  readonly width: number;
  readonly dress: Dress;
  readonly align?: Align | 'justify';
  readonly leading?: number;
  readonly firstIndent?: number;
}

export const plain = (size: number, more: Partial<Dress> = {}): Dress => ({
  weight: 'regular',
  size,
  ink: 'ink',
  code: false,
  ...more,
});

/** Sets text into lines, each a slice; the first two and the last two stay together (no orphans, no widows). */
export function setProse(text: Inline, at: Setting): Slice[] {
  const list = glyphs(at.faces, text, at.dress);
  const lines = breakLines(list, at.width, at.firstIndent ?? 0);
  const leading = at.leading ?? 1.62;
  return lines.map((line, i) => {
    const tallest = line.glyphs.reduce((size, g) => Math.max(size, g.dress.size), 0);
    const height = (tallest || at.dress.size) * leading;
    return {
      height,
      before: 0,
      keep: i < lines.length - 1 && (i === 0 || i === lines.length - 2),
      draw: pen => {
        const indent = i === 0 ? (at.firstIndent ?? 0) : 0;
        const { x, stretch } = place(line, at.width - indent, at.align ?? 'left');
        pen.text(x + indent, baseline(height, tallest), line.glyphs, stretch);
      },
    };
  });
}

/** Noto's ideographs sit 0.88 em above and 0.12 em below the baseline; this centres them in the line. */
export const baseline = (height: number, size: number): number => height / 2 + size * 0.38;

function place(
  line: Line,
  width: number,
  align: Align | 'justify',
): { x: number; stretch: number } {
  const slack = width - line.width;
  if (align === 'right') return { x: slack, stretch: 0 };
  if (align === 'centre') return { x: slack / 2, stretch: 0 };
  const gaps = line.glyphs.length - 1;
  const size = line.glyphs[0]?.dress.size ?? 0;
  const stretches = align === 'justify' && !line.last && gaps > 0 && slack < 2.2 * size;
  return { x: 0, stretch: stretches ? slack / gaps : 0 };
}

/** The text on one line at the largest size, not under 6 points, that fits: figures in a narrow column are never broken. */
export function fitted(text: Inline, at: Setting): Glyph[] {
  const list = glyphs(at.faces, text, at.dress);
  const width = list.reduce((sum, g) => sum + g.width, 0);
  if (width <= at.width) return list;
  const size = Math.max(6, Math.floor(at.dress.size * (at.width / width) * 10) / 10);
  return glyphs(at.faces, text, { ...at.dress, size });
}
