import type { Align, Column, Inline, Table } from './blocks.ts';
import { type Dress, type Faces, widthOf } from './glyphs.ts';
import { fitted, plain, type Setting, setProse } from './prose.ts';
import { type Fill, moved, type PageOf, type Pen, type Slice, stack } from './slices.ts';

interface Cell {
  readonly x: number;
  readonly lines: readonly Slice[];
}
interface Frame {
  readonly faces: Faces;
  readonly edges: readonly number[];
  readonly size: number;
  readonly grid: boolean;
  readonly columns: readonly Column[];
}
interface Look {
  readonly weight: 'regular' | 'strong';
  readonly fill?: Fill;
  /** A stronger line above: the head, the first of the totals. */
  readonly above: boolean;
}

const padX = 4;
const padY = 3.2;
const hair = 0.5;
/** A row taller than this share of a page may be cut between its lines; a shorter one moves whole. */
const tallRow = 180;

/** A table as slices: its head is drawn again on every page it reaches, its last row stays with its totals. */
export function setTable(table: Table, faces: Faces, width: number): Slice[] {
  const size = table.size ?? 9;
  const frame = {
    faces,
    edges: edgesOf(table.columns, width),
    size,
    grid: table.grid ?? false,
    columns: table.columns,
  };
  const head = stack(
    setRow(
      frame,
      table.columns.map(c => c.head),
      { weight: 'strong', fill: 'sunken', above: true },
    ),
  );
  const body = table.rows.flatMap(row => repeating(setRow(frame, row, regular), head));
  const none = table.rows.length === 0 ? emptyRow(table.empty ?? '无', frame, width) : [];
  const foot = (table.foot ?? []).flatMap((row, i) =>
    repeating(setRow(frame, row, { weight: 'strong', above: i === 0 }), head),
  );
  const rows = keepLast([...body, ...none]);
  return [
    ...caption(table, faces, width),
    { ...head, before: table.caption ? 2 : 4, keep: true },
    ...rows,
    ...keepLast(foot),
    closingLine(width),
  ];
}

const regular: Look = { weight: 'regular', above: false };

const repeating = (slices: readonly Slice[], repeat: Slice): Slice[] =>
  slices.map(slice => ({ ...slice, repeat }));

/** The last two rows never leave each other, nor the totals or the closing line that follow. */
function keepLast(slices: readonly Slice[]): Slice[] {
  return slices.map((slice, i) => (i >= slices.length - 2 ? { ...slice, keep: true } : slice));
}

function edgesOf(columns: readonly Column[], width: number): number[] {
  const shares = columns.reduce((sum, c) => sum + c.share, 0);
  const edges = [0];
  for (const c of columns) edges.push((edges.at(-1) ?? 0) + (c.share / shares) * width);
  return edges;
}

function caption(table: Table, faces: Faces, width: number): Slice[] {
  if (!table.caption) return [];
  const dress = plain(9.5, { weight: 'strong' });
  const lines = setProse(table.caption, { faces, width, dress });
  return lines.map((line, i) => ({ ...line, keep: true, before: i === 0 ? 5 : 0 }));
}

function emptyRow(text: string, frame: Frame, width: number): Slice[] {
  const dress = plain(frame.size, { ink: 'soft' });
  const [line] = setProse(text, { faces: frame.faces, width, dress, align: 'centre' });
  if (!line) return [];
  const draw = (pen: Pen, pageOf: PageOf) => line.draw(moved(pen, 0, padY), pageOf);
  return [{ height: line.height + 2 * padY, before: 0, keep: false, draw }];
}

const closingLine = (width: number): Slice => ({
  height: 7,
  before: 0,
  keep: false,
  draw: pen => pen.rectangle(0, -hair, width, 1, 'ink'),
});

/** A row as one slice, cell by cell so that a copied cell reads on; or as one slice per line when it is tall. */
function setRow(frame: Frame, row: readonly Inline[], look: Look): Slice[] {
  const cells = frame.columns.map((column, i) => setCell(frame, column, row[i] ?? '', i, look));
  const tallest = Math.max(...cells.map(cell => stack(cell.lines).height));
  if (tallest + 2 * padY > tallRow) return cutRow(frame, cells, look);
  const draw = (pen: Pen, pageOf: PageOf) => {
    rule(pen, frame, tallest + 2 * padY, look, { first: true, last: true });
    for (const cell of cells) stack(cell.lines).draw(moved(pen, cell.x, padY), pageOf);
  };
  return [{ height: tallest + 2 * padY, before: 0, keep: false, draw }];
}

function cutRow(frame: Frame, cells: readonly Cell[], look: Look): Slice[] {
  const count = Math.max(...cells.map(c => c.lines.length));
  return Array.from({ length: count }, (_, i) => {
    const part = { first: i === 0, last: i === count - 1 };
    const top = part.first ? padY : 0;
    const line = Math.max(...cells.map(c => c.lines[i]?.height ?? 0));
    const height = top + line + (part.last ? padY : 0);
    const draw = (pen: Pen, pageOf: PageOf) => {
      rule(pen, frame, height, look, part);
      for (const cell of cells) cell.lines[i]?.draw(moved(pen, cell.x, top), pageOf);
    };
    return { height, before: 0, keep: false, draw };
  });
}

interface Part {
  readonly first: boolean;
  readonly last: boolean;
}

function rule(pen: Pen, frame: Frame, height: number, look: Look, part: Part): void {
  const width = frame.edges.at(-1) ?? 0;
  if (look.fill) pen.rectangle(0, 0, width, height, look.fill);
  if (look.above && part.first) pen.rectangle(0, 0, width, 1, 'ink');
  if (part.last) pen.rectangle(0, height - hair, width, hair, 'line');
  if (!frame.grid) return;
  for (const edge of frame.edges)
    pen.rectangle(Math.min(edge, width - hair), 0, hair, height, 'line');
}

function setCell(frame: Frame, column: Column, text: Inline, i: number, look: Look): Cell {
  const left = (frame.edges[i] ?? 0) + padX;
  const width = (frame.edges[i + 1] ?? 0) - padX - left;
  const dress: Dress = plain(frame.size, { weight: look.weight });
  const at = { faces: frame.faces, width, dress, leading: 1.45, align: column.align ?? 'left' };
  const lines =
    column.align === 'right' && look.fill === undefined ? figure(text, at) : setProse(text, at);
  return { x: left, lines };
}

function figure(text: Inline, at: Setting & { align: Align }): Slice[] {
  if (JSON.stringify(text).includes('\\n')) return setProse(text, at);
  const list = fitted(text, at);
  if (widthOf(list) > at.width + 0.01) return setProse(text, at);
  const height = at.dress.size * 1.45;
  const slack = at.width - widthOf(list);
  const draw = (pen: Pen) => pen.text(slack, height / 2 + at.dress.size * 0.38, list);
  return [{ height, before: 0, keep: false, draw }];
}
