import { Decimal } from 'decimal.js';
import type { LockedSheet, TechnicalScore } from '../../../contracts/evaluation-report.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/**
 * Technical scores: a member's points for a bid are the sum of its items; the bid's score is the arithmetic mean over
 * all members, brought to the technical weight where the items do not add up to it, rounded half-up to two decimals once.
 */
export function technicalScores(
  rules: LotRules['technical'],
  bids: readonly { readonly bid: string }[],
  sheets: readonly LockedSheet[],
): TechnicalScore[] {
  const own = sheets.filter(s => s.stage === 'technical').sort((a, b) => a.member - b.member);
  const full = Exact.sum(...rules.items.map(i => i.max));
  return bids.map(({ bid }) => {
    const members = own.map(sheet => ({ member: sheet.member, points: pointsOf(sheet, bid) }));
    const mean = Exact.sum(0, ...members.map(m => m.points)).div(members.length);
    const score = mean.times(rules.weight).div(full);
    return {
      bid,
      members: members.map(m => ({ member: m.member, points: m.points.toFixed() })),
      mean: mean.toFixed(),
      score: score.toFixed(2, Decimal.ROUND_HALF_UP),
    };
  });
}

function pointsOf(sheet: LockedSheet, bid: string): Decimal {
  const values = sheet.marks.filter(m => m.bid === bid).map(m => Number(m.value ?? 0));
  return Exact.sum(0, ...values);
}
