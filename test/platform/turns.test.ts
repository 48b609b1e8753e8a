import { expect, test } from 'vitest';
import { turns } from '../../src/platform/turns.ts';

const soon = () => new Promise(done => setTimeout(done, 1));

test('no more than the width run at once, and all come in order', async () => {
  const inTurn = turns(2);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const acts = Array.from({ length: 9 }, (_, i) =>
    inTurn('lot', async () => {
      started.push(i);
      most = Math.max(most, ++running);
      await soon();
      running--;
      return i;
    }),
  );
  expect(await Promise.all(acts)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect([started, most]).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8], 2]);
});

test('a line that stands still does not hold up another', async () => {
  const inTurn = turns(1);
  let release = () => {};
  const stuck = inTurn('a', () => new Promise<void>(done => (release = done)));
  const behind = inTurn('a', async () => 'behind');
  expect(await inTurn('b', async () => 'other')).toBe('other');
  release();
  await stuck;
  expect(await behind).toBe('behind');
});

test('a failure frees its place', async () => {
  const inTurn = turns(1);
  const fail = inTurn('a', async () => {
    throw new Error('no');
  });
  const next = inTurn('a', async () => 'next');
  await expect(fail).rejects.toThrow('no');
  expect(await next).toBe('next');
});
