import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LotRules } from '../../../contracts/tender/lot-rules.ts';
import { openTender, openTenderRules } from '../../../src/tender/methods/open-tender.ts';
import {
  checkLotRules,
  requireLawfulRules,
  rulesSha256,
  rulesText,
} from '../../../src/tender/rules/lot-rules.ts';

const lawful: LotRules = {
  ...openTenderRules,
  ceiling: '238600000.00',
  estimate: '240000000.00',
  bond: '2000000.00',
  bondTerms: {
    ...openTenderRules.bondTerms,
    account: {
      holder: '云江市公共资源交易中心',
      bank: '云江市商业银行',
      number: '9901000100020003',
    },
  },
  committee: {
    size: 7,
    experts: 5,
    cities: ['云江市', '望川市'],
    disciplines: [
      { id: 'structure', seats: 3 },
      { id: 'cost', seats: 2 },
    ],
  },
};
const fault = (change: Partial<LotRules>) =>
  checkLotRules({ ...lawful, ...change })
    .filter(f => !f.lawful)
    .map(f => f.item);
const committee = (change: Partial<LotRules['committee']>) =>
  fault({ committee: { ...lawful.committee, ...change } });
const average = openTenderRules.price as Extract<LotRules['price'], { id: 'benchmark-average' }>;

test('lawful rules pass every row and show their values', () => {
  expect(LotRules.parse(lawful)).toEqual(lawful);
  expect(fault({})).toEqual([]);
  expect(() => requireLawfulRules(lawful)).not.toThrow();
  expect(checkLotRules(lawful).find(f => f.item === 'bond')?.how).toBe(
    '投标保证金 2,000,000.00 元，估算价的 0.83%。',
  );
});

test('a refusal says what is wrong, by which article', () =>
  expect(() => requireLawfulRules({ ...lawful, bond: '4800000.01' })).toThrow(
    expect.objectContaining({
      code: 'RULES_INCOMPLETE',
      message:
        '投标保证金是估算价的 2.00%，超过 2%；最多 4,800,000.00 元。（招标投标法实施条例第二十六条）',
    }),
  ));

describe('the committee (A37)', () => {
  test.each([
    ['an even number', { size: 6, experts: 5 }],
    [
      'fewer than five',
      {
        size: 3,
        experts: 2,
        disciplines: [
          { id: 'a', seats: 1 },
          { id: 'b', seats: 1 },
        ],
      },
    ],
    ['experts under two thirds', { size: 9 }],
    [
      'more experts than members',
      {
        size: 5,
        experts: 7,
        disciplines: [
          { id: 'a', seats: 4 },
          { id: 'b', seats: 3 },
        ],
      },
    ],
    [
      'seats that do not add up',
      {
        disciplines: [
          { id: 'a', seats: 2 },
          { id: 'b', seats: 2 },
        ],
      },
    ],
    ['one discipline', { disciplines: [{ id: 'a', seats: 5 }] }],
    [
      'one discipline named twice',
      {
        disciplines: [
          { id: 'a', seats: 3 },
          { id: 'a', seats: 2 },
        ],
      },
    ],
    ['one city', { cities: ['云江市'] }],
    ['one city named twice', { cities: ['云江市', '云江市'] }],
  ])('%s is refused', (_, change) => expect(committee(change)).toEqual(['committee']));

  test('exactly two thirds is enough', () =>
    expect(
      committee({
        size: 9,
        experts: 6,
        disciplines: [
          { id: 'a', seats: 4 },
          { id: 'b', seats: 2 },
        ],
      }),
    ).toEqual([]));
});

describe('money', () => {
  test('a ceiling must be stated (B27)', () =>
    expect(fault({ ceiling: '0.00', bond: '0.00' })).toEqual(['ceiling']));
  test('a bond of exactly 2 % is lawful, a fen more is not (B26)', () => {
    expect(fault({ bond: '4800000.00' })).toEqual([]);
    expect(fault({ bond: '4800000.01' })).toEqual(['bond']);
  });
});

