/** What a key means in the grid of marks; null leaves it to the browser. */
export type GridAct =
  | { readonly act: 'beside'; readonly across: number; readonly down: number }
  | { readonly act: 'onward'; readonly by: 1 | -1 }
  | { readonly act: 'undo' }
  | { readonly act: 'open' }
  | { readonly act: 'reason' }
  /** A review item: passed and on to the next, failed and on to its reason, or emptied. */
  | { readonly act: 'judge'; readonly value: boolean | null };

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
}

const plain: Readonly<Record<string, GridAct>> = {
  arrowleft: { act: 'beside', across: -1, down: 0 },
  arrowright: { act: 'beside', across: 1, down: 0 },
  arrowup: { act: 'beside', across: 0, down: -1 },
  arrowdown: { act: 'beside', across: 0, down: 1 },
  p: { act: 'open' },
  r: { act: 'reason' },
};
const judging: Readonly<Record<string, GridAct>> = {
  y: { act: 'judge', value: true },
  n: { act: 'judge', value: false },
  delete: { act: 'judge', value: null },
  backspace: { act: 'judge', value: null },
};

/** None of these letters can be part of a mark; `judges` where the cells take a judgement that may still be changed. */
export function gridAct(pressed: Key, judges: boolean): GridAct | null {
  if (pressed.isComposing || pressed.altKey) return null;
  const key = pressed.key.toLowerCase();
  if (pressed.ctrlKey || pressed.metaKey) return key === 'z' ? { act: 'undo' } : null;
  if (key === 'enter') return { act: 'onward', by: pressed.shiftKey ? -1 : 1 };
  return plain[key] ?? (judges ? (judging[key] ?? null) : null);
}
