import type { Table } from './table.ts';

/** Each feature cut into at most 62 ranges of equal count; a row's range is one byte, 0 where the value is missing. */
export interface Bins {
  /** Ascending upper ends: range i + 1 holds values up to `edges[i]`, the last range all above. */
  readonly edges: readonly (readonly number[])[];
  /** `codes[feature][row]`. */
  readonly codes: readonly Uint8Array[];
}

const most = 62;

export function binsOf({ names, rows }: Table): Bins {
  const edges = names.map((_, f) => edgesOf(rows.map(row => row[f] as number)));
  const codes = names.map((_, f) =>
    Uint8Array.from(rows, row => codeOf(row[f] as number, edges[f] as number[])),
  );
  return { edges, codes };
}

/** Halfway between neighbouring values, so that no value of the table lies on an edge. */
function edgesOf(values: readonly number[]): number[] {
  const sorted = values.filter(value => !Number.isNaN(value)).sort((a, b) => a - b);
  const edges: number[] = [];
  for (let cut = 1; cut <= most; cut += 1) {
    const at = Math.floor((cut * sorted.length) / (most + 1));
    const [below, above] = [sorted[at - 1], sorted[at]];
    if (below === undefined || above === undefined || below === above) continue;
    const middle = below + (above - below) / 2;
    if (edges.at(-1) !== middle) edges.push(middle);
  }
  return edges;
}

function codeOf(value: number, edges: readonly number[]): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const half = (low + high) >> 1;
    if (value <= (edges[half] as number)) high = half;
    else low = half + 1;
  }
  return low + 1;
}
