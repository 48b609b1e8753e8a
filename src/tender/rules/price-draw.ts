import type { DrawnParameter } from '../../../contracts/opening.ts';
import type { PriceFormula } from '../../../contracts/tender/lot-rules.ts';
import type { Words } from '../../../contracts/words.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { type DrawSource, drawKey, keyedStream } from './public-draw.ts';

type Benchmark = Extract<PriceFormula, { id: 'benchmark-average' }>;
type Parameter = keyof NonNullable<Benchmark['draw']>;
/** As the hall, the record and the report call them. */
const parameterTitles: Readonly<Record<Parameter, Words>> = {
  ceilingShare: { zh: '限价权重 K', en: 'ceiling share K' },
  float: { zh: '下浮率 F', en: 'float F' },
};
export const parameterTitle = (name: string): Words =>
  parameterTitles[name as Parameter] ?? { zh: name, en: name };

type Drawn = Readonly<Record<string, DrawnParameter>>;

/** Draws each parameter that the formula leaves open, one purpose and so one key each; empty when none is open. */
export function drawPriceParameters(
  formula: PriceFormula,
  source: Omit<DrawSource, 'purpose'>,
): Record<string, DrawnParameter> {
  return Object.fromEntries(
    openParameters(formula).map(([name, announced]) => {
      const key = drawKey({ ...source, purpose: `price-${name}` });
      return [name, { value: chosen(announced, key), from: [...announced], key }];
    }),
  );
}

/** The value that `key` chooses: its first number below the length of the announced set. */
export const chosen = (announced: readonly string[], key: string): string =>
  announced[keyedStream(key).below(announced.length)] ?? '';

export const valuesOf = (drawn: Drawn): Record<string, string> =>
  Object.fromEntries(Object.entries(drawn).map(([name, { value }]) => [name, value]));

/** What does not hold of parameters as they were read out; empty when each follows from its key and announced set. */
export function drawFaults(formula: PriceFormula, drawn: Drawn): string[] {
  const open = new Map<string, readonly string[]>(openParameters(formula));
  const names = new Set([...open.keys(), ...Object.keys(drawn)]);
  return [...names].filter(name => {
    const announced = open.get(name);
    const read = drawn[name];
    if (!announced || !read) return true;
    const same = canonicalText(read.from) === canonicalText(announced);
    return !same || chosen(announced, read.key) !== read.value;
  });
}

/** The formula with the drawn values in place; a missing or unannounced value throws RULES_INCOMPLETE. */
export function fixFormula(formula: PriceFormula, drawn: Record<string, string>): PriceFormula {
  if (formula.id !== 'benchmark-average' || !formula.draw) return formula;
  const { draw: _, ...fixed } = formula;
  for (const [name, announced] of openParameters(formula)) {
    const value = drawn[name];
    if (value === undefined || !announced.includes(value))
      throw new RuleError(
        'RULES_INCOMPLETE',
        {
          zh: `评标参数“${name}”没有抽取，或不在公布的范围内。`,
          en: `The parameter “${name}” was not drawn, or lies outside what was announced.`,
        },
        {
          name,
          announced,
        },
      );
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
