import { Decimal } from 'decimal.js';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import { RuleError } from '../../kernel/rule-error.ts';

export type TieRule = LotRules['ties'][number];

export interface ScoredBid {
  readonly bid: string;
  readonly total: string;
  readonly technical: string;
  readonly fen: bigint;
  /** Place in the public draw among equals (1 first); null when no draw was held. */
  readonly drawn: number | null;
}

export interface RankedBid extends ScoredBid {
  readonly rank: number;
  /** The rule that put this bid behind the one before it; null where the total did. */
  readonly tieBrokenBy: TieRule | null;
}

const compare: Record<TieRule, (a: ScoredBid, b: ScoredBid) => number> = {
  'lower-price': (a, b) => (a.fen < b.fen ? -1 : Number(a.fen > b.fen)),
  'higher-technical': (a, b) => new Decimal(b.technical).cmp(a.technical),
  draw: (a, b) =>
    (a.drawn ?? Number.POSITIVE_INFINITY) - (b.drawn ?? Number.POSITIVE_INFINITY) || 0,
};

/** Bids whose order no announced rule but a draw can tell: each group must be drawn before ranking. */
export function tiedForDraw(bids: readonly ScoredBid[], ties: readonly TieRule[]): string[][] {
  const rules = ties.filter(rule => rule !== 'draw');
  const sorted = [...bids].sort((a, b) => order(a, b, rules).sign);
  const groups: ScoredBid[][] = [];
  for (const bid of sorted) {
    const last = groups.at(-1);
    if (last?.[0] && order(last[0], bid, rules).sign === 0) last.push(bid);
    else groups.push([bid]);
  }
  return groups.filter(g => g.length > 1).map(g => g.map(b => b.bid).sort());
}

/** Ranks by total score, then by the announced rules in their order; equals that nothing tells apart are refused. */
export function rankBids(bids: readonly ScoredBid[], ties: readonly TieRule[]): RankedBid[] {
  const sorted = [...bids].sort((a, b) => order(a, b, ties).sign);
  return sorted.map((bid, i) => {
    const before = sorted[i - 1];
    const { sign, by } = before ? order(before, bid, ties) : { sign: -1, by: null };
    if (sign === 0)
      throw new RuleError(
        'RULES_INCOMPLETE',
        {
          zh: '得分相同，公布的规则分不出先后，请先公开抽签。',
          en: 'Scores are equal and the announced rules do not part them. Hold the public draw first.',
        },
        {
          bids: [before?.bid, bid.bid],
        },
      );
    return { ...bid, rank: i + 1, tieBrokenBy: by };
  });
}

function order(a: ScoredBid, b: ScoredBid, ties: readonly TieRule[]) {
  const total = new Decimal(b.total).cmp(a.total);
  if (total !== 0) return { sign: total, by: null };
  for (const by of ties) {
    const sign = compare[by](a, b);
    if (sign !== 0) return { sign, by };
  }
  return { sign: 0, by: null };
}
