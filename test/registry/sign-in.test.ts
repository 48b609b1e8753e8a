import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { base64, utf8 } from '../../src/kernel/bytes.ts';
import { type Signer, signCades } from '../../src/pki/cades.ts';
import { readChallenge } from '../../src/pki/challenge.ts';
import { Certificate, Challenge, Person, Session } from '../../src/registry/entities.ts';
import { aFirm, type Firm } from '../support/trade.ts';
import { openRegister, type Register } from './register.ts';

let register: Register;
let firm: Firm;
let other: Firm;
const password = 'correct horse battery';

beforeAll(async () => {
  register = await openRegister();
  firm = await aFirm(register.city);
  other = await aFirm(register.city);
});
afterAll(() => register.close());

const problem = (code: string, reason?: string) => ({
  body: { code, ...(reason ? { facts: { reason } } : {}) },
});
const ask = async (): Promise<string> =>
  (await register.call('POST', '/session/challenge')).body.challenge;
const sign = async (text: string, signers: Signer[] = [firm.signer]) =>
  base64(await signCades(utf8(text), signers, { detached: true, signingTime: new Date() }));
const enter = (challenge: string, signature: string) =>
  register.call('POST', '/session/certificate', { challenge, signature });
const bySecret = (login: string, secret: string) =>
  register.call('POST', '/session/password', { login, password: secret });

describe('signing in by certificate', () => {
  test('a signature over the challenge by a bound certificate starts a session', async () => {
    const challenge = await ask();
    expect(readChallenge(challenge, register.url, new Date()).origin).toBe(register.url);
    const answer = await enter(challenge, await sign(challenge));
    expect(answer).toMatchObject({ status: 200, body: { person: firm.person, roles: ['bidder'] } });
    const mine = await register.call('GET', '/session', undefined, answer.body.token);
    expect(mine.body.session.organisation).toBe(firm.organisation);
    const [event] = (await register.events('registry.signed-in')).slice(-1);
    expect(event).toMatchObject({
      actor: firm.person,
      data: { by: 'certificate', certificate: firm.signer.certificate.sha256, status: 'valid' },
    });
  });
  test('a challenge signs in once', async () => {
    const challenge = await ask();
    const signature = await sign(challenge);
    expect((await enter(challenge, signature)).status).toBe(200);
    expect(await enter(challenge, signature)).toMatchObject(problem('SIGN_IN_FAILED', 'challenge'));
  });
  test('two at once with one challenge: one session', async () => {
    const challenge = await ask();
    const signature = await sign(challenge);
    const answers = await Promise.all([enter(challenge, signature), enter(challenge, signature)]);
    expect(answers.map(a => a.status).sort()).toEqual([200, 401]);
  });
  test('a challenge that is over, or was never issued, is refused', async () => {
    const old = await ask();
    await register.city.orm.em
      .fork()
      .nativeUpdate(Challenge, { text: old }, { expiresAt: new Date() });
    expect(await enter(old, await sign(old))).toMatchObject(problem('SIGN_IN_FAILED', 'challenge'));
    const own = (await ask()).replace(/"nonce":"...../, '"nonce":"AAAAA');
    expect(await enter(own, await sign(own))).toMatchObject(problem('SIGN_IN_FAILED', 'challenge'));
  });
  test('a signature over another challenge is refused', async () => {
    const [challenge, another] = [await ask(), await ask()];
    expect(await enter(challenge, await sign(another))).toMatchObject(
      problem('SIGNATURE_INVALID', 'digest-mismatch'),
    );
  });
  test('a signature by two is refused', async () => {
    const challenge = await ask();
    const both = await sign(challenge, [firm.signer, other.signer]);
    expect(await enter(challenge, both)).toMatchObject(problem('SIGNATURE_INVALID'));
  });
  test('a certificate that is bound to nobody is refused', async () => {
    const challenge = await ask();
    const signature = await sign(challenge, [register.city.ca.centre]);
    expect(await enter(challenge, signature)).toMatchObject(
      problem('SIGN_IN_FAILED', 'certificate-unbound'),
    );
  });
  test('a revoked certificate is refused', async () => {
    const lost = await aFirm(register.city);
    await register.city.ca.revoke(lost.signer.certificate.serial, await register.city.now());
    const challenge = await ask();
    expect(await enter(challenge, await sign(challenge, [lost.signer]))).toMatchObject(
      problem('CERTIFICATE_INVALID', 'revoked'),
    );
  });
  test('a binding that has ended is refused', async () => {
    const gone = await aFirm(register.city);
    const change = { unboundAt: new Date() };
    await register.city.orm.em.fork().nativeUpdate(Certificate, { person: gone.person }, change);
    const challenge = await ask();
    expect(await enter(challenge, await sign(challenge, [gone.signer]))).toMatchObject(
      problem('SIGN_IN_FAILED', 'certificate-unbound'),
    );
  });
  test('malformed base64 is refused before anything is looked up', async () => {
    expect(await enter(await ask(), '%%%')).toMatchObject({ status: 400 });
  });
});

describe('signing in by password', () => {
  test('the right one starts a session, and forgets the failures before', async () => {
    const id = await register.person('audit.wang', ['audit-admin']);
    for (let i = 0; i < 4; i++) await bySecret('audit.wang', 'wrong');
    const answer = await bySecret('audit.wang', password);
    expect(answer).toMatchObject({ status: 200, body: { person: id, roles: ['audit-admin'] } });
    expect(answer.headers.get('set-cookie')).toMatch(/httponly/i);
    const kept = await register.city.orm.em.fork().findOneOrFail(Person, { id });
    expect([kept.failures, kept.lockedUntil]).toEqual([0, null]);
  });
  test('a wrong one and an unknown account get the same answer', async () => {
    await register.person('system.li', ['system-admin']);
    const wrong = await bySecret('system.li', 'wrong');
    const unknown = await bySecret('nobody.here', 'wrong');
    const told = ({ status, body }: typeof wrong) => [status, body.code, body.detail, body.facts];
    expect(told(wrong)).toEqual(told(unknown));
    expect(wrong.body.code).toBe('SIGN_IN_FAILED');
    expect(wrong.body.detailEn).toContain('The login or password is wrong.');
  });
  test('an account without a password is refused alike', async () => {
    const { login } = await register.city.orm.em.fork().findOneOrFail(Person, { id: firm.person });
    expect(await bySecret(login, '')).toMatchObject({ status: 400 });
    expect(await bySecret(login, 'anything')).toMatchObject(problem('SIGN_IN_FAILED'));
  });
  test('after five wrong ones even the right one waits, known account or not', async () => {
    const id = await register.person('security.zhao', ['security-admin']);
    for (const login of ['security.zhao', 'never.heard']) {
      for (let i = 0; i < 5; i++)
        expect(await bySecret(login, 'wrong')).toMatchObject(problem('SIGN_IN_FAILED'));
      const locked = await bySecret(login, password);
      expect(locked).toMatchObject({ status: 429, body: { code: 'ACCOUNT_LOCKED' } });
      expect(locked.body.facts.seconds).toBeGreaterThan(0);
    }
    expect((await register.events('registry.account-locked')).map(e => e.subject)).toEqual([id]);
    const past = { lockedUntil: new Date(0) };
    await register.city.orm.em.fork().nativeUpdate(Person, { id }, past);
    expect((await bySecret('security.zhao', password)).status).toBe(200);
  });
  test('many at once get no more tries than one after another', async () => {
    await register.person('system.sun', ['system-admin']);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => bySecret('system.sun', 'wrong')),
    );
    expect(answers.filter(a => a.body.code === 'SIGN_IN_FAILED')).toHaveLength(5);
    expect(answers.filter(a => a.body.code === 'ACCOUNT_LOCKED')).toHaveLength(7);
  });
});

