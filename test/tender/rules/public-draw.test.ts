import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PriceFormula } from '../../../contracts/tender/lot-rules.ts';
import { must } from '../../../src/platform/command.ts';
import {
  drawFaults,
  drawPriceParameters,
  fixFormula,
  valuesOf,
} from '../../../src/tender/rules/price-draw.ts';
import {
  drawKey,
  drawStream,
  seedCommit,
  seedMatches,
  shuffled,
} from '../../../src/tender/rules/public-draw.ts';

const source = {
  seed: '11'.repeat(32),
  beacon: '22'.repeat(32),
  lot: '018f0000-0000-7000-8000-000000000001',
  purpose: 'experts',
};

/** The documented algorithm once more, by other means. */
function recomputed(count: number, n: bigint): number[] {
  const lp = (b: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, b.length]), b]);
  const key = createHash('sha256');
  for (const part of ['kaibiao/draw', source.purpose, source.lot])
    key.update(lp(Buffer.from(part)));
  key.update(lp(Buffer.from(source.seed, 'hex'))).update(lp(Buffer.from(source.beacon, 'hex')));
  const secret = key.digest();
  const found: number[] = [];
  for (let i = 0; found.length < count; i++) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(i));
    const block = createHash('sha256').update(secret).update(counter).digest();
    for (let at = 0; at < 32; at += 8) {
      const x = block.readBigUInt64BE(at);
      if (x < ((1n << 64n) / n) * n) found.push(Number(x % n));
    }
  }
  return found.slice(0, count);
}

describe('the public draw', () => {
  test('is recomputed from its documented algorithm', () => {
    const stream = drawStream(source);
    expect(Array.from({ length: 50 }, () => stream.below(40))).toEqual(recomputed(50, 40n));
  });

  test.each(['purpose', 'lot'] as const)('another %s gives another sequence', field => {
    const [a, b] = [drawStream(source), drawStream({ ...source, [field]: 'other' })];
    const take = (s: typeof a) => Array.from({ length: 8 }, () => s.below(1000));
    expect(take(a)).not.toEqual(take(b));
  });

  test('the commitment binds the seed', () => {
    expect(seedMatches(source.seed, seedCommit(source.seed))).toBe(true);
    expect(seedMatches('12'.repeat(32), seedCommit(source.seed))).toBe(false);
    expect(() => seedCommit('11')).toThrow(RangeError);
  });

  test('a shuffle keeps every item', () =>
    expect(shuffled([1, 2, 3, 4, 5], drawStream(source)).sort()).toEqual([1, 2, 3, 4, 5]));

  test.each([0, -1, 1.5, 2 ** 32 + 1])('below(%s) is refused', n =>
    expect(() => drawStream(source).below(n)).toThrow(RangeError),
  );
});

describe('parameters drawn at the opening', () => {
  const formula: PriceFormula = {
    id: 'benchmark-average',
    weight: '60',
    trim: { from: 5, high: 1, low: 1 },
    ceilingShare: '0.5',
    float: '0',
    deduct: { above: '2', below: '1' },
    floor: '0',
    draw: { float: ['0.01', '0.015', '0.02'] },
  };

  test('come from the announced set and replace the value in the formula', () => {
    const drawn = drawPriceParameters(formula, source);
    expect(Object.keys(drawn)).toEqual(['float']);
    const { value } = must(drawn.float, 'draw');
    expect(formula.draw?.float).toContain(value);
    const fixed = { ...formula, float: value, draw: undefined };
    expect(fixFormula(formula, valuesOf(drawn))).toEqual(fixed);
  });

  test('can be recomputed from their own key alone, which gives the seed and other draws away to nobody', () => {
    const { value, from, key } = must(drawPriceParameters(formula, source).float, 'draw');
    const number = createHash('sha256').update(Buffer.from(key, 'hex')).update(Buffer.alloc(8));
    const first = number.digest().readBigUInt64BE();
    expect(from[Number(first % BigInt(from.length))]).toBe(value);
    const experts = drawKey({ ...source, purpose: 'experts' });
    expect(key).not.toBe(experts);
  });

  test('hold only as they were drawn: another value, set or name is a fault', () => {
    const drawn = drawPriceParameters(formula, source);
    const float = must(drawn.float, 'draw');
    const other = must(
      float.from.find(v => v !== float.value),
      'draw',
    );
    expect(drawFaults(formula, drawn)).toEqual([]);
    expect(drawFaults(formula, {})).toEqual(['float']);
    expect(drawFaults(formula, { float: { ...float, value: other } })).toEqual(['float']);
    expect(drawFaults(formula, { float: { ...float, from: [float.value] } })).toEqual(['float']);
    expect(drawFaults(formula, { ...drawn, ceilingShare: float })).toEqual(['ceilingShare']);
  });

  test.each([[{}], [{ float: '0.03' }]])('%j is refused: not drawn from the announced set', drawn =>
    expect(() => fixFormula(formula, drawn)).toThrow(
      expect.objectContaining({ code: 'RULES_INCOMPLETE' }),
    ),
  );

  test('a formula with nothing open stays as it is', () => {
    const lowest: PriceFormula = { id: 'lowest-price', weight: '30' };
    expect(drawPriceParameters(lowest, source)).toEqual({});
    expect(fixFormula(lowest, {})).toBe(lowest);
  });
});
