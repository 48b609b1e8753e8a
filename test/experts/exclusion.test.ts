import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { exclusionOf, type PoolExpert, snapshotPool } from '../../src/experts/rules/exclusion.ts';

const parties = {
  units: ['云江市城市建设发展中心', '望川建工集团（有限）公司'],
  supervisors: ['云江市住建局'],
};
const today = '2026-11-22';
const expert: PoolExpert = {
  person: 'p1',
  city: '云江市',
  disciplines: ['structure'],
  employer: '云江大学',
  pastEmployers: [],
  active: true,
};
const why = (change: Partial<PoolExpert>) => exclusionOf({ ...expert, ...change }, parties, today);

describe('who cannot be drawn (D12)', () => {
  test('an expert without ties can', () => expect(why({})).toBe(null));
  test.each<[string, Partial<PoolExpert>, string | null]>([
    ['someone not active', { active: false }, 'inactive'],
    ['someone from a bidder', { employer: '望川建工集团（有限）公司' }, 'same-unit'],
    ['the same unit in other brackets', { employer: '望川建工集团(有限) 公司' }, 'same-unit'],
    ['someone from the supervising department', { employer: '云江市住建局' }, 'supervision'],
    ['kin in a bidder', { declared: [{ unit: '望川建工集团（有限）公司', tie: 'kin' }] }, 'kin'],
    [
      'a share in the tenderer',
      { declared: [{ unit: '云江市城市建设发展中心', tie: 'shareholding' }] },
      'shareholding',
    ],
    ['kin elsewhere', { declared: [{ unit: '别处', tie: 'kin' }] }, null],
    ['a penalty that runs', { sanctions: [{ until: '2026-11-22' }] }, 'sanction'],
    ['a penalty for ever', { sanctions: [{ until: null }] }, 'sanction'],
    ['a penalty that has ended', { sanctions: [{ until: '2026-11-21' }] }, null],
  ])('%s: %j gives %s', (_, change, reason) => expect(why(change)).toBe(reason));

  test.each([
    ['2023-11-22', 'past-employer'],
    ['2023-11-21', null],
  ])('a past employer until %s: %s (three years)', (until, reason) =>
    expect(why({ pastEmployers: [{ name: '云江市城市建设发展中心', until }] })).toBe(reason),
  );
});

describe('the snapshot', () => {
  const experts = ['c', 'a', 'b'].map(person => ({
    ...expert,
    person,
    disciplines: ['structure', 'cost'],
    active: person !== 'b',
  }));

  test('is the same whatever order the pool comes in', () => {
    const turned = [...experts].reverse().map(e => ({ ...e, disciplines: ['cost', 'structure'] }));
    expect(snapshotPool(turned, parties, today)).toEqual(snapshotPool(experts, parties, today));
  });

  test('counts exclusions by reason and names no employer', () => {
    const shot = snapshotPool(experts, parties, today);
    expect(shot).toMatchObject({ size: 3, excluded: [{ reason: 'inactive', count: 1 }] });
    expect(shot.text).not.toContain('云江大学');
    expect(shot.sha256).toBe(createHash('sha256').update(shot.text).digest('hex'));
  });
});
