import { expect, test } from 'vitest';
import { Organisation } from '../../contracts/registry.ts';
import { cities, organisations, people, venues } from '../../src/demo/city.ts';
import { disciplines, experts } from '../../src/demo/city-experts.ts';
import { bidderProfiles } from '../../src/demo/content/bid/bidders.ts';
import { organisationCode } from '../../src/demo/credit-code.ts';
import { creditCheckCharacter } from '../../src/registry/rules.ts';

test('check characters agree with the example of GB 32100-2015 and with GB 11714-1997', () => {
  expect(creditCheckCharacter('91350100M000100Y4')).toBe('3');
  expect(organisationCode('D2143569')).toBe('D2143569X');
});

test('every organisation has a code of its own with valid check characters, in an area that is nobody’s', () => {
  const codes = organisations.map(o => o.code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { key, address, phone, ...o } of organisations) {
    expect(Organisation.omit({ id: true }).safeParse(o).success).toBe(true);
    expect(creditCheckCharacter(o.code.slice(0, 17))).toBe(o.code[17]);
    expect(organisationCode(o.code.slice(8, 16))).toBe(o.code.slice(8, 17));
    expect(o.code.slice(2, 4)).toBe('99');
    expect([key, address, phone].every(Boolean)).toBe(true);
  }
});

test('forty experts in both cities, each discipline with at least four in each', () => {
  expect(experts).toHaveLength(40);
  for (const city of Object.values(cities))
    for (const discipline of disciplines) {
      const able = experts.filter(e => e.city === city.name && e.disciplines.includes(discipline));
      expect(able.length).toBeGreaterThanOrEqual(4);
    }
});

test('some experts work, or worked within three years, for a party, so that a draw has whom to exclude', () => {
  const parties = new Set(organisations.map(o => o.name));
  expect(experts.filter(e => parties.has(e.employer)).length).toBeGreaterThanOrEqual(3);
  expect(
    experts.filter(e => e.pastEmployers.some(p => parties.has(p.name))).length,
  ).toBeGreaterThanOrEqual(2);
});

test('every role is somebody, sign-in names are unique, and the three administrators are three people', () => {
  const logins = people.map(p => p.login);
  expect(new Set(logins).size).toBe(logins.length);
  const roles = new Set(people.flatMap(p => p.roles));
  for (const role of ['tenderer', 'agency', 'bidder', 'expert', 'supervisor', 'operator'] as const)
    expect(roles.has(role)).toBe(true);
  const admins = people.filter(p => p.roles.some(r => r.endsWith('-admin')));
  expect(admins.map(a => a.roles)).toEqual([['system-admin'], ['security-admin'], ['audit-admin']]);
});

test('both cities have venues, and every bidder organisation has a profile to make files from', () => {
  expect(new Set(venues.map(v => v.city)).size).toBe(2);
  const bidders = organisations.filter(o => o.kinds.includes('bidder')).map(o => o.key);
  expect(bidders.length).toBeGreaterThanOrEqual(6);
  expect(bidderProfiles.map(b => b.key).sort()).toEqual([...bidders].sort());
});
