import { describe, expect, test } from 'vitest';
import { LotState } from '../../../contracts/tender/project.ts';
import { finalStates, move } from '../../../src/kernel/move.ts';
import {
  afterClose,
  lotMoves,
  projectMoves,
  requireBidding,
  resume,
  suspend,
} from '../../../src/tender/rules/lifecycle.ts';

describe('the life of a lot', () => {
  test('from draft to award in the order of the law', () => {
    const way = [
      'draft',
      'bidding',
      'closed',
      'opening',
      'opened',
      'evaluating',
      'evaluated',
      'candidates',
      'awarded',
    ] as const;
    for (const [i, to] of way.slice(1).entries())
      expect(move(lotMoves, way[i] ?? 'draft', to)).toBe(to);
  });

  test('no step is skipped and none is taken back', () => {
    expect(() => move(lotMoves, 'bidding', 'opening')).toThrow();
    expect(() => move(lotMoves, 'closed', 'bidding')).toThrow();
    expect(() => move(lotMoves, 'bidding', 'failed')).toThrow();
  });

  test('contracted, failed and terminated are final', () =>
    expect(finalStates(lotMoves).sort()).toEqual(['contracted', 'failed', 'terminated']));

  test('fewer than three bidders at the close: not opened (B44)', () => {
    expect([0, 2, 3].map(afterClose)).toEqual(['failed', 'failed', 'opening']);
  });

  test.each(LotState.options.filter(s => s !== 'bidding'))('%s takes no bids', state =>
    expect(() => requireBidding(state)).toThrow(expect.objectContaining({ code: 'WRONG_STATE' })),
  );
});

describe('suspension', () => {
  test('remembers the stage and returns to it', () => {
    const stopped = suspend({ state: 'opened', resumesTo: null });
    expect(stopped).toEqual({ state: 'suspended', resumesTo: 'opened' });
    expect(suspend(stopped)).toBe(stopped);
    expect(resume(stopped)).toEqual({ state: 'opened', resumesTo: null });
  });

  test('does not touch what is over', () => {
    const over = { state: 'awarded', resumesTo: null } as const;
    expect(suspend(over)).toBe(over);
    expect(resume(over)).toBe(over);
  });

  test('without a remembered stage nothing is resumed', () =>
    expect(() => resume({ state: 'suspended', resumesTo: null })).toThrow());
});

test('a published project is never a draft again', () =>
  expect(Object.values(projectMoves).flat()).not.toContain('draft'));
