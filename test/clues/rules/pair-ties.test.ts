import { expect, test } from 'vitest';
import type { Bill } from '../../../src/analytics/bill/bill.ts';
import { found, tooLittle } from '../../../src/analytics/finding.ts';
import { seeded } from '../../../src/analytics/statistics/seeded.ts';
import {
  billFindings,
  type NumberedBill,
  unbalancedReasons,
} from '../../../src/clues/rules/bill-findings.ts';
import { billTies, textTies } from '../../../src/clues/rules/pair-ties.ts';
import { weights } from '../../../src/clues/rules/weights.ts';

const copied = (coverage: number, strength: number) =>
  found(
    'copied-text',
    strength,
    { coverage: `${100 * coverage} %`, passages: 3 },
    { coverageA: 0.1, coverageB: coverage },
  );
const slips = found(
  'shared-slips',
  0.9,
  { slips: 2 },
  { slips: [{ strength: 3 }, { strength: 3 }] },
);

test('copied text and rare errors are two reasons; a common phrase, and too little text, are none', () => {
  const none = [copied(0.02, 0), tooLittle('shared-slips', 'documents', 10, 3)];
  expect(textTies([{ a: 1, b: 2, findings: none }])).toEqual([]);
  const ties = textTies([{ a: 1, b: 2, findings: [copied(0.5, 1), slips] }]);
  expect(ties.map(t => [t.reason.rule, t.reason.logOdds])).toEqual([
    ['copied-text', weights.most],
    ['shared-slips', 2],
  ]);
  expect(ties[0]?.reason.words.zh).toContain('50 %');
  expect(ties[0]?.reason.innocent.length).toBeGreaterThan(0);
});

test('pictures: one in common says next to nothing, four say much; rare numbers never raise a clue alone', () => {
  const pictures = (k: number) => found('copied-pictures', 1 - 0.4 ** k, { pictures: k });
  const weigh = (finding: ReturnType<typeof found>) =>
    textTies([{ a: 1, b: 2, findings: [finding] }])[0]?.reason.logOdds ?? 0;
  expect(weigh(pictures(0))).toBe(0);
  expect(weigh(pictures(1))).toBeLessThan(0.1);
  expect(weigh(pictures(4))).toBeGreaterThan(2.5);
  const tokens = weigh(found('rare-tokens', 1, { tokens: 9 }, { tokens: [] }));
  expect(tokens + weights.base).toBeLessThan(0);
});

const lines = 60;
function billOf(seed: number, tilt: (at: number) => number = () => 1): Bill {
  const [costs, own] = [seeded(1), seeded(seed)];
  return Array.from({ length: lines }, (_, at) => {
    const cost = Math.exp(7 + 3 * costs.next());
    const unitPrice = BigInt(Math.round(cost * Math.exp(0.12 * own.normal()) * tilt(at)));
    return { code: `L${at}`, quantity: '2', unitPrice, amount: unitPrice * 2n };
  });
}
const times = (bill: Bill, factor: number): Bill =>
  bill.map(line => ({ ...line, unitPrice: BigInt(Math.round(Number(line.unitPrice) * factor)) }));
const numbered = (...bills: Bill[]): NumberedBill[] =>
  bills.map((bill, i) => ({ number: i + 1, bill }));

test('a multiplied bill ties its two bidders by the lines, once whole and the rest by a third', () => {
  const ties = billTies(
    billFindings(numbered(billOf(2), times(billOf(2), 1.03), billOf(4), billOf(5)), []),
  );
  expect(new Set(ties.map(({ a, b }) => `${a}-${b}`))).toEqual(new Set(['1-2']));
  expect(ties[0]?.reason).toMatchObject({ rule: 'ratio-unit-prices', logOdds: weights.most });
  for (const { reason } of ties.slice(1)) expect(reason.logOdds).toBeLessThan(weights.most / 2);
  expect(ties[0]?.reason.evidence.codes).toContain('L3');
});

test('honest bills tie nobody; and innocent: all price by the published list', () => {
  const honest = numbered(...Array.from({ length: 6 }, (_, i) => billOf(20 + i)));
  for (const { reason } of billTies(billFindings(honest, [])))
    expect(reason.logOdds).toBeLessThan(weights.holdsTogether);
  const list = (bill: Bill): Bill =>
    bill.map((line, at) => (at < 20 ? { ...line, unitPrice: 5000n } : line));
  const all = numbered(...Array.from({ length: 5 }, (_, i) => list(billOf(40 + i))));
  const same = billTies(billFindings(all, [])).filter(t => t.reason.rule === 'same-unit-prices');
  expect(same).toEqual([]);
});

test('an unbalanced bid is told, and weighs nothing: it is a lawful choice', () => {
  const tilt = (at: number) => (at % 2 ? 2 : 0.5);
  const bids = numbered(billOf(12, tilt), billOf(13), billOf(14), billOf(15));
  expect(unbalancedReasons(bids)).toMatchObject([{ rule: 'unbalanced', bids: [1], logOdds: 0 }]);
});
