import { Decimal } from 'decimal.js';
import type {
  Conclusions,
  EvaluatedBid,
  LockedSheet,
  Ranked,
  TechnicalScore,
} from '../../../contracts/evaluation-report.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import { parseYuan } from '../../kernel/money.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { fixFormula } from '../../tender/rules/price-draw.ts';
import { drawStream, shuffled } from '../../tender/rules/public-draw.ts';
import { bidsLeft, reviewOutcomes, voidOutcomes } from './outcomes.ts';
import { type PriceComputation, scorePrices } from './price-formulas.ts';
import { rankBids, type ScoredBid, tiedForDraw } from './price-ties.ts';
import { technicalScores } from './technical.ts';

/** All that a conclusion may rest on. `seed` and `beacon` are used only when equals must be drawn. */
export interface Matter {
  readonly lot: string;
  readonly rules: LotRules;
  readonly bids: readonly EvaluatedBid[];
  readonly sheets: readonly LockedSheet[];
  readonly drawn: Readonly<Record<string, string>>;
  /** The committee rejected all for want of competition (D27). */
  readonly rejectAll: boolean;
  readonly draw: { readonly seed: string; readonly beacon: string } | null;
}

/** Derives outcomes, scores and ranking from the marks: the same function concludes and, in the verifier, recomputes. */
export function conclude(matter: Matter): Conclusions {
  const { rules, bids, sheets } = matter;
  const outcomes = voidOutcomes(bids);
  for (const stage of ['qualification', 'responsiveness'] as const)
    outcomes.push(...reviewOutcomes(rules, stage, bidsLeft(bids, outcomes), sheets));
  outcomes.push(...voidOutcomes(bidsLeft(bids, outcomes), 'price'));
  const left = bidsLeft(bids, outcomes);
  if (left.length === 0 || matter.rejectAll)
    return {
      result: 'all-rejected',
      outcomes,
      technical: [],
      price: null,
      tie: null,
      ranking: [],
      candidates: [],
    };
  const technical = technicalScores(rules.technical, left, sheets);
  const price = priceScores(matter, left);
  const { ranking, tie } = rank(matter, left, technical, price);
  const candidates = ranking.slice(0, rules.candidates).map(r => r.bid);
  return {
    result: 'ranked',
    outcomes,
    technical,
    price: JSON.parse(JSON.stringify(price)),
    tie,
    ranking,
    candidates,
  };
}

function priceScores({ rules, drawn }: Matter, left: readonly EvaluatedBid[]): PriceComputation {
  const priced = left.map(b => ({ bid: b.bid, fen: parseYuan(b.amount) }));
  return scorePrices(fixFormula(rules.price, { ...drawn }), priced, parseYuan(rules.ceiling));
}

function rank(
  matter: Matter,
  left: readonly EvaluatedBid[],
  technical: readonly TechnicalScore[],
  price: PriceComputation,
): { ranking: Ranked[]; tie: Conclusions['tie'] } {
  const scored = left.map(b => {
    const points = technical.find(t => t.bid === b.bid)?.score ?? '0';
    const cost = price.rows.find(r => r.bid === b.bid)?.score ?? '0';
    const total = new Decimal(points).plus(cost).toFixed(2);
    return { ...b, technical: points, price: cost, total, fen: parseYuan(b.amount), drawn: null };
  });
  const { rules } = matter;
  const tie = rules.ties.includes('draw') ? drawEquals(matter, scored) : null;
  const placed = scored.map(b => ({ ...b, drawn: placeOf(tie, b.bid) }));
  const ranking = rankBids(placed, rules.ties).map(row => {
    const bid = placed.find(b => b.bid === row.bid);
    return {
      rank: row.rank,
      bid: row.bid,
      technical: row.technical,
      price: bid?.price ?? '0',
      total: row.total,
      amount: bid?.amount ?? '0.00',
      tieBrokenBy: row.tieBrokenBy,
    };
  });
  return { ranking, tie };
}

/** Equals that no other announced rule tells apart, each group put in order by the public draw. */
function drawEquals(matter: Matter, scored: readonly ScoredBid[]): Conclusions['tie'] {
  const groups = tiedForDraw(scored, matter.rules.ties);
  if (groups.length === 0) return null;
  if (!matter.draw)
    throw new RuleError('RULES_INCOMPLETE', {
      zh: '得分相同，需要公开抽签，但抽签种子还没有公布。',
      en: 'Scores are equal and need the public draw, but its seed is not published yet.',
    });
  const stream = drawStream({ ...matter.draw, lot: matter.lot, purpose: 'tie' });
  return {
    ...matter.draw,
    groups: groups.map(bids => ({ bids, order: shuffled(bids, stream) })),
  };
}

function placeOf(tie: Conclusions['tie'], bid: string): number | null {
  const group = tie?.groups.find(g => g.bids.includes(bid));
  return group ? group.order.indexOf(bid) + 1 : null;
}
