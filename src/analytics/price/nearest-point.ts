/** A point of a convex hull as the mixture it is. */
export interface Mixture<Vertex> {
  readonly squaredDistance: number;
  readonly parts: readonly { readonly vertex: Vertex; readonly weight: number }[];
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/** Takes from a row what makes its kth entry zero. */
function eliminate(row: number[], pivot: readonly number[], k: number): void {
  const factor = (row[k] ?? 0) / (pivot[k] ?? 1);
  for (let j = k; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
}

/** Brings the row with the largest kth entry, of the kth and those below, to place k. */
function pivotTo(rows: number[][], k: number): number[] {
  const below = rows.slice(k).map(row => Math.abs(row[k] ?? 0));
  const best = k + below.indexOf(Math.max(...below));
  [rows[k], rows[best]] = [rows[best] ?? [], rows[k] ?? []];
  return rows[k] ?? [];
}

/** Solves a small linear system in place by Gauss and Jordan with pivoting; null where it is singular. */
function solve(rows: number[][]): number[] | null {
  for (let k = 0; k < rows.length; k++) {
    const pivot = pivotTo(rows, k);
    if (Math.abs(pivot[k] ?? 0) < 1e-18) return null;
    for (const row of rows) if (row !== pivot) eliminate(row, pivot, k);
  }
  return rows.map((row, i) => (row[rows.length] ?? 0) / (row[i] ?? 1));
}

/** Weights, some perhaps negative, of the point nearest the origin in the affine hull of the points. */
function affineWeights(points: readonly (readonly number[])[]): number[] | null {
  const rows = points.map(p => [...points.map(q => dot(p, q) + 1), 1]);
  const raw = solve(rows);
  const sum = raw?.reduce((a, b) => a + b, 0) ?? 0;
  return raw && sum !== 0 ? raw.map(weight => weight / sum) : null;
}

interface Corral<Vertex> {
  points: { vertex: Vertex; at: readonly number[]; weight: number }[];
}

const centre = <V>({ points }: Corral<V>): number[] =>
  (points[0]?.at ?? []).map((_, d) => points.reduce((s, p) => s + p.weight * (p.at[d] ?? 0), 0));

/** How far towards the target all weights stay positive: 1, all the way. */
function longestStep<V>({ points }: Corral<V>, target: readonly number[]): number {
  const steps = points.map(({ weight }, i) => {
    const to = target[i] ?? 0;
    return to < 1e-15 ? weight / (weight - to) : 1;
  });
  return Math.min(1, ...steps);
}

/** Moves the weights to the affine minimum, dropping points until all weights are positive. */
function settle<V>(corral: Corral<V>): void {
  for (;;) {
    const target = affineWeights(corral.points.map(p => p.at));
    if (!target) {
      corral.points.pop();
      return;
    }
    const step = longestStep(corral, target);
    for (const [i, p] of corral.points.entries()) p.weight += step * ((target[i] ?? 0) - p.weight);
    if (step === 1) return;
    corral.points = corral.points.filter(p => p.weight > 1e-14);
  }
}

/**
 * The point of a convex hull nearest the origin: P. Wolfe, "Finding the nearest point in a polytope", Mathematical
 * Programming 11 (1976). `lowest` gives the vertex that is least in a direction; the hull is never written down.
 */
export function nearestPoint<V>(
  lowest: (direction: readonly number[]) => { vertex: V; at: readonly number[] },
  dimensions: number,
): Mixture<V> {
  const corral: Corral<V> = { points: [{ ...lowest(Array(dimensions).fill(1)), weight: 1 }] };
  for (let round = 0; round < 1000; round++) {
    const at = centre(corral);
    const next = lowest(at);
    if (dot(at, at) - dot(at, next.at) <= 1e-15) break;
    corral.points.push({ ...next, weight: 0 });
    settle(corral);
  }
  const at = centre(corral);
  const parts = corral.points.map(({ vertex, weight }) => ({ vertex, weight }));
  return { squaredDistance: dot(at, at), parts };
}
