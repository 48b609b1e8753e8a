import { v7 } from 'uuid';
import type { Mark, SheetStage } from '../../contracts/evaluation/sheets.ts';
import type { EvaluatedBid, LockedSheet } from '../../contracts/evaluation-report.ts';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import type { Matter } from '../../src/evaluation/rules/conclusions.ts';
import { openTenderRules } from '../../src/tender/methods/open-tender.ts';

/** Rules of a lot in small: one item for each review, one subjective and one objective item, lowest price 60. */
export const smallRules = (change: Partial<LotRules> = {}): LotRules => ({
  version: 1,
  method: 'open-tender',
  industry: 'building',
  stateFunded: true,
  estimate: '1000.00',
  ceiling: '1000.00',
  bond: '10.00',
  bondTerms: openTenderRules.bondTerms,
  validityDays: 90,
  performanceBond: '10',
  releaseWindowMinutes: 30,
  envelopes: [{ id: 'opening', title: '开标一览表', required: true, reveal: 'opening' }],
  qualification: [{ id: 'licence', title: '营业执照', article: '招标投标法第二十六条' }],
  responsiveness: [{ id: 'signed', title: '签字盖章', article: '实施条例第五十一条第（一）项' }],
  technical: {
    weight: 40,
    items: [
      { id: 'plan', title: '施工方案', max: 30, step: 0.5, kind: 'subjective', bands: [] },
      { id: 'record', title: '类似业绩', max: 10, step: 1, kind: 'objective', bands: [] },
    ],
  },
  price: { id: 'lowest-price', weight: '60' },
  ties: ['lower-price', 'higher-technical', 'draw'],
  candidates: 3,
  committee: {
    size: 5,
    experts: 5,
    cities: ['青岚', '云江'],
    disciplines: [{ id: '市政', seats: 5 }],
  },
  ...change,
});

export const members = [1, 2, 3, 4, 5];

/** Bids 1, 2, 3, … at the given yuan. */
export const bidsAt = (...amounts: string[]): EvaluatedBid[] =>
  amounts.map((amount, i) => ({
    bid: v7(),
    number: i + 1,
    bidder: `投标人 ${i + 1}`,
    amount,
    unopened: null,
    unpriced: null,
  }));

/** A sheet of every member in one stage; `value` gives each cell. */
export function sheetsOf(
  stage: SheetStage,
  bids: readonly EvaluatedBid[],
  items: readonly string[],
  value: (member: number, bid: number, item: string) => Pick<Mark, 'value'> & Partial<Mark>,
): LockedSheet[] {
  return members.map(member => ({
    member,
    stage,
    version: 1,
    lockedAt: '2026-09-10T07:00:00.000Z',
    marks: bids.flatMap(({ bid, number }) =>
      items.map(item => ({ bid, item, reason: '', ...value(member, number, item) })),
    ),
  }));
}

const pass = () => ({ value: true });

/** An evaluation in which all pass both reviews and `points` are given for the plan, 8 for the record. */
export function matterOf(
  bids: readonly EvaluatedBid[],
  points: (member: number, bid: number) => number,
  change: Partial<Matter> = {},
): Matter {
  return {
    lot: v7(),
    rules: smallRules(),
    bids,
    sheets: [
      ...sheetsOf('qualification', bids, ['licence'], pass),
      ...sheetsOf('responsiveness', bids, ['signed'], pass),
      ...sheetsOf('technical', bids, ['plan', 'record'], (member, bid, item) => ({
        value: item === 'plan' ? points(member, bid) : 8,
      })),
    ],
    drawn: {},
    rejectAll: false,
    draw: { seed: '11'.repeat(32), beacon: '22'.repeat(32) },
    ...change,
  };
}
