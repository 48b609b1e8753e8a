import { expect, test } from 'vitest';
import { printFindings } from '../../../src/analytics/redflags/print.ts';
import { screen } from '../../../src/analytics/redflags/screen.ts';
import { readSettings } from '../../../src/analytics/redflags/settings.ts';
import { award, trade } from './process.ts';

function found(settings: object, lines: unknown[], options = {}) {
  const screening = screen(readSettings(settings));
  for (const line of lines) screening.see(line);
  return JSON.parse(printFindings(screening.conclude(), options));
}

const period = (days: number, more = {}) => ({
  ocid: `${days}`,
  tender: {
    tenderPeriod: {
      startDate: '2025-03-01T09:00:00+08:00',
      endDate: new Date(Date.parse('2025-03-01T01:00:00Z') + days * 86_400_000).toISOString(),
    },
    ...more,
  },
});

test('R003: fewer whole days than the threshold; the offset of a date counts', () => {
  const lines = [period(14.99), period(15), period(9)];
  expect(Object.keys(found({ R003: {} }, lines).OCID)).toEqual(['9', '14.99']);
  expect(found({ R003: { threshold: 9 } }, lines)).toEqual({});
  const local = { ocid: 'x', tender: { tenderPeriod: { startDate: '2025-03-01T09:00:00' } } };
  expect(found({ R003: {} }, [local])).toEqual({});
});

test('R003: the threshold of the procurement method details comes first', () => {
  const lines = [period(9, { procurementMethodDetails: '询价' })];
  const settings = { R003: { procurement_method_details: { 询价: 3 } } };
  expect(found(settings, lines)).toEqual({});
});

test('R018: one tenderer in an open process, not in a direct one', () => {
  const single = (ocid: string, procurementMethod: string) => ({
    ocid,
    tender: { numberOfTenderers: 1, procurementMethod },
  });
  const lines = [single('open', 'open'), single('direct', 'direct')];
  expect(found({ R018: {} }, lines)).toEqual({ OCID: { open: { R018: 1 } } });
});

/** Winner at 100, runner-up at 100 + gap per cent. */
const race = (ocid: string, gap: number, more = {}) =>
  trade(
    ocid,
    [
      { by: `w${ocid}`, amount: 100 },
      { by: `l${ocid}`, amount: 100 + gap },
    ],
    [award(`w${ocid}`)],
    more,
  );
const usual = [10, 11, 12, 13, 14, 15].map((gap, i) => race(`${i}`, gap));

test('R024: the gap that is far below the usual gaps, with both bidders', () => {
  expect(found({ R024: {} }, [...usual, race('F', 0.5)])).toEqual({
    OCID: { F: { R024: 0.005 } },
    Tenderer: { wF: { R024: 0 }, lF: { R024: 0 } },
  });
});

test('R058: the gap that is far above the usual gaps, with the winner', () => {
  expect(found({ R058: {} }, [...usual, race('F', 90)])).toEqual({
    OCID: { F: { R058: 0.9 } },
    Tenderer: { wF: { R058: 0 } },
  });
});

test('R024, R058: another currency, prices set beforehand, a pending award: left out', () => {
  const foreign = trade(
    'USD',
    [
      { by: 'a', amount: 1, currency: 'USD' },
      { by: 'b', amount: 1, currency: 'USD' },
    ],
    [award('a')],
  );
  const fixed = race('fixed', 0, { tender: { procurementMethodDetails: '随机抽取' } });
  const pending = trade('p', [], [award('a'), award('b', 'pending')]);
  const settings = { no_price_comparison_procurement_methods: '随机抽取', R024: {}, R058: {} };
  expect(found(settings, [...usual, foreign, fixed, pending])).toEqual({});
});

test('R024: where three quarters of the gaps are nothing, nothing stands out', () => {
  expect(found({ R024: {} }, [race('a', 0), race('b', 0), race('c', 0)])).toEqual({});
});

test('R025: bids as often as the busiest and seldom wins', () => {
  const lines = Array.from({ length: 10 }, (_, i) => {
    const winner = i === 0 ? 'often' : `w${i}`;
    return trade(`${i}`, [{ by: 'often' }, { by: `w${i}` }], [award(winner)]);
  });
  const settings = { R025: { percentile: 90, threshold: 0.3 } };
  expect(found(settings, lines)).toEqual({ Tenderer: { often: { R025: 0.1 } } });
  const { Meta } = found({ R025: {} }, lines, { meta: true });
  expect(Meta.R025).toMatchObject({ lower_fence: 1, upper_fence: 1 });
});

test('R028: one price from two bidders; a joint bid named in another order is one bidder', () => {
  const lines = [
    trade('same', [
      { by: 'a', amount: 10.5 },
      { by: 'b', amount: 10.5, status: 'disqualified' },
      { by: 'c', amount: 10.6 },
    ]),
    trade('joint', [
      { by: ['a', 'b'], amount: 7 },
      { by: ['b', 'a'], amount: 7 },
    ]),
    trade('withdrawn', [
      { by: 'a', amount: 7 },
      { by: 'b', amount: 7, status: 'withdrawn' },
    ]),
  ];
  expect(found({ R028: {} }, lines)).toEqual({
    OCID: { same: { R028: 1 } },
    Tenderer: { a: { R028: 1 }, b: { R028: 1 } },
  });
});

