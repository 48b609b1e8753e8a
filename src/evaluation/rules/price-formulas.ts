import { Decimal } from 'decimal.js';
import type { PriceFormula } from '../../../contracts/tender/lot-rules.ts';
import { RuleError } from '../../kernel/rule-error.ts';

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

export interface PricedBid {
  readonly bid: string;
  readonly fen: bigint;
}

/** One bid's way to its score. `exact` is before the only rounding, `score` after it (half-up, two decimals). */
interface PriceRow {
  readonly bid: string;
  readonly price: string;
  /** (P − B) ÷ B × 100, in percent of the benchmark. */
  readonly deviation: string | null;
  /** Points lost per percent, as the formula gives for this side. */
  readonly rate: string | null;
  readonly deduction: string | null;
  readonly exact: string;
  readonly score: string;
}

/** All that a report needs to show how each score came about; yuan and points as exact decimal text. */
export interface PriceComputation {
  readonly formula: PriceFormula;
  /** The lowest valid price, where the formula uses it. */
  readonly lowest: string | null;
  /** Bids left out of the mean, and those it is made of, from the lowest price up. */
  readonly leftOutHigh: readonly string[];
  readonly leftOutLow: readonly string[];
  readonly kept: readonly string[];
  readonly mean: string | null;
  /** ceilingShare × ceiling + (1 − ceilingShare) × mean, before the float. */
  readonly base: string | null;
  readonly benchmark: string | null;
  readonly rows: readonly PriceRow[];
}

type Formula<Id> = Extract<PriceFormula, { id: Id }>;
type Computed = Omit<PriceComputation, 'formula'>;
interface Prices {
  readonly bids: readonly { bid: string; price: Decimal }[];
  readonly ceiling: Decimal;
}

const nothing: Computed = {
  lowest: null,
  leftOutHigh: [],
  leftOutLow: [],
  kept: [],
  mean: null,
  base: null,
  benchmark: null,
  rows: [],
};

/** Every formula by its id. A new formula is a new row with its worked examples, never a branch elsewhere. */
const formulas: { [Id in PriceFormula['id']]: (f: Formula<Id>, p: Prices) => Computed } = {
  'lowest-price': lowestPrice,
  'benchmark-average': benchmarkAverage,
};

function lowestPrice(formula: Formula<'lowest-price'>, { bids }: Prices): Computed {
  const lowest = Exact.min(...bids.map(b => b.price));
  const rows = bids.map(({ bid, price }) => {
    const exact = lowest.times(formula.weight).div(price);
    return {
      bid,
      price: price.toFixed(2),
      deviation: null,
      rate: null,
      deduction: null,
      ...scored(exact),
    };
  });
  return { ...nothing, lowest: lowest.toFixed(2), rows };
}

function benchmarkAverage(formula: Formula<'benchmark-average'>, prices: Prices): Computed {
  const trimmed = trim(formula.trim, prices.bids);
  const mean = Exact.sum(...trimmed.kept.map(b => b.price)).div(trimmed.kept.length);
  const base = prices.ceiling
    .times(formula.ceilingShare)
    .plus(mean.times(new Exact(1).minus(formula.ceilingShare)));
  const benchmark = base.times(new Exact(1).minus(formula.float));
  return {
    lowest: null,
    leftOutHigh: trimmed.high.map(b => b.bid),
    leftOutLow: trimmed.low.map(b => b.bid),
    kept: trimmed.kept.map(b => b.bid),
    mean: mean.toFixed(),
    base: base.toFixed(),
    benchmark: benchmark.toFixed(),
    rows: prices.bids.map(b => deviationRow(formula, benchmark, b)),
  };
}

/** Equal prices are told apart by bid id, only so that the record always names the same bid as left out. */
function trim(rule: Formula<'benchmark-average'>['trim'], bids: Prices['bids']) {
  const sorted = [...bids].sort((a, b) => a.price.cmp(b.price) || (a.bid < b.bid ? -1 : 1));
  if (sorted.length < rule.from) return { low: [], kept: sorted, high: [] };
  const end = sorted.length - rule.high;
  if (end <= rule.low)
    throw new RuleError(
      'RULES_INCOMPLETE',
      {
        zh: '评标基准价去掉最高、最低价后没有剩余报价。',
        en: 'No price is left for the benchmark once the highest and lowest are taken off.',
      },
      {
        ...rule,
      },
    );
  return {
    low: sorted.slice(0, rule.low),
    kept: sorted.slice(rule.low, end),
    high: sorted.slice(end),
  };
}

function deviationRow(
  formula: Formula<'benchmark-average'>,
  benchmark: Decimal,
  { bid, price }: Prices['bids'][number],
): PriceRow {
  const deviation = price.minus(benchmark).div(benchmark).times(100);
  const rate = deviation.gt(0) ? formula.deduct.above : formula.deduct.below;
  const deduction = deviation.abs().times(rate);
  const exact = Exact.max(formula.floor, new Exact(formula.weight).minus(deduction));
  return {
    bid,
    price: price.toFixed(2),
    deviation: deviation.toFixed(),
    rate,
    deduction: deduction.toFixed(),
    ...scored(exact),
  };
}

const scored = (exact: Decimal) => ({
  exact: exact.toFixed(),
  score: exact.toFixed(2, Decimal.ROUND_HALF_UP),
});

/**
 * Price scores of the valid bids, in the order given. Bids over the ceiling must have been rejected before (B51): one
 * among them, or a price of nothing, throws SCORE_OUT_OF_RANGE.
 */
export function scorePrices(
  formula: PriceFormula,
  bids: readonly PricedBid[],
  ceilingFen: bigint,
): PriceComputation {
  for (const { bid, fen } of bids)
    if (fen <= 0n || fen > ceilingFen)
      throw new RuleError(
        'SCORE_OUT_OF_RANGE',
        {
          zh: '报价为零或超过最高投标限价，应先否决再评分。',
          en: 'A price is zero or above the ceiling: reject that bid before scoring.',
        },
        {
          bid,
        },
      );
  if ('draw' in formula && formula.draw)
    throw new RuleError('RULES_INCOMPLETE', {
      zh: '评标参数还没有公开抽取，不能计算报价得分。',
      en: 'The evaluation parameters have not been drawn in public yet; prices cannot be scored.',
    });
  if (bids.length === 0) return { formula, ...nothing };
  const yuan = (fen: bigint) => new Exact(fen.toString()).div(100);
  const prices = {
    bids: bids.map(b => ({ bid: b.bid, price: yuan(b.fen) })),
    ceiling: yuan(ceilingFen),
  };
  const compute = formulas[formula.id] as (f: PriceFormula, p: Prices) => Computed;
  return { formula, ...compute(formula, prices) };
}