describe('a session', () => {
  const begin = async () => {
    const challenge = await ask();
    return (await enter(challenge, await sign(challenge))).body.token as string;
  };
  const held = (token: string) => ({
    tokenSha256: createHash('sha256').update(token).digest('hex'),
  });
  const seen = async (token: string) =>
    (await register.call('GET', '/session', undefined, token)).body.session;

  test('is kept by the hash of its token alone', async () => {
    const token = await begin();
    const rows = await register.city.orm.em.fork().find(Session, {});
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.some(row => row.tokenSha256 === held(token).tokenSha256)).toBe(true);
  });
  test('ends at sign-out', async () => {
    const token = await begin();
    expect(await seen(token)).not.toBeNull();
    await register.call('DELETE', '/session', undefined, token);
    expect(await seen(token)).toBeNull();
  });
  test.each([
    ['at its absolute end', { expiresAt: new Date(0) }],
    ['when nobody touched it for long', { seenAt: new Date(0) }],
  ])('is over %s', async (_, change) => {
    const token = await begin();
    await register.city.orm.em.fork().nativeUpdate(Session, held(token), change);
    expect(await seen(token)).toBeNull();
  });
  test('of a made-up token is none', async () => {
    expect(await seen('A'.repeat(43))).toBeNull();
  });
});

test('outside demo mode the one-click addresses do not exist', async () => {
  for (const [method, path] of [
    ['GET', '/demo/accounts'],
    ['POST', '/demo/session'],
    ['POST', '/demo/clock'],
    ['GET', `/demo/keys/${firm.person}`],
  ] as const)
    expect((await register.call(method, path, method === 'POST' ? {} : undefined)).status).toBe(
      404,
    );
});
