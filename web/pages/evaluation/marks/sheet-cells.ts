import type { Mark } from '../../../../contracts/evaluation/sheets.ts';
import type { ReviewItem, ScoreItem } from '../../../../contracts/tender/lot-rules.ts';
import type { SheetForm } from '../../../../src/evaluation/rules/form.ts';
import { asksReason, leastReason } from '../../../../src/evaluation/rules/marks.ts';

/** A cell of the sheet as the person left it: `text` is what was typed, `value` what it means, null when it means nothing. */
export interface Cell {
  readonly text: string;
  readonly value: Mark['value'];
  readonly reason: string;
}
export interface Place {
  readonly bid: string;
  readonly item: string;
}
export type Item = ReviewItem | ScoreItem;

export const emptyCell: Cell = { text: '', value: null, reason: '' };
export const keyOf = ({ bid, item }: Place): string => `${bid} ${item}`;
export const isScore = (item: Item): item is ScoreItem => 'max' in item;

/** What is typed into a score cell: nothing, a number in range and on its step, or a fault. */
export function readScore(text: string, { max, step }: ScoreItem): number | null | 'fault' {
  const plain = text.normalize('NFKC').replace('。', '.').trim();
  if (plain === '') return null;
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(plain)) return 'fault';
  const value = Number(plain);
  const onStep = Math.abs(value / step - Math.round(value / step)) < 1e-9;
  return value <= max && onStep ? value : 'fault';
}

export const typed = (before: Cell, text: string, item: ScoreItem): Cell => {
  const read = readScore(text, item);
  return { ...before, text, value: read === 'fault' ? null : read };
};
export const judged = (before: Cell, value: boolean | null): Cell => ({
  ...before,
  text: '',
  value,
});

export const cellOf = (mark: Mark): Cell => ({
  text: typeof mark.value === 'number' ? String(mark.value) : '',
  value: mark.value,
  reason: mark.reason,
});

/** Typed, but not a mark that may be given. */
export const isFault = (cell: Cell, item: Item): boolean =>
  isScore(item) && cell.text.trim() !== '' && readScore(cell.text, item) === 'fault';

export const wantsReason = ({ reason, value }: Cell, item: Item): boolean =>
  reason.trim().length < leastReason && asksReason(value, item);

export const placesOf = (form: SheetForm): Place[] =>
  form.items.flatMap(item => form.bids.map(({ bid }) => ({ bid, item: item.id })));

/** The cell `by` steps further in reading order: along the bids of an item, then the next item. */
export function onward(form: SheetForm, from: Place, by: number): Place {
  const places = placesOf(form);
  const at = places.findIndex(p => keyOf(p) === keyOf(from));
  return places[Math.min(places.length - 1, Math.max(0, at + by))] ?? from;
}

/** One step across or down, staying at the edge. */
export function beside(form: SheetForm, from: Place, across: number, down: number): Place {
  const row = form.items.findIndex(i => i.id === from.item);
  const column = form.bids.findIndex(b => b.bid === from.bid);
  const clamp = (n: number, length: number) => Math.min(length - 1, Math.max(0, n));
  const item = form.items[clamp(row + down, form.items.length)]?.id ?? from.item;
  const bid = form.bids[clamp(column + across, form.bids.length)]?.bid ?? from.bid;
  return { bid, item };
}

export interface Progress {
  readonly all: number;
  readonly given: number;
  readonly faults: number;
  readonly reasons: number;
}

/** How far the sheet is: cells given, cells with a fault, reasons still to be written. */
export function progressOf(form: SheetForm, cell: (place: Place) => Cell): Progress {
  const places = placesOf(form);
  const count = (holds: (cell: Cell, item: Item) => boolean) =>
    places.filter(p => {
      const item = form.items.find(i => i.id === p.item);
      return item !== undefined && holds(cell(p), item);
    }).length;
  return {
    all: places.length,
    given: count(c => c.value !== null),
    faults: count(isFault),
    reasons: count(wantsReason),
  };
}

/** The sum of a bid's scores, or null while one is missing. */
export function subtotal(
  form: SheetForm,
  bid: string,
  cell: (place: Place) => Cell,
): number | null {
  let sum = 0;
  for (const item of form.items) {
    const { value } = cell({ bid, item: item.id });
    if (typeof value !== 'number') return null;
    sum += value;
  }
  return Math.round(sum * 1000) / 1000;
}
