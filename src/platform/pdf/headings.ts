import type { Block } from './blocks.ts';
import { glyphs, widthOf } from './glyphs.ts';
import { baseline, plain, setProse } from './prose.ts';
import type { Heading, Room } from './room.ts';
import { type Mark, type Pen, type Slice, stack } from './slices.ts';

const looks = {
  1: { size: 15, before: 18, after: 8 },
  2: { size: 12, before: 13, after: 4 },
  3: { size: 10, before: 7, after: 2 },
} as const;

/** The headings among blocks, however deep; the same objects serve as marks, so contents and outline find their pages. */
export function headingsOf(blocks: readonly Block[]): Heading[] {
  return blocks.flatMap(block => {
    if (block.kind === 'heading') return [block];
    if (block.kind === 'together' || block.kind === 'box') return headingsOf(block.blocks);
    if (block.kind === 'beside') return block.columns.flatMap(c => headingsOf(c.blocks));
    return [];
  });
}

/** A heading stays with what it heads. */
export function setHeading(heading: Heading, room: Room): Slice[] {
  const look = looks[heading.level];
  const english = heading.english
    ? [{ text: `　${heading.english}`, bold: false, size: look.size * 0.76, ink: 'soft' as const }]
    : [];
  const lines = setProse([heading.text, ...english], {
    faces: room.faces,
    width: room.width,
    dress: plain(look.size, { weight: 'strong' }),
    leading: 1.4,
    align: heading.level === 1 && heading.newPage ? 'centre' : 'left',
  });
  const slice = stack(lines);
  return [
    {
      ...slice,
      height: slice.height + look.after,
      before: look.before,
      keep: true,
      breakBefore: heading.newPage ?? false,
      mark: heading,
    },
  ];
}

/** One line per heading of level 1 and 2: words, dots, page number. */
export function contents(room: Room): Slice[] {
  const listed = room.headings.filter(h => h.level < 3);
  return listed.map(heading => ({
    height: heading.level === 1 ? 20 : 16,
    before: heading.level === 1 ? 3 : 0,
    keep: heading.level === 1,
    draw: (pen, pageOf) => entry(pen, heading, pageOf(heading), room),
  }));
}

function entry(pen: Pen, heading: Mark, page: number, room: Room): void {
  const dress = plain(heading.level === 1 ? 10.5 : 9.5, {
    weight: heading.level === 1 ? 'strong' : 'regular',
  });
  const y = baseline(16, dress.size);
  const x = heading.level === 1 ? 0 : 16;
  const words = glyphs(room.faces, heading.text, dress);
  const number = glyphs(room.faces, String(page), dress);
  const dots = glyphs(room.faces, '.', { ...dress, weight: 'regular', ink: 'soft' });
  const right = room.width - widthOf(number);
  pen.text(x, y, words);
  pen.text(right, y, number);
  const step = 4;
  for (let at = Math.ceil((x + widthOf(words) + 6) / step) * step; at < right - 6; at += step)
    pen.text(at, y, dots);
}
