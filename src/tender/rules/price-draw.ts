import type { PriceFormula } from '../../../contracts/tender/lot-rules.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { type DrawSource, drawStream } from './public-draw.ts';

type Benchmark = Extract<PriceFormula, { id: 'benchmark-average' }>;
type Parameter = keyof NonNullable<Benchmark['draw']>;

/** Draws each parameter that the formula leaves open, one purpose each: {"float": "0.015"}; empty when none is open. */
export function drawPriceParameters(
  formula: PriceFormula,
  source: Omit<DrawSource, 'purpose'>,
): Record<string, string> {
  const drawn: Record<string, string> = {};
  for (const [name, announced] of openParameters(formula)) {
    const stream = drawStream({ ...source, purpose: `price-${name}` });
    drawn[name] = announced[stream.below(announced.length)] ?? '';
  }
  return drawn;
}

/** The formula with the drawn values in place; a missing or unannounced value throws RULES_INCOMPLETE. */
export function fixFormula(formula: PriceFormula, drawn: Record<string, string>): PriceFormula {
  if (formula.id !== 'benchmark-average' || !formula.draw) return formula;
  const { draw: _, ...fixed } = formula;
  for (const [name, announced] of openParameters(formula)) {
    const value = drawn[name];
    if (value === undefined || !announced.includes(value))
      throw new RuleError('RULES_INCOMPLETE', `评标参数“${name}”没有抽取，或不在公布的范围内。`, {
        name,
        announced,
      });
    fixed[name] = value;
  }
  return fixed;
}

function openParameters(formula: PriceFormula): [Parameter, readonly string[]][] {
  if (formula.id !== 'benchmark-average' || !formula.draw) return [];
  const { ceilingShare, float } = formula.draw;
  const open: [Parameter, readonly string[]][] = [];
  if (ceilingShare) open.push(['ceilingShare', ceilingShare]);
  if (float) open.push(['float', float]);
  return open;
}
