import { describe, expect, test } from 'vitest';
import { gridAct } from '../../web/pages/evaluation/marks/grid-keys.ts';
import { emptyCell } from '../../web/pages/evaluation/marks/sheet-cells.ts';
import { type Change, changed, takenBack } from '../../web/pages/evaluation/marks/undo-history.ts';

const key = (
  name: string,
  held: Partial<Record<'shift' | 'ctrl' | 'meta' | 'alt', true>> = {},
) => ({
  key: name,
  shiftKey: held.shift ?? false,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  altKey: held.alt ?? false,
  isComposing: false,
});

describe('keys of the grid of marks', () => {
  test.each([
    ['ArrowLeft', { act: 'beside', across: -1, down: 0 }],
    ['ArrowDown', { act: 'beside', across: 0, down: 1 }],
    ['Enter', { act: 'onward', by: 1 }],
    ['p', { act: 'open' }],
    ['R', { act: 'reason' }],
  ])('%s works in scores and in reviews', (name, act) => {
    expect(gridAct(key(name), false)).toEqual(act);
    expect(gridAct(key(name), true)).toEqual(act);
  });

  test('Shift Enter goes back; Ctrl Z and ⌘ Z undo', () => {
    expect(gridAct(key('Enter', { shift: true }), false)).toEqual({ act: 'onward', by: -1 });
    expect(gridAct(key('z', { ctrl: true }), false)).toEqual({ act: 'undo' });
    expect(gridAct(key('Z', { meta: true }), true)).toEqual({ act: 'undo' });
  });

  test.each([
    ['y', true],
    ['N', false],
    ['Delete', null],
    ['Backspace', null],
  ])(
    '%s judges a review item, and is left to the field where scores are typed or all is locked',
    (name, value) => {
      expect(gridAct(key(name), true)).toEqual({ act: 'judge', value });
      expect(gridAct(key(name), false)).toBeNull();
    },
  );

  test('what is part of a mark, a shortcut of the browser or of an input method stays theirs', () => {
    for (const name of ['1', '.', '5', 'Tab', 'Escape'])
      expect(gridAct(key(name), true)).toBeNull();
    expect(gridAct(key('p', { ctrl: true }), true)).toBeNull();
    expect(gridAct(key('ArrowLeft', { alt: true }), true)).toBeNull();
    expect(gridAct({ ...key('Enter'), isComposing: true }, true)).toBeNull();
  });
});

describe('undo', () => {
  const change = (item: string): Change => ({ place: { bid: 'a', item }, before: emptyCell });

  test('takes changes back one by one, the last first', () => {
    const both = changed(changed([], change('one')), change('two'));
    const first = takenBack(both);
    expect(first?.last.place.item).toBe('two');
    const second = takenBack(first?.rest ?? []);
    expect(second?.last.place.item).toBe('one');
    expect(takenBack(second?.rest ?? [])).toBeNull();
  });

  test('keeps the last five hundred changes', () => {
    let history: readonly Change[] = [];
    for (let i = 0; i < 600; i++) history = changed(history, change(String(i)));
    expect(history).toHaveLength(500);
    expect(history[0]?.place.item).toBe('100');
  });
});
