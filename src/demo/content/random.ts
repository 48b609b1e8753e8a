import { createHash } from 'node:crypto';

/** Numbers that look drawn but follow from a seed alone: the demo makes the same files wherever it runs. */
export interface Random {
  /** Whole number from `from` to `to`, both included. */
  readonly int: (from: number, to: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** The list in an order of its own. */
  readonly shuffle: <T>(list: readonly T[]) => T[];
}

export function seeded(seed: string): Random {
  let block = Buffer.alloc(0);
  let counter = 0;
  const next = (): number => {
    if (block.length < 4) block = createHash('sha256').update(`${seed}/${counter++}`).digest();
    const value = block.readUInt32BE(0);
    block = block.subarray(4);
    return value / 2 ** 32;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    const found = list[int(0, list.length - 1)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  };
  const shuffle = <T>(list: readonly T[]): T[] =>
    list
      .map(item => ({ item, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  return { int, pick, shuffle };
}
