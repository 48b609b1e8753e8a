import { describe, expect, test } from 'vitest';
import type { EvaluationReport } from '../../../contracts/evaluation-report.ts';
import { conclude } from '../../../src/evaluation/rules/conclusions.ts';
import { reportFaults } from '../../../src/evaluation/rules/recompute.ts';
import { bidsAt, matterOf, members, sheetsOf, smallRules } from '../matter.ts';

const fail = (reason: string) => ({ value: false, reason });

describe('reviews conclude by majority', () => {
  const bids = bidsAt('900.00', '800.00', '700.00');
  const failedBy = (failing: number[]) =>
    conclude(
      matterOf(bids, () => 20, {
        sheets: [
          ...sheetsOf('qualification', bids, ['licence'], (member, bid) =>
            bid === 1 && failing.includes(member) ? fail('已过期') : { value: true },
          ),
          ...matterOf(bids, () => 20).sheets.filter(s => s.stage !== 'qualification'),
        ],
      }),
    );

  test('three of five reject a bid, with each reason, its article and its member', () => {
    const { outcomes, ranking } = failedBy([1, 3, 5]);
    expect(outcomes[0]).toMatchObject({
      passed: false,
      votes: { pass: 2, fail: 3 },
      reasons: [1, 3, 5].map(n => `营业执照（招标投标法第二十六条）：已过期（${n} 号成员）`),
    });
    expect(ranking.map(r => r.bid)).toEqual([bids[2]?.bid, bids[1]?.bid]);
  });

  test('two of five do not; their reasons stay on record', () => {
    const { outcomes, ranking } = failedBy([2, 4]);
    expect(outcomes[0]).toMatchObject({ passed: true, votes: { pass: 3, fail: 2 } });
    expect(outcomes[0]?.reasons).toHaveLength(2);
    expect(ranking).toHaveLength(3);
  });
});

test('a price over the ceiling is rejected whatever the votes, before any scoring (B51)', () => {
  const { outcomes, ranking, price } = conclude(
    matterOf(bidsAt('1000.00', '1000.01', '900.00'), () => 20),
  );
  const over = outcomes.find(o => !o.passed);
  expect(over).toMatchObject({ stage: 'responsiveness', votes: { pass: 5, fail: 0 } });
  expect(over?.reasons[0]).toContain('实施条例第五十一条（五）');
  expect(ranking).toHaveLength(2);
  expect(price?.rows).toHaveLength(2);
});

test('a bid whose envelopes break their commitments is void before anybody marks it', () => {
  const bids = bidsAt('900.00', '800.00').map((b, i) =>
    i === 0 ? { ...b, unopened: '技术文件与承诺值不一致' } : b,
  );
  const { outcomes, ranking } = conclude(matterOf(bids, () => 20));
  expect(outcomes[0]).toMatchObject({ passed: false, votes: { pass: 0, fail: 0 } });
  expect(ranking.map(r => r.bid)).toEqual([bids[1]?.bid]);
});

