import type { Block } from './blocks.ts';
import { contents, setHeading } from './headings.ts';
import { plain, setProse } from './prose.ts';
import { qrRuns } from './qr.ts';
import type { Room } from './room.ts';
import { blank, moved, type Slice, stack } from './slices.ts';
import { setTable } from './table.ts';

const bodySize = 10;

/** Blocks into slices, top to bottom. */
export function compose(blocks: readonly Block[], room: Room): Slice[] {
  return blocks.flatMap(block => composers[block.kind](block as never, room));
}

type Kind = Block['kind'];
type Of<K extends Kind> = Extract<Block, { kind: K }>;

const composers: { [K in Kind]: (block: Of<K>, room: Room) => Slice[] } = {
  title: (block, room) => setTitle(block, room),
  heading: (block, room) => setHeading(block, room),
  paragraph: (block, room) => setParagraph(block, room),
  terms: (block, room) => block.rows.map(row => setTerm(row, block.termWidth ?? 100, room)),
  table: (block, room) => setTable(block, room.faces, room.width),
  rule: (block, room) => [line(room.width, block.thick ? 1.5 : 0.5)],
  space: block => [blank(block.height)],
  'page-break': () => [{ ...blank(0), breakBefore: true }],
  qr: block => [setQr(block.text, block.size)],
  beside: (block, room) => [setBeside(block, room)],
  together: (block, room) => keepTogether(compose(block.blocks, room), room.height),
  box: (block, room) => [setBox(block, room)],
  contents: (_, room) => contents(room),
};

function setTitle(block: Of<'title'>, room: Room): Slice[] {
  const at = { faces: room.faces, width: room.width, align: 'centre' as const, leading: 1.4 };
  const parts = [
    setProse(block.text, { ...at, dress: plain(18, { weight: 'strong' }) }),
    block.english ? setProse(block.english, { ...at, dress: plain(9, { ink: 'soft' }) }) : [],
    block.under
      ? setProse(block.under, { ...at, dress: plain(10, { ink: 'soft' }), leading: 1.7 })
      : [],
  ];
  return [...parts.flat().map(slice => ({ ...slice, keep: true })), { ...blank(8), keep: true }];
}

function setParagraph(block: Of<'paragraph'>, room: Room): Slice[] {
  const size = block.size ?? bodySize;
  const inset = block.inset ?? 0;
  const slices = setProse(block.text, {
    faces: room.faces,
    width: room.width - inset,
    dress: plain(size),
    align: block.align ?? 'justify',
    firstIndent: block.indent ? 2 * size : 0,
  });
  const last = slices.length - 1;
  const after = block.after ?? 3;
  return slices.map((slice, i) => ({
    ...slice,
    height: slice.height + (i === last ? after : 0),
    draw: (pen, pageOf) => slice.draw(moved(pen, inset, 0), pageOf),
  }));
}

function setTerm(row: Of<'terms'>['rows'][number], termWidth: number, room: Room): Slice {
  const size = bodySize;
  const term = setProse(row[0], {
    faces: room.faces,
    width: termWidth - 6,
    dress: plain(size, { ink: 'soft' }),
  });
  const meaning = setProse(row[1], {
    faces: room.faces,
    width: room.width - termWidth,
    dress: plain(size),
  });
  const left = stack(term);
  const right = stack(meaning);
  return {
    height: Math.max(left.height, right.height) + 2.4,
    before: 0,
    keep: false,
    draw(pen, pageOf) {
      left.draw(pen, pageOf);
      right.draw(moved(pen, termWidth, 0), pageOf);
    },
  };
}

const line = (width: number, thickness: number): Slice => ({
  height: thickness + 8,
  before: 4,
  keep: false,
  draw: pen => pen.rectangle(0, 0, width, thickness, thickness > 1 ? 'ink' : 'line'),
});

function setQr(text: string, side: number): Slice {
  const { size, runs } = qrRuns(text);
  const module = side / size;
  return {
    height: side,
    before: 0,
    keep: false,
    draw(pen) {
      for (const [column, row, length] of runs)
        pen.rectangle(column * module, row * module, length * module, module, 'ink');
    },
  };
}

const gutter = 14;

function setBeside(block: Of<'beside'>, room: Room): Slice {
  const shares = block.columns.reduce((sum, c) => sum + c.share, 0);
  const open = room.width - gutter * (block.columns.length - 1);
  let x = 0;
  const stacks = block.columns.map(column => {
    const width = (column.share / shares) * open;
    const slice = stack(compose(column.blocks, { ...room, width }), x);
    x += width + gutter;
    return slice;
  });
  return {
    height: Math.max(...stacks.map(s => s.height)),
    before: 0,
    keep: false,
    draw: (pen, pageOf) => {
      for (const s of stacks) s.draw(pen, pageOf);
    },
  };
}

function setBox(block: Of<'box'>, room: Room): Slice {
  const pad = 8;
  const inner = stack(compose(block.blocks, { ...room, width: room.width - 2 * pad }));
  const height = Math.max(inner.height + 2 * pad, block.height ?? 0);
  return {
    height: height + 6,
    before: 4,
    keep: false,
    draw(pen, pageOf) {
      for (const y of [0, height]) pen.rectangle(0, y, room.width, 0.6, 'soft');
      for (const x of [0, room.width]) pen.rectangle(x, 0, 0.6, height + 0.6, 'soft');
      inner.draw(moved(pen, pad, pad), pageOf);
    },
  };
}

function keepTogether(slices: Slice[], height: number): Slice[] {
  const total = slices.reduce((sum, s) => sum + s.before + s.height, 0);
  if (total > height) return slices;
  return slices.map((slice, i) => ({ ...slice, keep: i < slices.length - 1 }));
}
