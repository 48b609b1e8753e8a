import type { DemoProject } from '../project.ts';
import { seeded } from '../random.ts';
import { type BillLine, billOf, charges, measures } from './bill.ts';

export interface PricedLine extends BillLine {
  readonly unitFen: bigint;
  readonly amountFen: bigint;
}

export interface PricedMeasure {
  readonly code: string;
  readonly name: string;
  readonly basis: string;
  readonly amountFen: bigint;
}

/** A bill with prices; every sum is the sum of the rounded amounts above it, so `totalFen` is exact to the fen. */
export interface PricedBill {
  readonly lines: readonly PricedLine[];
  readonly linesFen: bigint;
  readonly measures: readonly PricedMeasure[];
  readonly measuresFen: bigint;
  readonly provisionalFen: bigint;
  readonly statutoryFen: bigint;
  readonly taxFen: bigint;
  readonly totalFen: bigint;
}

/** Prices a project's bill as `bidder` would, to about `ratio` of the ceiling. The bid price is what it comes to. */
export function priceBill(project: DemoProject, bidder: string, ratio: number): PricedBill {
  const bill = billOf(project);
  const first = priceAt(project, bill, bidder, ratio);
  const reached = Number(first.totalFen) / Number(project.ceilingFen);
  // Noise and fixed sums moved the first try: the second starts from where it should have.
  return priceAt(project, bill, bidder, ratio + (ratio - reached) * 1.04);
}

function priceAt(
  project: DemoProject,
  bill: readonly BillLine[],
  bidder: string,
  ratio: number,
): PricedBill {
  const random = seeded(`prices/${project.key}/${bidder}`);
  const lines = bill.map(line => {
    const parts = BigInt(Math.round(ratio * random.int(93_000, 107_000)));
    const unitFen = share(line.usualFen, parts, 100_000n);
    return { ...line, unitFen, amountFen: amountOf(line.milli, unitFen) };
  });
  const linesFen = sum(lines.map(l => l.amountFen));
  const priced = measures.map(({ code, name, basis, share: usual, fixed }) => {
    const parts = BigInt(fixed ? usual * 100 : usual * random.int(86, 112));
    return { code, name, basis, amountFen: share(linesFen, parts, 1_000_000n) };
  });
  const measuresFen = sum(priced.map(m => m.amountFen));
  const statutoryFen = share(linesFen + measuresFen, BigInt(charges.statutory), 10_000n);
  const untaxed = linesFen + measuresFen + project.provisionalFen + statutoryFen;
  const taxFen = share(untaxed, BigInt(charges.tax), 10_000n);
  return {
    lines,
    linesFen,
    measures: priced,
    measuresFen,
    provisionalFen: project.provisionalFen,
    statutoryFen,
    taxFen,
    totalFen: untaxed + taxFen,
  };
}

/** Quantity by unit price, rounded half-up to the fen. */
export const amountOf = (milli: number, unitFen: bigint): bigint =>
  share(unitFen, BigInt(milli), 1000n);

const share = (of: bigint, parts: bigint, whole: bigint): bigint =>
  (of * parts * 2n + whole) / (whole * 2n);

const sum = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
