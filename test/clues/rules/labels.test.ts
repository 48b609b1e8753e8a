import { describe, expect, test } from 'vitest';
import { requireEnough } from '../../../src/clues/rules/enough.ts';
import { type Label, labelsOf, type TeachingCase } from '../../../src/clues/rules/labels.ts';

let count = 0;
/** A case of collusion in `a`, investigated and listed, that rests on a clue and a file. */
const aCase = (of: Partial<TeachingCase> = {}): TeachingCase => ({
  ...{ number: `C-${++count}`, ground: 'collusion', state: 'listed', because: null },
  ...{ listing: { state: 'in-effect', contested: false }, lots: ['a'], ownFindings: true },
  ...of,
});
const dropped = (of: Partial<TeachingCase> = {}) =>
  aCase({ state: 'dropped', because: 'unfounded', listing: null, ...of });
const said = (...cases: TeachingCase[]) => labelsOf(cases).labels.map(l => `${l.lot} ${l.rigged}`);
const why = (one: TeachingCase) => {
  const { labels, leftOut } = labelsOf([one]);
  expect(labels).toEqual([]);
  return [...leftOut.keys()];
};

describe('a lot is rigged by a decision in force that finds collusion (招标投标法 53, 条例 67)', () => {
  test('in effect, run to its term, or repaired: the finding stands', () => {
    for (const state of ['in-effect', 'expired', 'repaired'] as const)
      expect(said(aCase({ listing: { state, contested: false } }))).toEqual(['a true']);
  });
  test('not before it is served and published', () => {
    for (const state of [
      'clue',
      'investigating',
      'noticed',
      'hearing',
      'heard',
      'decided',
    ] as const)
      expect(why(aCase({ state, listing: null }))).toEqual(['open']);
  });
  test('not while it is suspended, or an objection or review is pending', () => {
    expect(why(aCase({ listing: { state: 'suspended', contested: false } }))).toEqual([
      'contested',
    ]);
    expect(why(aCase({ listing: { state: 'in-effect', contested: true } }))).toEqual(['contested']);
  });
  test('not where it rests on the platform’s clues alone: that would be its own echo', () => {
    expect(why(aCase({ ownFindings: false }))).toEqual(['clue-alone']);
  });
  test('not of another ground, and of no lot where no clue names one', () => {
    expect(why(aCase({ ground: 'fraud' }))).toEqual(['other-ground']);
    expect(why(aCase({ lots: [] }))).toEqual(['no-lot']);
  });
});

describe('a lot is cleared by people who looked and found nothing', () => {
  test('dropped as unfounded (行政处罚法 57 一 (三)), or revoked on objection or review', () => {
    expect(said(dropped())).toEqual(['a false']);
    expect(said(dropped({ ownFindings: false }))).toEqual(['a false']);
    expect(said(aCase({ listing: { state: 'revoked', contested: false } }))).toEqual(['a false']);
  });
  test('not by a dismissal that nobody investigated', () => {
    expect(why(aCase({ state: 'dismissed', listing: null }))).toEqual(['not-investigated']);
  });
  test('not where it was too minor or went to the police, nor where nobody said why', () => {
    for (const because of ['minor', 'transferred', null] as const)
      expect(why(dropped({ because }))).toEqual(['other-reason']);
  });
});

test('one finding of collusion is enough for a lot; a cleared one waits for its open cases', () => {
  const open = aCase({ state: 'investigating', listing: null });
  expect(said(dropped(), aCase())).toEqual(['a true']);
  expect(said(aCase(), open)).toEqual(['a true']);
  expect(said(dropped(), open)).toEqual([]);
  expect(said(dropped(), aCase({ listing: { state: 'in-effect', contested: true } }))).toEqual([]);
});

test('cases that share a lot, directly or through others, are one matter', () => {
  const { labels } = labelsOf([
    aCase({ lots: ['d', 'c'] }),
    aCase({ lots: ['e'] }),
    aCase({ lots: ['a', 'b'] }),
    dropped({ lots: ['b', 'c'] }),
  ]);
  expect(labels.map(({ lot, matter }) => `${lot} ${matter}`)).toEqual([
    ...['a a', 'b a', 'c a', 'd a', 'e e'],
  ]);
});

describe('enough to learn from', () => {
  const some = (rigged: boolean, lots: number, matters: number): Label[] =>
    Array.from({ length: lots }, (_, i) => ({
      ...{ lot: `${rigged}${i}`, rigged, matter: `${rigged}${i % matters}` },
    }));
  test('is thirty rigged lots from ten matters and twenty cleared from ten', () => {
    expect(() => requireEnough([...some(true, 30, 10), ...some(false, 20, 10)])).not.toThrow();
  });
  test.each([
    [29, 10, 20, 10],
    [30, 9, 20, 10],
    [30, 10, 19, 10],
    [30, 10, 20, 9],
  ])('is not %i from %i and %i from %i, and the refusal says what is missing', (a, b, c, d) => {
    const labels = [...some(true, a, b), ...some(false, c, d)];
    expect(() => requireEnough(labels)).toThrow(
      expect.objectContaining({
        code: 'WRONG_STATE',
        facts: expect.objectContaining({
          reason: 'not-enough',
          rigged: { has: a, least: 30 },
          unfoundedMatters: { has: d, least: 10 },
        }),
      }),
    );
  });
});
