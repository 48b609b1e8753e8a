export type Table = readonly (readonly unknown[])[];

/** How far apart two cells are: 0 where equal, infinite where they are not both numbers. */
function apart(mine: unknown, other: unknown): number {
  if (typeof mine === 'number') return Math.abs(mine - Number(other)) / Math.max(1, Math.abs(mine));
  return (mine ?? null) === (other ?? null) ? 0 : Number.POSITIVE_INFINITY;
}

/** Throws where two tables differ by more than rounding; a screen that is not defined is null in both. */
export function requireSame(what: string, ours: Table, theirs: Table): void {
  if (ours.length !== theirs.length)
    throw new Error(`${what}: ${ours.length} rows, ${theirs.length} there`);
  let worst = 0;
  for (const [i, row] of ours.entries()) {
    const off = Math.max(...row.map((mine, c) => apart(mine, theirs[i]?.[c])));
    if (!(off < 1e-6)) throw new Error(`${what}: row ${i} ${String(row)} ≠ ${String(theirs[i])}`);
    worst = Math.max(worst, off);
  }
  console.log(`  ${what}: ${ours.length} rows equal, furthest off ${worst.toExponential(0)}`);
}

export async function timed<T>(act: () => T | Promise<T>): Promise<[T, number]> {
  const from = performance.now();
  const made = await act();
  return [made, (performance.now() - from) / 1000];
}

export const told = (what: string, took: number, of: number) =>
  console.log(
    `  ${what.padEnd(40)} ${took.toFixed(2).padStart(7)} s   ${(of / took).toFixed(2)} × our speed`,
  );
