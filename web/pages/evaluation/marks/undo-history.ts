import type { Cell, Place } from './sheet-cells.ts';

/** A change that can be taken back: where, and what was there before. */
export interface Change {
  readonly place: Place;
  readonly before: Cell;
}

const most = 500;

/** The history after one more change; the oldest are forgotten. */
export const changed = (history: readonly Change[], change: Change): readonly Change[] =>
  [...history, change].slice(-most);

/** The last change, and the history without it; null when there is nothing to take back. */
export function takenBack(
  history: readonly Change[],
): { readonly last: Change; readonly rest: readonly Change[] } | null {
  const last = history.at(-1);
  return last ? { last, rest: history.slice(0, -1) } : null;
}
