import { describe, expect, test } from 'vitest';
import type { Role } from '../../contracts/route.ts';
import {
  lockedUntil,
  requireCompatibleRoles,
  requireCreditCode,
  requireFreshChallenge,
  requireHome,
  requireMayGrant,
  requireOwnCertificate,
  requireUnlocked,
} from '../../src/registry/rules.ts';

const refused = (code: string, reason?: string) =>
  expect.objectContaining({
    code,
    ...(reason ? { facts: expect.objectContaining({ reason }) } : {}),
  });

describe('the unified social credit code (GB 32100)', () => {
  test('with its right check character is accepted', () => {
    expect(() => requireCreditCode('91350100M000100Y43')).not.toThrow();
  });
  test.each([
    ['another check character', '91350100M000100Y44'],
    ['two characters swapped', '91350100M001000Y43'],
    ['17 characters', '91350100M000100Y4'],
    ['a letter that the standard leaves out', '91350100M000100I43'],
    ['lower case', '91350100m000100y43'],
  ])('with %s is refused', (_, code) => {
    expect(() => requireCreditCode(code)).toThrow(refused('MALFORMED', 'credit-code'));
  });
});

describe('roles that one person may hold', () => {
  test.each<[Role[]]>([
    [['bidder']],
    [['tenderer', 'bidder']],
    [['agency', 'tenderer']],
    [['expert']],
  ])('%j together', roles => expect(() => requireCompatibleRoles(roles)).not.toThrow());
  test.each<[Role[]]>([
    [['system-admin', 'security-admin']],
    [['security-admin', 'audit-admin']],
    [['audit-admin', 'system-admin']],
    [['system-admin', 'security-admin', 'audit-admin']],
    [['audit-admin', 'operator']],
    [['bidder', 'system-admin']],
  ])('not %j: the three administrators exclude each other and everything else', roles => {
    expect(() => requireCompatibleRoles(roles)).toThrow(
      refused('FORBIDDEN', 'administrators-exclusive'),
    );
  });
  test.each<[Role[]]>([
    [['expert', 'bidder']],
    [['operator', 'tenderer']],
    [['supervisor', 'agency']],
  ])('not %j: who judges or runs a trade takes no part in it', roles =>
    expect(() => requireCompatibleRoles(roles)).toThrow(refused('FORBIDDEN', 'role-exclusive')),
  );
  test.each<[Role[]]>([[[]], [['public']], [['bidder', 'bidder']]])('not %j', roles => {
    expect(() => requireCompatibleRoles(roles)).toThrow(refused('MALFORMED'));
  });
});

describe('the organisation that a role needs', () => {
  test('a bidder acts for an organisation registered as bidder', () => {
    expect(() => requireHome(['bidder'], ['bidder', 'tenderer'])).not.toThrow();
    expect(() => requireHome(['bidder'], ['tenderer'])).toThrow(
      refused('CONFLICT', 'home-missing'),
    );
    expect(() => requireHome(['bidder'], null)).toThrow(refused('CONFLICT', 'home-missing'));
  });
  test('an expert and an administrator act for none', () => {
    expect(() => requireHome(['expert'], null)).not.toThrow();
    expect(() => requireHome(['audit-admin'], ['centre'])).toThrow(
      refused('CONFLICT', 'home-refused'),
    );
  });
});

describe('who gives a role', () => {
  test('the operator enters traders and experts, never an administrator or an operator', () => {
    expect(() => requireMayGrant(['operator'], ['bidder', 'expert'])).not.toThrow();
    for (const role of ['system-admin', 'security-admin', 'audit-admin', 'operator'] as const)
      expect(() => requireMayGrant(['operator'], [role])).toThrow(refused('FORBIDDEN'));
  });
  test('the system administrator enters who runs the platform, never a trader', () => {
    expect(() => requireMayGrant(['system-admin'], ['operator'])).not.toThrow();
    expect(() => requireMayGrant(['system-admin'], ['bidder'])).toThrow(refused('FORBIDDEN'));
  });
  test('nobody else gives any', () => {
    for (const role of ['bidder', 'supervisor', 'security-admin', 'audit-admin'] as const)
      expect(() => requireMayGrant([role], ['bidder'])).toThrow(refused('FORBIDDEN'));
  });
});

describe('a certificate fits', () => {
  const holder = { name: '李工', code: '91350100M000100Y43' };
  const subject = { commonName: '李工', serialNumber: null, organizationIdentifier: null };
  test.each([
    ['the person by name', subject],
    ['the person, with the organisation', { ...subject, organizationIdentifier: holder.code }],
    [
      'the organisation by its code',
      { ...subject, commonName: '甲公司', serialNumber: holder.code },
    ],
  ])('%s', (_, fitting) => {
    expect(() => requireOwnCertificate(fitting, holder)).not.toThrow();
  });
  test.each([
    ['another person', { ...subject, commonName: '王工' }],
    ['a namesake elsewhere', { ...subject, organizationIdentifier: '91440101MA5AXXXX03' }],
    [
      'another organisation',
      { ...subject, commonName: '乙公司', serialNumber: '91440101MA5AXXXX03' },
    ],
  ])('not %s', (_, other) => {
    expect(() => requireOwnCertificate(other, holder)).toThrow(
      refused('CERTIFICATE_INVALID', 'other-holder'),
    );
  });
  test('not a person without organisation by a serial number that is missing', () => {
    const nobody = { commonName: '乙公司', serialNumber: null, organizationIdentifier: null };
    expect(() => requireOwnCertificate(nobody, { name: '李工', code: null })).toThrow(
      refused('CERTIFICATE_INVALID'),
    );
  });
});

describe('the lock after wrong passwords', () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const minutes = (failures: number) => {
    const until = lockedUntil(failures, now);
    return until ? (until.getTime() - now.getTime()) / 60_000 : 0;
  };
  test('begins at the fifth and doubles up to an hour', () => {
    expect([1, 4, 5, 6, 7, 10, 11, 12, 40].map(minutes)).toEqual([0, 0, 1, 2, 4, 32, 60, 60, 60]);
  });
  test('holds to the millisecond, and says how long', () => {
    const until = new Date(now.getTime() + 30_000);
    expect(() => requireUnlocked(until, now)).toThrow(refused('ACCOUNT_LOCKED'));
    expect(() => requireUnlocked(until, new Date(until.getTime() - 1))).toThrow();
    expect(() => requireUnlocked(until, until)).not.toThrow();
    expect(() => requireUnlocked(null, now)).not.toThrow();
  });
});

describe('a challenge', () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const expiresAt = new Date(now.getTime() + 1);
  test('signs in once, in its time, if it was issued here', () => {
    expect(() => requireFreshChallenge({ expiresAt, usedAt: null }, now)).not.toThrow();
    for (const stale of [null, { expiresAt, usedAt: now }, { expiresAt: now, usedAt: null }])
      expect(() => requireFreshChallenge(stale, now)).toThrow(
        refused('SIGN_IN_FAILED', 'challenge'),
      );
  });
});
