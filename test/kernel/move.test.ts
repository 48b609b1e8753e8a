import { expect, test } from 'vitest';
import { finalStates, type Moves, move } from '../../src/kernel/move.ts';

const door: Moves<'open' | 'shut' | 'walled'> = {
  open: ['shut'],
  shut: ['open', 'walled'],
  walled: [],
};

test('a move in the table is made', () => expect(move(door, 'shut', 'walled')).toBe('walled'));

test('a move absent from the table is refused, and the refusal says what is allowed', () => {
  expect(() => move(door, 'open', 'walled')).toThrow(
    expect.objectContaining({
      code: 'WRONG_STATE',
      facts: { from: 'open', to: 'walled', allowed: ['shut'] },
    }),
  );
});

test('staying is a move like any other: refused unless the table says so', () =>
  expect(() => move(door, 'open', 'open')).toThrow());

test('a final state is one that nothing leaves', () =>
  expect(finalStates(door)).toEqual(['walled']));
