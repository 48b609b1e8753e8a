/** One priced line of a bill of quantities (工程量清单). */
export interface BillLine {
  /** The line's code in the tender's bill: the same for every bidder. */
  readonly code: string;
  /** As written: "12.5". */
  readonly quantity: string;
  /** Fen for one unit, and for the line as the bidder wrote it. */
  readonly unitPrice: bigint;
  readonly amount: bigint;
}

export type Bill = readonly BillLine[];

export interface LinePair {
  readonly code: string;
  readonly a: BillLine;
  readonly b: BillLine;
}

/** Fewer lines than this say little. */
export const leastLines = 20;

/**
 * Lines that both priced, without those in `given`: codes whose price the tender itself fixed (provisional sums 暂列金额,
 * statutory fees 规费) or that nearly all bidders price alike. Each finding counts only what the two could differ in.
 */
export function comparable(a: Bill, b: Bill, given: ReadonlySet<string>): LinePair[] {
  const other = new Map(b.map(line => [line.code, line]));
  return a.flatMap(line => {
    const match = other.get(line.code);
    const counts = match && !given.has(line.code) && line.unitPrice > 0n && match.unitPrice > 0n;
    return counts ? [{ code: line.code, a: line, b: match }] : [];
  });
}

/**
 * Codes whose price tells nothing of a pair: fixed in the tender's own bill, or asked by one of the two and by more than
 * half of the others alike (from two others on): a list price. What the others alone agree on says nothing of the pair.
 */
export function givenPrices(a: Bill, b: Bill, others: readonly Bill[], tender: Bill): Set<string> {
  const usual = others.length < 2 ? [] : pricedAlike(others);
  const known = new Map([...usual, ...tender.map(line => [line.code, line.unitPrice] as const)]);
  const told = [...a, ...b].filter(({ code, unitPrice }) => known.get(code) === unitPrice);
  return new Set(told.map(({ code }) => code));
}

/** By code the price that more than half of these bills have. */
function pricedAlike(bills: readonly Bill[]): Map<string, bigint> {
  const prices = new Map<string, Map<bigint, number>>();
  for (const { code, unitPrice } of bills.flat()) {
    const seen = prices.get(code) ?? new Map<bigint, number>();
    prices.set(code, seen.set(unitPrice, (seen.get(unitPrice) ?? 0) + 1));
  }
  const most = [...prices].map(([code, seen]) => {
    const [price, count] = [...seen].reduce((x, y) => (y[1] > x[1] ? y : x));
    return { code, price, count };
  });
  return new Map(
    most
      .filter(({ count }) => count * 2 > bills.length)
      .map(({ code, price }) => [code, price] as const),
  );
}

/** How much dearer a is than b on a line, as a logarithm. */
export const logRatio = ({ a, b }: LinePair): number =>
  Math.log(Number(a.unitPrice) / Number(b.unitPrice));
