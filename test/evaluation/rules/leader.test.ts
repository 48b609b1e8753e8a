import { describe, expect, test } from 'vitest';
import {
  electedLeader,
  nobodyLeads,
  requireLed,
  requireMayElect,
  withoutMember,
  withVote,
} from '../../../src/evaluation/rules/leader.ts';

const five = [1, 2, 3, 4, 5];
const code = (name: string) => expect.objectContaining({ code: name });
const votes = (...choices: number[]) =>
  choices.map((choice, i) => ({ number: five[i] ?? 0, choice }));

describe('the leader is elected by the members (D9)', () => {
  test.each([
    ['nobody voted', [], null],
    ['two of five agree', [4, 4], null],
    ['more than half agree', [4, 4, 4], 4],
    ['four have voted, two against two', [4, 4, 2, 2], null],
    ['all have voted: the most votes', [4, 4, 2, 2, 4], 4],
    ['all have voted, two with two each: the lower number', [4, 4, 2, 2, 5], 2],
    ['everybody for themselves: the lowest number', [1, 2, 3, 4, 5], 1],
  ])('%s', (_, choices, leader) => expect(electedLeader(votes(...choices), five)).toBe(leader));

  test('a vote may be changed until it is decided, and counts once', () => {
    const twice = withVote(withVote(nobodyLeads, 1, 2), 1, 3);
    expect(twice.votes).toEqual([{ number: 1, choice: 3 }]);
  });

  test('only for who sits, only while nobody leads, only before the report', () => {
    requireMayElect({ stage: 'technical', leader: null }, five, 5);
    const refused = (so: Parameters<typeof requireMayElect>[0], choice: number, name: string) =>
      expect(() => requireMayElect(so, five, choice)).toThrow(code(name));
    refused({ stage: 'waiting', leader: null }, 6, 'MALFORMED');
    refused({ stage: 'waiting', leader: 2 }, 3, 'ALREADY_LOCKED');
    refused({ stage: 'report', leader: null }, 3, 'WRONG_STATE');
    expect(() => requireLed(null)).toThrow(code('WRONG_STATE'));
    requireLed(2);
  });

  test('who leaves takes the lead along, or the votes of an open election', () => {
    const open = { leader: null, votes: votes(2, 3, 3) };
    expect(withoutMember(open, 3).votes).toEqual([{ number: 1, choice: 2 }]);
    expect(withoutMember({ leader: 3, votes: open.votes }, 3)).toEqual(nobodyLeads);
    expect(withoutMember({ leader: 3, votes: open.votes }, 1)).toMatchObject({ leader: 3 });
  });
});
