import { describe, expect, test } from 'vitest';
import { type Bill, comparable, givenPrices } from '../../src/analytics/bill/bill.ts';
import { billErrors } from '../../src/analytics/bill/bill-errors.ts';
import { ratioUnitPrices } from '../../src/analytics/bill/ratio-unit-prices.ts';
import { sameUnitPrices } from '../../src/analytics/bill/same-unit-prices.ts';
import { unbalanced, unbalancedAlike } from '../../src/analytics/bill/unbalanced.ts';
import { seeded } from '../../src/analytics/statistics/seeded.ts';

const lines = 60;
const none: ReadonlySet<string> = new Set();

/** A bill priced round the same costs as everybody's, each price `factor(line)` dearer. */
function billOf(seed: number, factor: (at: number) => number = () => 1, spread = 0.12): Bill {
  const [costs, own] = [seeded(1), seeded(seed)];
  return Array.from({ length: lines }, (_, at) => {
    const cost = Math.exp(7 + 3 * costs.next());
    const unitPrice = BigInt(Math.round(cost * Math.exp(spread * own.normal()) * factor(at)));
    return { code: `L${at}`, quantity: '12.5', unitPrice, amount: (unitPrice * 125n + 5n) / 10n };
  });
}
const times = (bill: Bill, factor: number): Bill =>
  bill.map(line => ({ ...line, unitPrice: BigInt(Math.round(Number(line.unitPrice) * factor)) }));
const [a, b, c, d] = [billOf(2), billOf(3), billOf(4), billOf(5)] as [Bill, Bill, Bill, Bill];

describe('same unit prices', () => {
  const copied = b.map((line, at) =>
    at < 12 ? { ...line, unitPrice: a[at]?.unitPrice as bigint } : line,
  );
  test('twelve of sixty to the fen are a clue that names its lines', () => {
    const finding = sameUnitPrices(a, copied, none);
    expect(finding.strength).toBeGreaterThan(0.99);
    expect(finding.evidence.codes).toContain('L3');
  });
  test('two bidders’ own prices are not', () =>
    expect(sameUnitPrices(a, b, none).strength).toBe(0));
  test('innocent: what most bidders price alike, a list price or a fixed sum, does not count', () => {
    const list = (bill: Bill) =>
      bill.map((line, at) => (at < 12 ? { ...line, unitPrice: 5000n } : line));
    const [first, second, ...others] = [list(a), list(b), list(c), list(d)] as const;
    expect(sameUnitPrices(first, second, none).strength).toBeGreaterThan(0.99);
    const given = givenPrices(first, second, others, []);
    expect(sameUnitPrices(first, second, given).strength).toBe(0);
    const fixed = givenPrices(first, second, [], first.slice(0, 12));
    expect(sameUnitPrices(first, second, fixed).strength).toBe(0);
  });
  test('what two others agree on between them does not hide what this pair agrees on', () => {
    const given = givenPrices(a, copied, [c, c], []);
    expect(sameUnitPrices(a, copied, given).strength).toBeGreaterThan(0.99);
    expect(givenPrices(a, copied, [a], []).size).toBe(0);
  });
  test('nineteen lines are too few', () => {
    expect(sameUnitPrices(a.slice(0, 19), b, none).needs).toEqual({
      what: 'lines',
      least: 20,
      has: 19,
    });
  });
});

describe('ratio of unit prices', () => {
  test('a bill that is another times 1.037 is a clue', () => {
    const finding = ratioUnitPrices(times(a, 1.037), a, none);
    expect(finding.strength).toBeGreaterThan(0.99);
    expect(Number(finding.why.params.ratio)).toBeCloseTo(1.037, 3);
  });
  test('two bidders’ own prices are not, whichever stands first', () => {
    expect(ratioUnitPrices(a, b, none).strength).toBeLessThan(0.9);
    expect(ratioUnitPrices(b, a, none).strength).toBeCloseTo(
      ratioUnitPrices(a, b, none).strength,
      9,
    );
  });
  test('innocent: a flat discount from one published ceiling looks the same, so it is a clue and no more', () => {
    const ceiling = billOf(9);
    expect(
      ratioUnitPrices(times(ceiling, 0.95), times(ceiling, 0.93), none).strength,
    ).toBeGreaterThan(0.99);
  });
  test('identical bills differ nowhere: too little to compare', () => {
    expect(ratioUnitPrices(a, a, none).needs?.has).toBe(0);
  });
});

describe('bill errors', () => {
  const wrong = (bill: Bill, at: number, by: bigint): Bill =>
    bill.map((line, i) => (i === at ? { ...line, amount: line.amount + by } : line));
  test('one line wrong by the same sum in both is a clue', () => {
    const finding = billErrors(wrong(a, 7, 90_000n), wrong(b, 7, 90_000n));
    expect(finding.strength).toBeGreaterThan(0.95);
    expect(finding.evidence.codes).toEqual(['L7']);
  });
  test('no mistakes, or different ones, are not', () => {
    expect(billErrors(a, b).strength).toBe(0);
    expect(billErrors(wrong(a, 7, 90_000n), wrong(b, 7, 80_000n)).strength).toBe(0);
  });
  test('innocent: a fen of rounding is no mistake', () => {
    expect(billErrors(wrong(a, 7, 1n), wrong(b, 7, 1n)).strength).toBe(0);
  });
  test('innocent: an error of the tender’s form, which the others have too', () => {
    const [first, second, third] = [a, b, c].map(bill => wrong(bill, 7, 90_000n)) as [
      Bill,
      Bill,
      Bill,
    ];
    expect(billErrors(first, second, [third]).strength).toBe(0);
    expect(billErrors(first, second, [c]).strength).toBeGreaterThan(0.95);
  });
  test('no common line says so', () => expect(billErrors(a, []).needs?.has).toBe(0));
});

describe('unbalanced', () => {
  const tilt = (at: number) => (at % 3 === 0 ? 2 : at % 3 === 1 ? 0.5 : 1);
  const [x, y] = [billOf(12, tilt), billOf(13, tilt)];
  test('half of the prices far from the rivals’ middle are a clue of one bid', () => {
    expect(unbalanced(x, [a, b, c]).strength).toBeGreaterThan(0.99);
  });
  test('prices round the middle are not', () => expect(unbalanced(a, [b, c, d]).strength).toBe(0));
  test('two tilted alike are a clue of a pair; two honest ones are not', () => {
    expect(unbalancedAlike(x, y, [a, b, c]).strength).toBeGreaterThan(0.99);
    expect(unbalancedAlike(a, b, [c, d, billOf(6)]).strength).toBeLessThan(0.9);
  });
  test('innocent: a firm with other methods of work is unbalanced alone, and like nobody', () => {
    const other = billOf(14, at => (at % 2 ? 2.2 : 0.5));
    expect(unbalanced(other, [a, b, c]).strength).toBeGreaterThan(0.99);
    expect(unbalancedAlike(other, d, [a, b, c]).strength).toBeLessThan(0.9);
  });
  test('one rival, or few lines, are too few', () => {
    expect(unbalanced(a, [b]).needs?.has).toBe(0);
    expect(unbalancedAlike(a.slice(0, 10), b, [c, d]).needs?.has).toBe(10);
  });
});

test('only lines that both priced above zero are compared', () => {
  const [first, ...rest] = a as [Bill[number], ...Bill];
  expect(comparable([{ ...first, unitPrice: 0n }, ...rest], b, new Set(['L1'])).length).toBe(
    lines - 2,
  );
});
