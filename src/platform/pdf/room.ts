import type { Block } from './blocks.ts';
import type { Faces } from './glyphs.ts';

export type Heading = Extract<Block, { kind: 'heading' }>;

/** Where blocks are set. */
export interface Room {
  readonly faces: Faces;
  readonly width: number;
  /** Height of a page's text area: what is taller cannot be kept together. */
  readonly height: number;
  readonly headings: readonly Heading[];
}
