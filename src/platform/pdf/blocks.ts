/** What a document is made of. Layouts build these from data; `typeset.ts` turns them into pages. Lengths are points (1/72 inch). */

export type Ink = 'ink' | 'soft' | 'blue' | 'red' | 'green';

/** A piece of text in one dress. `code` sets every character in a cell of equal width, for hashes and references. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly size?: number;
  readonly ink?: Ink;
  readonly code?: boolean;
}
/** A plain string takes the block's own dress; `\n` breaks the line. */
export type Inline = string | Run | readonly (string | Run)[];

export type Align = 'left' | 'right' | 'centre';

export interface Column {
  readonly head: Inline;
  /** Share of the table's width, relative to the other columns. */
  readonly share: number;
  readonly align?: Align;
}

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Inline[])[];
  readonly caption?: Inline;
  /** Rows under a stronger line: totals. They stay with the last row. */
  readonly foot?: readonly (readonly Inline[])[];
  readonly size?: number;
  /** Full ruling, as forms to be filled in are printed. */
  readonly grid?: boolean;
  /** Said in place of rows when there are none. */
  readonly empty?: string;
}

export type Block =
  | {
      readonly kind: 'title';
      readonly text: string;
      readonly english?: string;
      readonly under?: Inline;
    }
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3;
      readonly text: string;
      readonly english?: string;
      readonly newPage?: boolean;
    }
  | {
      readonly kind: 'paragraph';
      readonly text: Inline;
      /** First line set in by two characters, as Chinese prose is. */
      readonly indent?: boolean;
      /** Whole paragraph set in from the left. */
      readonly inset?: number;
      readonly size?: number;
      readonly align?: Align | 'justify';
      readonly after?: number;
    }
  | {
      readonly kind: 'terms';
      readonly rows: readonly (readonly [term: string, meaning: Inline])[];
      readonly termWidth?: number;
    }
  | Table
  | { readonly kind: 'rule'; readonly thick?: boolean }
  | { readonly kind: 'space'; readonly height: number }
  | { readonly kind: 'page-break' }
  | { readonly kind: 'qr'; readonly text: string; readonly size: number }
  /** Blocks side by side, never parted by a page end. */
  | {
      readonly kind: 'beside';
      readonly columns: readonly { readonly share: number; readonly blocks: readonly Block[] }[];
    }
  /** Blocks that stay on one page when one page can hold them. */
  | { readonly kind: 'together'; readonly blocks: readonly Block[] }
  /** A rectangle to sign in: who, and what was signed. */
  | { readonly kind: 'box'; readonly blocks: readonly Block[]; readonly height?: number }
  /** Table of contents of the headings of level 1 and 2. */
  | { readonly kind: 'contents' };

export interface Document {
  readonly title: string;
  readonly subject?: string;
  readonly author: string;
  /** Metadata time, ISO; the same input and time give the same bytes. */
  readonly madeAt: string;
  readonly landscape?: boolean;
  /** Left and right of every page's head from the second on. */
  readonly running?: readonly [left: string, right: string];
  readonly footer?: string;
  /** First page bears neither head nor page number, and is not counted. */
  readonly cover?: boolean;
  readonly blocks: readonly Block[];
}