describe('the bond’s terms, validity and performance bond', () => {
  test('a bond needs the estimate and an account to be paid to (B26)', () => {
    expect(fault({ estimate: '0.00' })).toEqual(['bond']);
    const account = { holder: '中心', bank: '', number: '1' };
    expect(fault({ bondTerms: { ...lawful.bondTerms, account } })).toEqual(['bondTerms']);
    expect(fault({ bond: '0.00', bondTerms: { ...lawful.bondTerms, account } })).toEqual([]);
  });
  test('a performance bond of 10 % is lawful, more is not (B58)', () => {
    expect(fault({ performanceBond: '10' })).toEqual([]);
    expect(fault({ performanceBond: '10.01' })).toEqual(['performanceBond']);
  });
  test('the validity is stated, and the bond’s with it (B25)', () =>
    expect(checkLotRules(lawful).find(f => f.item === 'validityDays')?.how).toBe(
      '投标有效期自截止之日起 90 日，保证金有效期与它一致。',
    ));
});

describe('scores', () => {
  test('technical and price weights add up to 100', () =>
    expect(fault({ price: { ...average, weight: '50' } })).toEqual(['weights']));
  test('items add up to the technical weight', () =>
    expect(fault({ technical: { ...lawful.technical, weight: 41 } })).toEqual([
      'technical',
      'weights',
    ]));
  test.each([
    ['a maximum that the step does not divide', { step: 0.7 }],
    ['a band over the maximum', { bands: [{ from: 14, to: 16, text: '' }] }],
    [
      'bands that overlap',
      {
        bands: [
          { from: 5, to: 15, text: '' },
          { from: 0, to: 5, text: '' },
        ],
      },
    ],
    ['an id used twice', { id: 'team' }],
  ])('%s is refused', (_, change) => {
    const items = lawful.technical.items.map((item, i) =>
      i === 0 ? { ...item, ...change } : item,
    );
    expect(fault({ technical: { ...lawful.technical, items } })).toEqual(['technical']);
  });
  test.each([
    ['a trim that may leave nothing', { trim: { from: 2, high: 1, low: 1 } }],
    ['a share over 1', { ceilingShare: '1.1' }],
    ['an announced share over 1', { draw: { ceilingShare: ['0.5', '1.5'] } }],
    ['a float of 1', { float: '1' }],
    ['a floor over the weight', { floor: '61' }],
  ])('%s is refused', (_, change) =>
    expect(fault({ price: { ...average, ...change } })).toEqual(['price']),
  );
  test('ties that no draw ends are refused', () => {
    expect(fault({ ties: ['lower-price'] })).toEqual(['ties']);
    expect(fault({ ties: ['draw', 'lower-price'] })).toEqual(['ties']);
  });
});

test('the opening form is required and opened at the opening', () => {
  const [opening, ...others] = lawful.envelopes;
  if (!opening) throw new Error('no opening form');
  expect(fault({ envelopes: others })).toEqual(['envelopes']);
  expect(fault({ envelopes: [{ ...opening, reveal: 'price' }, ...others] })).toEqual(['envelopes']);
  expect(fault({ envelopes: [opening, opening, ...others] })).toEqual(['envelopes']);
});

describe('the hash of the rules', () => {
  test('is SHA-256 of the RFC 8785 text, whatever the order of keys', () => {
    const turned = Object.fromEntries(Object.entries(lawful).reverse()) as LotRules;
    expect(rulesSha256(turned)).toBe(rulesSha256(lawful));
    expect(rulesSha256(lawful)).toBe(createHash('sha256').update(rulesText(lawful)).digest('hex'));
  });
  test('changes with the version, so that older seals are known', () =>
    expect(rulesSha256({ ...lawful, version: 2 })).not.toBe(rulesSha256(lawful)));
});

test('the method names an article beside each field that the law fixes', () => {
  expect(openTender.articles.map(a => a.field)).toContain('schedule.deadline');
  expect(openTender.articles.every(a => a.article && a.text)).toBe(true);
});
