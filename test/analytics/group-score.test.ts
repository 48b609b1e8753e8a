import { describe, expect, test } from 'vitest';
import { marketOf } from '../../bench/market/market.ts';
import { groupScores } from '../../src/analytics/combine/group-score.ts';

describe('groups', () => {
  const rigged = marketOf({ kind: 'rotation', tenders: 500, share: 0.6, seed: 3 });
  const honest = marketOf({ kind: null, tenders: 500, share: 0, seed: 3 });
  test('the ring stands first, above every group of an honest market', () => {
    const [first] = groupScores(rigged);
    const [usual] = groupScores(honest);
    expect(first?.members).toEqual(
      expect.arrayContaining(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8']),
    );
    expect(first?.score).toBeGreaterThan(3 * (usual?.score ?? 0));
    expect(usual?.score).toBeLessThan(0.1);
  });
  test('contributions add up to the score, and each has its finding', () => {
    for (const { score, contributions, findings } of groupScores(rigged)) {
      const sum = contributions.reduce((total, c) => total + c.logOdds, 0);
      expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(score, 12);
      expect(contributions.slice(1).map(c => c.id)).toEqual(findings.map(f => f.id));
    }
  });
  test('the order of the tenders changes nothing', () => {
    expect(groupScores(rigged.toReversed()).map(g => [g.members, g.score])).toEqual(
      groupScores(rigged).map(g => [g.members, g.score]),
    );
  });
  test('where nobody is named there are no groups', () => {
    expect(groupScores(rigged.map(t => ({ ...t, bidders: t.bidders.map(() => null) })))).toEqual(
      [],
    );
  });
});
