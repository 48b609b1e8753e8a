import { existsSync, readFileSync } from 'node:fs';
import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import type { PriceFormula } from '../../contracts/tender/lot-rules.ts';
import { scorePrices } from '../../src/evaluation/rules/price-formulas.ts';
import { parseYuan } from '../../src/kernel/money.ts';

const file = new URL('../../../shared/conformance/price-formulas.json', import.meta.url);

interface Example {
  formula: PriceFormula;
  ceiling: string;
  bids: string[];
  benchmark: string | null;
  scores: string[];
}

if (existsSync(file)) {
  const examples = JSON.parse(readFileSync(file, 'utf8')) as Example[];

  test('all 24 worked examples are there', () => expect(examples.length).toBe(24));

  test.each(examples.map((c, i) => [i + 1, c.formula.id, c] as const))(
    'worked example %i, %s, is equal to the last digit',
    (_, __, example) => {
      const bids = example.bids.map((yuan, i) => ({ bid: String(i), fen: parseYuan(yuan) }));
      const computed = scorePrices(example.formula, bids, parseYuan(example.ceiling));
      expect(computed.rows.map(r => r.score)).toEqual(example.scores);
      const benchmark = computed.benchmark && new Decimal(computed.benchmark).toFixed(2, 4);
      expect(benchmark).toBe(example.benchmark);
    },
  );
} else test.skip('price formulas: ../shared/conformance/price-formulas.json is not here', () => {});