test('R030: the winning bid came after the deadline, by instant and not by text', () => {
  const tender = { tenderPeriod: { endDate: '2025-03-21T01:30:00Z' } };
  const late = (ocid: string, date: string) =>
    trade(ocid, [{ by: 'a', date }], [award('a')], { tender });
  const lines = [
    late('late', '2025-03-21T09:30:01+08:00'),
    late('on time', '2025-03-21T09:30:00+08:00'),
  ];
  expect(found({ R030: {} }, lines)).toEqual({
    OCID: { late: { R030: 1 } },
    Tenderer: { a: { R030: 1 } },
  });
});

test('R035: all others disqualified; the number of them is the value', () => {
  const out = (by: string) => ({ by, status: 'disqualified' });
  const lines = [
    trade('F', [{ by: 'a' }, out('b'), out('c'), out('c')], [award('a')]),
    trade('two valid', [{ by: 'a' }, { by: 'd' }, out('b')], [award('a')]),
  ];
  expect(found({ R035: {} }, lines)).toEqual({
    OCID: { F: { R035: 2 } },
    Tenderer: { a: { R035: 0 } },
  });
  expect(found({ R035: { threshold: 3 } }, lines)).toEqual({});
});

test('R036: the lowest bid is out while a dearer one is valid', () => {
  const lines = [
    trade(
      'F',
      [
        { by: 'a', amount: 1, status: 'disqualified' },
        { by: 'b', amount: 2 },
      ],
      [award('b')],
    ),
    trade('none valid', [{ by: 'a', amount: 1, status: 'disqualified' }], [award('b')]),
    trade(
      'dearer',
      [
        { by: 'a', amount: 3, status: 'disqualified' },
        { by: 'b', amount: 2 },
      ],
      [award('b')],
    ),
  ];
  expect(found({ R036: {} }, lines)).toEqual({ OCID: { F: { R036: 1 } } });
});

test('R038: a tenderer, a buyer and an entity whose bids are out far more often', () => {
  const lines = Array.from({ length: 8 }, (_, i) =>
    trade(
      `${i}`,
      [0, 1, 2].map(k => ({
        by: i === 0 ? 'D' : `t${i}`,
        status: i === 0 || (i < 4 && k === 0) ? 'disqualified' : 'valid',
      })),
      [],
      { buyer: { id: `b${i}` }, tender: { procuringEntity: { id: `e${i}` } } },
    ),
  );
  expect(found({ R038: {} }, lines)).toEqual({
    Buyer: { b0: { R038: 1 } },
    ProcuringEntity: { e0: { R038: 1 } },
    Tenderer: { D: { R038: 1 } },
  });
  expect(found({ R038: { minimum_submitted_bids: 4 } }, lines)).not.toHaveProperty('Tenderer');
});

test('R048: more first-level classes than is usual among those with enough awards', () => {
  const lines = ['F', 'a', 'b', 'c', 'd'].map(id =>
    trade(id, [], [award(id, 'active', id === 'F' ? ['10110000', '11000000'] : ['10110000'])]),
  );
  const settings = { R048: { minimum_contracting_processes: 1 } };
  expect(found(settings, lines)).toEqual({ Tenderer: { F: { R048: 2 } } });
  expect(found({ R048: {} }, lines)).toEqual({});
  const coarse = { R048: { minimum_contracting_processes: 1, digits: 1 } };
  expect(found(coarse, lines).Tenderer).not.toHaveProperty('F', { R048: 2 });
});

test('fences are printed on request, to four decimals', () => {
  const { Meta } = found({ R024: {} }, usual, { meta: true });
  expect(Meta).toEqual({ R024: { q1: 0.1092, q3: 0.1408, lower_fence: 0.0617 } });
});

test('a cancelled or an excluded process is in no flag, and a broken one stops nothing', () => {
  const late = { R003: {}, exclusions: { procurement_method_details: '应急' } };
  const lines = [
    period(1, { status: 'cancelled' }),
    period(2, { procurementMethodDetails: '应急' }),
    { ocid: 5, tender: 'broken' },
    null,
    [period(3)],
    { ocid: 'odd', bids: { details: [null, 7, { tenderers: 'x' }] }, awards: [[]] },
  ];
  expect(found(late, lines)).toEqual({});
});

test('an unknown word in the settings is refused', () => {
  expect(() => readSettings({ R003: { treshold: 3 } })).toThrow(/treshold/);
});

test('the order of the lines changes nothing, once the currency is set', () => {
  const lines = [
    ...usual,
    race('F', 0.5),
    race('G', 90),
    ...Array.from({ length: 9 }, (_, i) =>
      trade(
        `d${i}`,
        [
          { by: 'x', status: i < 3 ? 'disqualified' : 'valid', amount: i + 1 },
          { by: `y${i}`, amount: 5 },
        ],
        [award(`y${i}`)],
      ),
    ),
  ];
  const settings = { currency: 'CNY' };
  const forward = found(settings, lines);
  expect(Object.keys(forward)).toEqual(expect.arrayContaining(['OCID', 'Tenderer']));
  expect(found(settings, lines.toReversed())).toEqual(forward);
});

test('identifiers that are words of the language are identifiers like others', () => {
  const line = (ocid: string) => ({ ...period(1), ocid });
  const screening = screen(readSettings({ R003: { procurement_method_details: { a: 3 } } }));
  for (const ocid of ['__proto__', 'constructor', '"\n']) screening.see(line(ocid));
  expect(printFindings(screening.conclude())).toBe(
    '{"OCID":{"__proto__":{"R003":1.0},"constructor":{"R003":1.0},"\\"\\n":{"R003":1.0}}}',
  );
});
