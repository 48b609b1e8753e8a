import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrganisationProfile } from '../../contracts/organisation-profile.ts';
import {
  declareProfile,
  readMyProfile,
  readProfile,
} from '../../contracts/organisation-profile.ts';
import { ProblemError } from '../../contracts/problem-error.ts';
import { openStage, type Player, type Stage } from '../../src/demo/play/player.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { personMark, personTag } from '../../src/pki/person-mark.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
let stage: Stage;
let firm: Player;
beforeAll(async () => {
  service = await startService();
  stage = await openStage(service.url);
  firm = await stage.first('bidder');
});
afterAll(() => service.remove());

const mark = personMark('99010019800101019X');
const profileOf = async (more: Partial<OrganisationProfile> = {}): Promise<OrganisationProfile> => {
  const { code } = await firm.client.call(readMyProfile);
  return {
    format: 'kaibiao-organisation-profile/1',
    code,
    legalRepresentative: { name: '蒋惟安', mark },
    parent: null,
    predecessors: [],
    shareholders: [{ name: '云江城投集团', code: null, mark: null, share: '51.00' }],
    contact: { name: '蒋惟安', phone: '0000-88112201', email: null, address: '建业大道 1 号' },
    facts: { established: '2003-05-12', capital: '50000000.00', industry: '房屋建筑' },
    ...more,
  };
};
const declare = async (profile: OrganisationProfile, signed = profile) =>
  firm.client.call(declareProfile, {
    body: { profile, signature: await firm.sign(canonicalText(signed)) },
  });
const refusal = (code: string, reason?: string) => (error: unknown) =>
  error instanceof ProblemError &&
  error.problem.code === code &&
  (reason === undefined || error.problem.facts.reason === reason);

test('a mark is the same in each city, never the number, and needs a right identity number (GB 11643)', () => {
  expect(mark).toMatch(/^[0-9a-f]{64}$/);
  expect(personMark(' 99010019800101019x ')).toBe(mark);
  expect(() => personMark('990100198001010011')).toThrow('身份证');
  expect(personTag(mark, 'L-1')).not.toBe(personTag(mark, 'L-2'));
});

test('an organisation declares itself, signed; each declaration is a version', async () => {
  expect(await firm.client.call(readMyProfile)).toMatchObject({ version: 0, profile: null });
  const first = await profileOf();
  expect(await declare(first)).toMatchObject({ version: 1 });
  expect(await declare(await profileOf({ predecessors: [] }))).toMatchObject({ version: 2 });
  expect(await firm.client.call(readMyProfile)).toMatchObject({ version: 2, profile: first });
});

test('a supervisor reads it without the marks of people; other bidders do not', async () => {
  const { organisation } = await firm.client.call(readMyProfile);
  const supervisor = await stage.first('supervisor');
  const seen = await supervisor.client.call(readProfile, {
    params: { organisation: organisation },
  });
  expect(seen.profile?.legalRepresentative).toEqual({ name: '蒋惟安' });
  expect(JSON.stringify(seen)).not.toContain(mark);
  const other = await stage.enter(stage.accounts('bidder')[1] ?? firm.account);
  await expect(other.client.call(readProfile, { params: { organisation } })).rejects.toSatisfy(
    refusal('FORBIDDEN'),
  );
});

test('refused: another text under the signature, another’s code, one’s own branch, more than all shares', async () => {
  const good = await profileOf();
  const other = '91990100MA1K7Q3D8X';
  await expect(declare(good, { ...good, parent: other })).rejects.toSatisfy(
    refusal('SIGNATURE_INVALID'),
  );
  await expect(declare({ ...good, code: other })).rejects.toSatisfy(
    refusal('MALFORMED', 'other-code'),
  );
  await expect(declare({ ...good, parent: good.code })).rejects.toSatisfy(
    refusal('MALFORMED', 'self'),
  );
  await expect(declare({ ...good, parent: other })).rejects.toSatisfy(
    refusal('MALFORMED', 'credit-code'),
  );
  const holder = good.shareholders[0] ?? { name: '', code: null, mark: null, share: '' };
  const shareholders = [holder, { ...holder, share: '60' }];
  await expect(declare({ ...good, shareholders })).rejects.toSatisfy(
    refusal('MALFORMED', 'shares'),
  );
  expect(await firm.client.call(readMyProfile)).toMatchObject({ version: 2 });
});