describe('scores and ranking', () => {
  test('the technical score is the mean of all members, rounded half-up once', () => {
    const points: Record<number, number> = { 1: 20, 2: 20, 3: 20, 4: 20.5, 5: 20.5 };
    const { technical } = conclude(matterOf(bidsAt('900.00'), member => points[member] ?? 0));
    expect(technical[0]).toMatchObject({ mean: '28.2', score: '28.20' });
    expect(technical[0]?.members).toEqual(
      members.map(member => ({ member, points: String((points[member] ?? 0) + 8) })),
    );
  });

  test('items that do not add up to the weight are brought to it', () => {
    const rules = smallRules();
    const heavier = { ...rules, technical: { ...rules.technical, weight: 30 } };
    const { technical } = conclude(matterOf(bidsAt('900.00'), () => 18.5, { rules: heavier }));
    // 26.5 × 30 ÷ 40 = 19.875
    expect(technical[0]?.score).toBe('19.88');
  });

  test('total is technical plus price; the announced number of candidates is recommended', () => {
    const bids = bidsAt('900.00', '800.00', '1000.00', '720.00');
    const { ranking, candidates } = conclude(matterOf(bids, () => 20));
    expect(ranking.map(r => [r.rank, r.amount, r.price, r.total])).toEqual([
      [1, '720.00', '60.00', '88.00'],
      [2, '800.00', '54.00', '82.00'],
      [3, '900.00', '48.00', '76.00'],
      [4, '1000.00', '43.20', '71.20'],
    ]);
    expect(candidates).toEqual(ranking.slice(0, 3).map(r => r.bid));
  });

  test('equals in everything are put in order by the public draw, recomputably', () => {
    const matter = matterOf(bidsAt('900.00', '900.00', '900.00'), () => 20);
    const first = conclude(matter);
    expect(first.tie?.groups[0]?.order.toSorted()).toEqual(matter.bids.map(b => b.bid).toSorted());
    expect(first.ranking.map(r => r.bid)).toEqual(first.tie?.groups[0]?.order);
    expect(conclude(matter)).toEqual(first);
    expect(() => conclude({ ...matter, draw: null })).toThrow(
      expect.objectContaining({ code: 'RULES_INCOMPLETE' }),
    );
  });

  test('without equals no seed is shown', () =>
    expect(conclude(matterOf(bidsAt('900.00', '800.00'), () => 20)).tie).toBeNull());
});

test('nobody left, or the committee rejecting all (D27), gives no ranking', () => {
  const bids = bidsAt('1001.00', '1002.00');
  expect(conclude(matterOf(bids, () => 20))).toMatchObject({
    result: 'all-rejected',
    ranking: [],
    candidates: [],
  });
  const rejected = conclude(matterOf(bidsAt('900.00'), () => 20, { rejectAll: true }));
  expect(rejected).toMatchObject({ result: 'all-rejected', ranking: [], price: null });
});

describe('a report is recomputed', () => {
  const matter = matterOf(bidsAt('900.00', '800.00', '700.00'), (m, b) => 18 + m / 2 + b);
  const report: EvaluationReport = {
    format: 'kaibiao-evaluation-report/1',
    project: matter.lot,
    lot: matter.lot,
    code: 'QL-2026-0001',
    title: '一标段',
    rulesSha256: '0'.repeat(64),
    rules: matter.rules,
    startedAt: '2026-09-10T07:00:00.000Z',
    drawnUpAt: '2026-09-10T09:00:00.000Z',
    committee: members.map(number => ({
      number,
      city: '青岚',
      discipline: '市政',
      venue: '主场',
      leader: number === 1,
      checkedInAt: '2026-09-10T06:50:00.000Z',
    })),
    election: null,
    extensions: [],
    replaced: [],
    bids: [...matter.bids],
    sheets: [...matter.sheets],
    reopened: [],
    questions: [],
    checks: [],
    competition: null,
    letters: [],
    drawn: {},
    conclusions: conclude(matter),
  };

  test('and all of it follows from its marks', () => expect(reportFaults(report)).toEqual([]));

  test('a changed mark, price, rank or missing sheet is named', () => {
    const changed = (edit: (r: EvaluationReport) => void) => {
      const copy = structuredClone(report);
      edit(copy);
      return reportFaults(copy);
    };
    expect(
      changed(r => {
        const mark = r.sheets.find(s => s.stage === 'technical')?.marks[0];
        if (mark) mark.value = 30;
      }),
    ).toContain('conclusions.technical');
    expect(
      changed(r => {
        if (r.bids[0]) r.bids[0].amount = '650.00';
      }),
    ).toContain('conclusions.price');
    expect(changed(r => r.conclusions.ranking.reverse())).toEqual(['conclusions.ranking']);
    expect(changed(r => r.sheets.pop())).toContain('sheets.technical.5');
    expect(
      changed(r => {
        const mark = r.sheets.find(s => s.stage === 'technical')?.marks[0];
        if (mark) mark.value = 31;
      }),
    ).toContain('sheets.technical.1');
  });
});
