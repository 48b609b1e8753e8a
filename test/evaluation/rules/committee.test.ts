import { describe, expect, test } from 'vitest';
import type { EvaluationStage } from '../../../contracts/evaluation/members.ts';
import { scoreChecks } from '../../../src/evaluation/rules/checks.ts';
import { beforeStart, requireCheckedIn } from '../../../src/evaluation/rules/committee.ts';
import {
  competitionDecision,
  competitionInDoubt,
  requireOpenVote,
} from '../../../src/evaluation/rules/competition.ts';
import { isOpen, requireMayAnswer, requireMayAsk } from '../../../src/evaluation/rules/letters.ts';
import { requireStage, sheetStage, stageMoves } from '../../../src/evaluation/rules/stages.ts';
import { move } from '../../../src/kernel/move.ts';
import { bidsAt, sheetsOf, smallRules } from '../matter.ts';

const code = (name: string) => expect.objectContaining({ code: name });
const rules = smallRules();
const at = new Date('2026-09-10T07:00:00Z');
const present = [1, 2, 3, 4, 5].map(number => ({
  number,
  city: number > 3 ? '云江' : '青岚',
  venue: '主场',
  checkedInAt: at,
}));

describe('an evaluation begins', () => {
  test('when all five have checked in from two cities', () =>
    expect(beforeStart(rules.committee, present, 2)).toEqual([]));

  test.each([
    ['an even committee (A37)', present.slice(0, 4), '五人以上单数'],
    ['fewer than five (A37)', present.slice(0, 3), '五人以上单数'],
    [
      'a member away',
      present.map(m => (m.number === 2 ? { ...m, checkedInAt: null } : m)),
      '没有签到',
    ],
    ['one city alone', present.map(m => ({ ...m, city: '青岚' })), '2 个以上城市'],
  ])('not with %s', (_, members, says) =>
    expect(beforeStart(rules.committee, members, 2).join()).toContain(says),
  );

  test('a member that has not checked in may not act', () =>
    expect(() => requireCheckedIn({ checkedInAt: null })).toThrow(code('WRONG_STATE')));

  test('not before the members have elected who leads (D9)', () =>
    expect(beforeStart(rules.committee, present, null).join()).toContain('推举组长'));
});

describe('stages', () => {
  const all = Object.keys(stageMoves) as EvaluationStage[];
  const lawful = new Set([
    'waiting qualification',
    'qualification responsiveness',
    'qualification report',
    'responsiveness technical',
    'responsiveness report',
    'responsiveness qualification',
    'technical price',
    'technical qualification',
    'price report',
    'report finished',
    'report qualification',
  ]);
  test.each(all.flatMap(from => all.map(to => [from, to] as const)))('%s → %s', (from, to) => {
    if (lawful.has(`${from} ${to}`)) expect(move(stageMoves, from, to)).toBe(to);
    else expect(() => move(stageMoves, from, to)).toThrow(code('WRONG_STATE'));
  });

  test('a sheet of another stage is refused, and price has none', () => {
    expect(() => requireStage('technical', 'qualification')).toThrow(code('WRONG_STATE'));
    expect(() => sheetStage('price')).toThrow(code('WRONG_STATE'));
  });
});

describe('clarification (B52)', () => {
  const letter = { answerBy: new Date(at.getTime() + 60_000), answer: null };

  test('is asked by the leader, while bids are examined', () => {
    requireMayAsk('technical', { number: 1, leads: true });
    expect(() => requireMayAsk('technical', { number: 2, leads: false })).toThrow(
      code('FORBIDDEN'),
    );
    for (const stage of ['waiting', 'price', 'report', 'finished'] as const)
      expect(() => requireMayAsk(stage, { number: 1, leads: true })).toThrow(code('WRONG_STATE'));
  });

  test('is answered once and in time', () => {
    requireMayAnswer(letter, at);
    expect(isOpen(letter, at)).toBe(true);
    expect(isOpen(letter, letter.answerBy)).toBe(false);
    expect(() => requireMayAnswer(letter, letter.answerBy)).toThrow(code('DEADLINE_PASSED'));
    expect(() => requireMayAnswer({ ...letter, answer: '18 人' }, at)).toThrow(
      code('ALREADY_LOCKED'),
    );
  });
});

describe('fewer than three bids left (D27)', () => {
  const votes = (...proceed: boolean[]) =>
    proceed.map((p, i) => ({ member: i + 1, proceed: p, reason: '理由' }));

  test('is a question for one or two, none for three or none', () =>
    expect([0, 1, 2, 3].map(competitionInDoubt)).toEqual([false, true, true, false]));

  test('is decided by more than half', () => {
    expect(competitionDecision(votes(true, true), 5)).toBeNull();
    expect(competitionDecision(votes(true, true, false, true), 5)).toBe(true);
    expect(competitionDecision(votes(false, false, false), 5)).toBe(false);
  });

  test('is voted on once each, while open', () => {
    expect(() => requireOpenVote(null, [], 1)).toThrow(code('WRONG_STATE'));
    expect(() => requireOpenVote({ proceed: true }, [], 1)).toThrow(code('WRONG_STATE'));
    expect(() => requireOpenVote({ proceed: null }, votes(true), 1)).toThrow(
      code('ALREADY_LOCKED'),
    );
    requireOpenVote({ proceed: null }, votes(true), 2);
  });
});

describe('scores are checked before the stage ends (E5)', () => {
  const bids = bidsAt('900.00');
  const checks = (value: (member: number, item: string) => number, reason = '') =>
    scoreChecks(
      rules.technical.items,
      bids,
      sheetsOf('technical', bids, ['plan', 'record'], (member, _, item) => ({
        value: value(member, item),
        reason,
      })),
    );

  test('agreeing members leave nothing to check', () =>
    expect(checks((member, item) => (item === 'plan' ? 20 + member : 8))).toEqual([]));

  test('an objective item with two marks stops it, and says who gave which', () => {
    const [found] = checks((member, item) => (item === 'plan' ? 20 : member === 4 ? 10 : 8));
    expect(found).toMatchObject({ kind: 'objective-differs', item: 'record' });
    expect(found?.text).toContain('1、2、3、5 号成员 8 分；4 号成员 10 分');
  });

  test('an extreme score stops it unless its reason is written', () => {
    const extreme = (member: number, item: string) =>
      item === 'plan' ? (member === 2 ? 5 : 25) : 8;
    expect(checks(extreme)).toMatchObject([{ kind: 'outlier', item: 'plan' }]);
    expect(checks(extreme)[0]?.text).toContain('2 号成员评 5 分，畸低');
    expect(checks(extreme, '方案严重缺项')).toEqual([]);
  });
});
