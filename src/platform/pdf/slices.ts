import type { Ink } from './blocks.ts';
import type { Glyph } from './glyphs.ts';

/** What is drawn, in points from the top left of its slice; `canvas.ts` turns it into PDF operators. */
export interface Pen {
  /** `x` and the baseline; `stretch` is added to every glyph's width. */
  text(x: number, baseline: number, glyphs: readonly Glyph[], stretch?: number): void;
  rectangle(x: number, y: number, width: number, height: number, fill: Fill): void;
}
export type Fill = Ink | 'line' | 'sunken';

/** A strip of the page that is never cut: one line, one table row, one drawing. The paginator only ever stacks slices. */
export interface Slice {
  readonly height: number;
  /** Blank space above; dropped at the top of a page. */
  readonly before: number;
  /** Stays on the page of the next slice: headings, first and last lines of a paragraph, short table rows. */
  readonly keep: boolean;
  /** Drawn again when this slice opens a page: the head of its table. */
  readonly repeat?: Slice;
  readonly breakBefore?: boolean;
  readonly mark?: Mark;
  draw(pen: Pen, pageOf: PageOf): void;
}

/** The page number of a heading; only known once all slices are placed. */
export type PageOf = (mark: Mark) => number;

/** A heading, for the outline and the table of contents. */
export interface Mark {
  readonly level: 1 | 2 | 3;
  readonly text: string;
}

export const blank = (height: number): Slice => ({
  height,
  before: 0,
  keep: false,
  draw: () => {},
});

/** One atomic slice out of many: what `together`, `beside` and boxes stand on. */
export function stack(slices: readonly Slice[], x = 0): Slice {
  const tops: number[] = [];
  let y = 0;
  for (const [i, slice] of slices.entries()) {
    y += i === 0 ? 0 : slice.before;
    tops.push(y);
    y += slice.height;
  }
  return {
    height: y,
    before: slices[0]?.before ?? 0,
    keep: false,
    draw(pen, pageOf) {
      for (const [i, slice] of slices.entries()) slice.draw(moved(pen, x, tops[i] ?? 0), pageOf);
    },
  };
}

/** A pen whose origin lies elsewhere. */
export const moved = (pen: Pen, dx: number, dy: number): Pen => ({
  text: (x, y, glyphs, stretch) => pen.text(x + dx, y + dy, glyphs, stretch),
  rectangle: (x, y, w, h, fill) => pen.rectangle(x + dx, y + dy, w, h, fill),
});
