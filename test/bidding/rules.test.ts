import { describe, expect, test } from 'vitest';
import type { LotState } from '../../contracts/tender/project.ts';
import type { LotFacts } from '../../src/bidding/rules/lot.ts';
import { acceptBid, type Offer } from '../../src/bidding/rules/submission.ts';
import { acceptWithdrawal, type Withdrawal } from '../../src/bidding/rules/withdrawal.ts';
import { openTenderRules } from '../../src/tender/methods/open-tender.ts';

const deadline = new Date('2026-09-10T07:00:00.000Z');
const before = new Date(deadline.getTime() - 1);
const lot: LotFacts = {
  id: 'lot',
  project: 'project',
  state: 'bidding',
  deadline,
  stoppedAt: null,
  rules: {
    bond: '0.00',
    bondTerms: openTenderRules.bondTerms,
    envelopes: [
      { id: 'opening', title: '开标一览表', required: true, reveal: 'opening' },
      { id: 'price', title: '清单', required: false, reveal: 'price' },
    ],
  },
  rulesSha256: 'aa',
  committeeKeySha256: 'bb',
  tenderer: 'tenderer',
  agency: 'agency',
};
const bidder = {
  organisation: 'bidder',
  kinds: ['bidder'],
  sanction: null,
  bonds: [],
  credit: null,
};
const offer: Offer = {
  bid: 'bid',
  manifestSha256: 'm1',
  project: 'project',
  lot: 'lot',
  rulesSha256: 'aa',
  committeeKeySha256: 'bb',
  sequence: 1,
  previous: null,
  blind: '00',
  envelopes: [{ id: 'opening' }],
};
const first = { sequence: 1, manifestSha256: 'm1', kind: 'submitted' } as const;
const withdrawal: Withdrawal = {
  bid: 'bid2',
  manifestSha256: 'm2',
  project: 'project',
  lot: 'lot',
  sequence: 2,
  previous: 'm1',
};
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('when a bid is accepted', () => {
  test('one millisecond before the deadline it is', () => {
    const event = acceptBid(lot, bidder, null, offer, before);
    expect(event).toMatchObject({
      type: 'bidding.submitted',
      data: { bidder: 'bidder', sequence: 1, receivedAt: before.toISOString() },
    });
  });
  test('its event is about the bid and shown in no room, so that a lot’s events betray nobody (C21)', () => {
    const event = acceptBid(lot, bidder, null, offer, before);
    expect([event.subject, event.room]).toEqual(['bid', undefined]);
  });
  test('at the deadline it is late and refused (B26, C27)', () => {
    expect(() => acceptBid(lot, bidder, null, offer, deadline)).toThrow(code('DEADLINE_PASSED'));
  });
  test.each<LotState>(['draft', 'closed', 'opening', 'suspended', 'failed', 'awarded'])(
    'a lot that is %s takes none',
    state => {
      expect(() => acceptBid({ ...lot, state }, bidder, null, offer, before)).toThrow(
        code('WRONG_STATE'),
      );
    },
  );
});

describe('who may bid', () => {
  test.each([
    [
      'the centre that runs the platform (C23)',
      { organisation: 'c', kinds: ['bidder', 'centre'], sanction: null },
    ],
    [
      'the tenderer itself (B34)',
      { organisation: 'tenderer', kinds: ['bidder', 'tenderer'], sanction: null },
    ],
    [
      'the agency of the project (B13)',
      { organisation: 'agency', kinds: ['bidder', 'agency'], sanction: null },
    ],
    [
      'an organisation not registered as a bidder',
      { organisation: 'x', kinds: ['tenderer'], sanction: null },
    ],
  ])('not %s', (_, who) => {
    expect(() => acceptBid(lot, { ...who, bonds: [], credit: null }, null, offer, before)).toThrow(
      code('NOT_ELIGIBLE'),
    );
  });
});

describe('what is sealed', () => {
  test.each([
    ['under older rules', { rulesSha256: 'old' }, 'BID_STALE_RULES'],
    ['to another committee key', { committeeKeySha256: 'old' }, 'BID_STALE_RULES'],
    ['for another lot', { lot: 'other' }, 'BID_MALFORMED'],
    ['for another project', { project: 'other' }, 'BID_MALFORMED'],
    ['without a required envelope', { envelopes: [{ id: 'price' }] }, 'BID_MALFORMED'],
    [
      'with an envelope that the rules do not know',
      { envelopes: [{ id: 'opening' }, { id: 'gift' }] },
      'BID_MALFORMED',
    ],
    [
      'with one envelope twice',
      { envelopes: [{ id: 'opening' }, { id: 'opening' }] },
      'BID_MALFORMED',
    ],
  ])('%s is refused', (_, change, expected) => {
    expect(() => acceptBid(lot, bidder, null, { ...offer, ...change }, before)).toThrow(
      code(expected),
    );
  });
});

describe('replacing and withdrawing', () => {
  const second = { ...offer, sequence: 2, previous: 'm1', manifestSha256: 'm2' };
  test('a replacement names the one before it', () => {
    expect(acceptBid(lot, bidder, first, second, before).data).toMatchObject({ previous: 'm1' });
  });
  test.each([
    ['a first bid sent again after a second', first, offer],
    ['a gap in the sequence', first, { ...second, sequence: 3 }],
    ['another predecessor', first, { ...second, previous: 'mx' }],
    ['a predecessor where there is none', null, second],
  ])('%s is refused', (_, latest, next) => {
    expect(() => acceptBid(lot, bidder, latest, next, before)).toThrow(code('BID_WRONG_SEQUENCE'));
  });
  test('a withdrawal takes the newest bid back', () => {
    expect(acceptWithdrawal(lot, bidder, first, withdrawal, before).type).toBe('bidding.withdrawn');
  });
  test.each([
    ['when there is no bid', null],
    ['twice', { ...first, kind: 'withdrawn' } as const],
    ['of an older bid', { sequence: 2, manifestSha256: 'm2', kind: 'submitted' } as const],
  ])('a withdrawal %s is refused', (_, latest) => {
    expect(() => acceptWithdrawal(lot, bidder, latest, withdrawal, before)).toThrow(
      code('BID_WRONG_SEQUENCE'),
    );
  });
  test('a withdrawal at the deadline is late', () => {
    expect(() => acceptWithdrawal(lot, bidder, first, withdrawal, deadline)).toThrow(
      code('DEADLINE_PASSED'),
    );
  });
  test('a bid after a withdrawal follows it in the chain', () => {
    const latest = { sequence: 2, manifestSha256: 'm2', kind: 'withdrawn' } as const;
    const again = { ...offer, sequence: 3, previous: 'm2', manifestSha256: 'm3' };
    expect(acceptBid(lot, bidder, latest, again, before).data).toMatchObject({ sequence: 3 });
  });
});
