import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue';
import {
  lockSheet,
  type Mark,
  readSheet,
  reopenSheet,
  type Sheet,
  type SheetStage,
  saveSheet,
} from '../../../../contracts/evaluation/sheets.ts';
import { isProblem, ProblemError } from '../../../../contracts/problem-error.ts';
import { call } from '../../../client.ts';
import { exactNow } from '../../../server-clock.ts';
import { type Cell, cellOf, emptyCell, keyOf, type Place } from './sheet-cells.ts';
import { type Change, changed, takenBack } from './undo-history.ts';

/** What another window saved into a cell that was being changed here. */
export interface Clash {
  readonly place: Place;
  readonly theirs: Cell;
}
interface Unsaved {
  /** As the server last gave it, before the change here. */
  readonly base: Mark['value'];
  readonly cell: Cell;
}
export type SaveState = 'fresh' | 'saved' | 'waiting' | 'saving' | 'failed' | 'refused';

const gatherMs = 700;
const againMs = 3_000;

/**
 * One's sheet of one stage: typed here, kept in this browser until the server has it, saved as a new version a moment
 * after each change, tried again every three seconds while the platform does not answer.
 */
export function openSheetDesk(lot: string, stage: SheetStage, person: string) {
  const shelf = `kb.sheet.${lot}.${stage}.${person}`;
  const held = reactive(new Map<string, Cell>());
  const unsaved = reactive(new Map<string, Unsaved>());
  let history: readonly Change[] = [];
  const version = ref(0);
  const lockedAt = ref<string | null>(null);
  const savedAt = ref<number | null>(null);
  const state = ref<SaveState>('fresh');
  const failure = shallowRef<unknown>(null);
  const clashes = shallowRef<readonly Clash[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | null = null;
  let left = false;

  const cell = (place: Place): Cell =>
    unsaved.get(keyOf(place))?.cell ?? held.get(keyOf(place)) ?? emptyCell;

  function keep(): void {
    if (unsaved.size === 0) localStorage.removeItem(shelf);
    else localStorage.setItem(shelf, JSON.stringify([...unsaved]));
  }
  function put(place: Place, next: Cell): void {
    const key = keyOf(place);
    const base = unsaved.get(key)?.base ?? held.get(key)?.value ?? null;
    unsaved.set(key, { base, cell: next });
    keep();
    later(gatherMs);
  }
  /** Changes a cell; it can be undone. */
  function change(place: Place, next: Cell): void {
    if (lockedAt.value !== null) return;
    history = changed(history, { place, before: cell(place) });
    put(place, next);
  }
  /** Takes the last change back and says where it was. */
  function undo(): Place | null {
    const back = lockedAt.value === null ? takenBack(history) : null;
    if (!back) return null;
    history = back.rest;
    put(back.last.place, back.last.before);
    return back.last.place;
  }
  function later(ms: number): void {
    if (state.value !== 'failed') state.value = 'waiting';
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  }
  /** What can be sent: a typed fault stays here until it is put right. */
  const sendable = () =>
    [...unsaved].filter(([, { cell: c }]) => c.text.trim() === '' || c.value !== null);

  function flush(): Promise<void> {
    sending ??= send().finally(() => {
      sending = null;
    });
    return sending;
  }
  async function send(): Promise<void> {
    const batch = sendable();
    if (left || lockedAt.value !== null) return;
    if (batch.length === 0) {
      state.value = version.value > 0 ? 'saved' : 'fresh';
      return;
    }
    state.value = 'saving';
    try {
      const marks = batch.map(([key, { cell: c }]) => markOf(key, c));
      const params = { lot, stage };
      accept(await call(saveSheet, { params, body: { marks }, version: version.value }), batch);
    } catch (error) {
      await endure(error);
    }
  }
  function accept(sheet: Sheet, batch: readonly [string, Unsaved][]): void {
    for (const [key, sent] of batch)
      if (unsaved.get(key) === sent || same(unsaved.get(key), sent)) unsaved.delete(key);
    take(sheet);
    savedAt.value = exactNow();
    failure.value = null;
    state.value = 'saved';
    if (sendable().length > 0) later(0);
  }
  function take(sheet: Sheet): void {
    version.value = sheet.version;
    lockedAt.value = sheet.lockedAt;
    held.clear();
    for (const mark of sheet.marks) held.set(keyOf(mark), cellOf(mark));
    keep();
  }
  /** Another window saved: take its version, keep what was typed here, and say where both changed the same cell. */
  async function merge(): Promise<void> {
    take(await call(readSheet, { params: { lot, stage } }));
    clashes.value = [...unsaved].flatMap(([key, { base, cell: mine }]) => {
      const theirs = held.get(key);
      if (!theirs || theirs.value === base || theirs.value === mine.value) return [];
      return [{ place: placeOf(key), theirs }];
    });
    later(0);
  }
  async function endure(error: unknown): Promise<void> {
    failure.value = error;
    if (isProblem(error, 'CONFLICT')) {
      await merge().catch(() => tryAgain());
      return;
    }
    const refused = error instanceof ProblemError && error.problem.status < 500;
    if (refused && !isProblem(error, 'RATE_LIMITED')) state.value = 'refused';
    else tryAgain();
  }
  function tryAgain(): void {
    state.value = 'failed';
    clearTimeout(timer);
    if (!left) timer = setTimeout(() => void flush(), againMs);
  }
  function takeTheirs(): void {
    for (const { place, theirs } of clashes.value) change(place, theirs);
    clashes.value = [];
  }

  async function load(): Promise<void> {
    for (const [key, kept] of JSON.parse(localStorage.getItem(shelf) ?? '[]') as [
      string,
      Unsaved,
    ][])
      unsaved.set(key, kept);
    const sheet = await call(readSheet, { params: { lot, stage } });
    take(sheet);
    state.value = sheet.version > 0 ? 'saved' : 'fresh';
    if (sheet.lockedAt) unsaved.clear();
    else if (unsaved.size > 0) later(0);
  }
  async function lock(): Promise<void> {
    await flush();
    take(await call(lockSheet, { params: { lot, stage } }));
  }
  async function reopen(reason: string): Promise<void> {
    take(await call(reopenSheet, { params: { lot, stage }, body: { reason } }));
  }
  onScopeDispose(() => {
    left = true;
    clearTimeout(timer);
  });
  const pending = computed(() => unsaved.size);
  return {
    ...{ stage, cell, change, undo, flush, load, lock, reopen, takeTheirs },
    ...{ version, lockedAt, savedAt, state, failure, clashes, pending },
  };
}
export type SheetDesk = ReturnType<typeof openSheetDesk>;

const placeOf = (key: string): Place => {
  const [bid = '', item = ''] = key.split(' ');
  return { bid, item };
};
const markOf = (key: string, { value, reason }: Cell): Mark => ({ ...placeOf(key), value, reason });
const same = (a: Unsaved | undefined, b: Unsaved) =>
  a !== undefined &&
  a.cell.value === b.cell.value &&
  a.cell.reason === b.cell.reason &&
  a.cell.text === b.cell.text;
