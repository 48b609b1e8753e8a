import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CertificateOrder } from '../../certs/development-ca.ts';
import { base64 } from '../../src/kernel/bytes.ts';
import { Organisation, Person } from '../../src/registry/entities.ts';
import { creditCheckCharacter } from '../../src/registry/rules.ts';
import { openRegister, type Register } from './register.ts';

let register: Register;
let operator: string;
let system: string;
let security: string;

beforeAll(async () => {
  register = await openRegister();
  await register.person('operator.chen', ['operator']);
  await register.person('system.li', ['system-admin']);
  await register.person('security.zhao', ['security-admin']);
  operator = await register.token('operator.chen');
  system = await register.token('system.li');
  security = await register.token('security.zhao');
});
afterAll(() => register.close());

let made = 0;
const newCode = () => {
  const first17 = `91990100MA00000${String(++made).padStart(2, '0')}`;
  return first17 + creditCheckCharacter(first17);
};
const firm = (code = newCode()) => ({
  name: `云江第${made}建筑有限公司`,
  code,
  city: '云江市',
  kinds: ['bidder'],
});
const problem = (code: string, reason?: string) => ({
  body: { code, ...(reason ? { facts: { reason } } : {}) },
});
const enterFirm = async () =>
  (await register.call('POST', '/organisations', firm(), operator)).body;
const person = (organisation: string | null, roles: string[]) => ({
  name: '李工',
  organisation,
  login: `li.${++made}`,
  roles,
  password: 'correct horse battery',
});
const enter = (body: object, token = operator) => register.call('POST', '/persons', body, token);
const count = async (type: string) => (await register.events(type)).length;

describe('organisations', () => {
  test('are registered by the operator, found by name or code, and recorded', async () => {
    const body = firm();
    const answer = await register.call('POST', '/organisations', body, operator);
    expect(answer).toMatchObject({ status: 200, body });
    for (const text of [body.code.slice(-6), body.name]) {
      const path = `/organisations?text=${encodeURIComponent(text)}`;
      const found = await register.call('GET', path, undefined, operator);
      expect(found.body).toEqual({ rows: [answer.body], next: null });
    }
    const [event] = (await register.events('registry.organisation-registered')).slice(-1);
    expect(event).toMatchObject({ subject: answer.body.id, data: { code: body.code } });
  });
  test('with a code that is not one are refused, and leave no trace', async () => {
    const before = await count('registry.organisation-registered');
    const answer = await register.call(
      'POST',
      '/organisations',
      firm('91990100MA0000001X'),
      operator,
    );
    expect(answer).toMatchObject(problem('MALFORMED', 'credit-code'));
    expect(await count('registry.organisation-registered')).toBe(before);
  });
  test('with one code are registered once, two at once too', async () => {
    const code = newCode();
    const both = [firm(code), firm(code)].map(body =>
      register.call('POST', '/organisations', body, operator),
    );
    const answers = await Promise.all(both);
    expect(answers.map(a => a.status).sort()).toEqual([200, 409]);
    expect(await register.city.orm.em.fork().count(Organisation, { code })).toBe(1);
  });
  test('are not registered by anyone else', async () => {
    for (const token of [system, security])
      expect(await register.call('POST', '/organisations', firm(), token)).toMatchObject(
        problem('FORBIDDEN'),
      );
    expect(await register.call('POST', '/organisations', firm())).toMatchObject(
      problem('SIGN_IN_REQUIRED'),
    );
  });
  test('come in pages; a wildcard in the search finds nothing', async () => {
    const em = register.city.orm.em.fork();
    for (let i = 0; i < 55; i++)
      em.create(Organisation, {
        ...{ ...firm(), kinds: ['bidder'], registeredAt: new Date() },
        id: `00000000-0000-7000-8000-0000000000${String(i).padStart(2, '0')}`,
      });
    await em.flush();
    const first = await register.call('GET', '/organisations', undefined, operator);
    expect(first.body.rows).toHaveLength(50);
    const path = `/organisations?after=${first.body.next}`;
    const second = await register.call('GET', path, undefined, operator);
    expect(second.body.rows[0].id > first.body.next).toBe(true);
    const none = await register.call('GET', '/organisations?text=%25%25', undefined, operator);
    expect(none.body.rows).toEqual([]);
  });
});

describe('people', () => {
  test('are entered for their organisation and sign in with their first password', async () => {
    const { id } = await enterFirm();
    const body = person(id, ['bidder']);
    const answer = await enter(body);
    expect(answer).toMatchObject({ status: 200, body: { organisation: id, roles: ['bidder'] } });
    expect(JSON.stringify(answer.body)).not.toContain(body.password);
    expect(await register.token(body.login)).toHaveLength(43);
    const kept = await register.city.orm.em.fork().findOneOrFail(Person, { login: body.login });
    expect(kept.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const listed = await register.call('GET', `/persons?organisation=${id}`, undefined, operator);
    expect(listed.body.rows).toEqual([answer.body]);
  });
  test('a tenderer sees the people of its own organisation by name, and nobody else’s', async () => {
    const office = () =>
      register.call('POST', '/organisations', { ...firm(), kinds: ['tenderer'] }, operator);
    const { id } = (await office()).body;
    const own = await enter(person(id, ['tenderer']));
    await enter(person((await office()).body.id, ['tenderer']));
    const token = await register.token(own.body.login);
    const seen = await register.call('GET', '/persons/colleagues', undefined, token);
    expect(seen.body).toEqual({ rows: [{ id: own.body.id, name: '李工' }] });
    expect(await register.call('GET', '/persons/colleagues', undefined, operator)).toMatchObject(
      problem('FORBIDDEN'),
    );
  });
  test('nobody is given two of the three administrators, or one beside another role', async () => {
    for (const roles of [
      ['system-admin', 'audit-admin'],
      ['security-admin', 'operator'],
    ])
      expect(await enter(person(null, roles), system)).toMatchObject(
        problem('FORBIDDEN', 'administrators-exclusive'),
      );
  });
  test('the operator makes no administrator, the system administrator no trader', async () => {
    const { id } = await enterFirm();
    expect(await enter(person(null, ['audit-admin']))).toMatchObject(
      problem('FORBIDDEN', 'grant-refused'),
    );
    expect(await enter(person(id, ['bidder']), system)).toMatchObject(
      problem('FORBIDDEN', 'grant-refused'),
    );
    expect((await enter(person(null, ['audit-admin']), system)).status).toBe(200);
  });
  test('a role needs an organisation registered for it, and one that exists', async () => {
    const { id } = await enterFirm();
    expect(await enter(person(id, ['tenderer']))).toMatchObject(
      problem('CONFLICT', 'home-missing'),
    );
    expect(await enter(person(id, ['expert']))).toMatchObject(problem('CONFLICT', 'home-refused'));
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect(await enter(person(nowhere, ['bidder']))).toMatchObject(problem('NOT_FOUND'));
  });
  test('one login is one person', async () => {
    const body = person(null, ['expert']);
    const answers = await Promise.all([enter(body), enter(body)]);
    expect(answers.map(a => a.status).sort()).toEqual([200, 409]);
  });
  test('a short password is refused', async () => {
    const short = { ...person(null, ['expert']), password: 'short' };
    expect(await enter(short)).toMatchObject({ status: 400 });
  });
});

describe('experts', () => {
  const pool = (id: string) => ({
    person: id,
    city: '望川市',
    disciplines: ['市政工程', '市政工程', '造价'],
    employer: '望川市设计院',
    pastEmployers: [{ name: '云江建工集团', until: '2025-04-30' }],
  });
  const enterPool = (body: object, token = operator) =>
    register.call('POST', '/experts', body, token);

  test('enter the pool once, with disciplines and past employers', async () => {
    const { id } = (await enter(person(null, ['expert']))).body;
    expect(await enterPool(pool(id))).toMatchObject({
      status: 200,
      body: { name: '李工', disciplines: ['市政工程', '造价'], active: true },
    });
    expect(await enterPool(pool(id))).toMatchObject(problem('CONFLICT', 'already-in-pool'));
    const [event] = (await register.events('registry.expert-registered')).slice(-1);
    expect(JSON.stringify(event)).not.toContain('设计院');
  });
  test('are people with that role', async () => {
    const { id } = (await enter(person((await enterFirm()).id, ['bidder']))).body;
    expect(await enterPool(pool(id))).toMatchObject(problem('WRONG_STATE', 'not-an-expert'));
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect(await enterPool(pool(nowhere))).toMatchObject(problem('NOT_FOUND'));
  });
});

describe('certificates', () => {
  const order = (more: Partial<CertificateOrder>): CertificateOrder => ({
    ...{ kind: 'organisation', name: '甲', org: '甲', code: 'X', key: 'ec', encryption: true },
    ...more,
  });
  const bind = (certificate: { der: Uint8Array }, id: string, purpose = 'sign', token = security) =>
    register.call(
      'POST',
      '/certificates',
      { certificate: base64(certificate.der), person: id, purpose },
      token,
    );
  async function bidder() {
    const home = await enterFirm();
    const body = person(home.id, ['bidder']);
    const { id } = (await enter(body)).body;
    const { name, code } = home;
    const issued = await register.city.ca.issue(
      order({ name, org: name, code }),
      await register.city.now(),
    );
    return { home, id, login: body.login, ...issued };
  }

  test("the organisation's own pair is bound, shown to its people, and recorded", async () => {
    const { home, id, login, signing, encryption } = await bidder();
    expect((await bind(signing, id)).body).toMatchObject({ organisation: home.id, state: 'bound' });
    expect((await bind(encryption ?? signing, id, 'encrypt')).body.purpose).toBe('encrypt');
    const mine = await register.call(
      'GET',
      '/certificates/mine',
      undefined,
      await register.token(login),
    );
    expect(mine.body.rows).toHaveLength(2);
    const [, event] = (await register.events('registry.certificate-bound')).slice(-2);
    expect(event.data).toEqual({
      certificate: encryption?.sha256,
      purpose: 'encrypt',
      status: 'valid',
    });
  });
  test('of somebody else, for another use, or bound before, is refused', async () => {
    const [one, two] = [await bidder(), await bidder()];
    expect(await bind(one.signing, two.id)).toMatchObject(
      problem('CERTIFICATE_INVALID', 'other-holder'),
    );
    expect(await bind(one.signing, one.id, 'encrypt')).toMatchObject(
      problem('CERTIFICATE_INVALID', 'key-usage'),
    );
    await bind(one.signing, one.id);
    expect(await bind(one.signing, one.id)).toMatchObject(problem('CONFLICT', 'already-bound'));
  });
  test('that is revoked or no certificate at all is refused', async () => {
    const { id, signing } = await bidder();
    await register.city.ca.revoke(signing.serial, await register.city.now());
    expect(await bind(signing, id)).toMatchObject(problem('CERTIFICATE_INVALID', 'revoked'));
    expect(await bind({ der: Uint8Array.of(0x30, 0) }, id)).toMatchObject(
      problem('CERTIFICATE_INVALID', 'malformed'),
    );
  });
  test('is not bound by its own holder', async () => {
    const { id, login, signing } = await bidder();
    expect(await bind(signing, id, 'sign', await register.token(login))).toMatchObject(
      problem('FORBIDDEN'),
    );
  });
  test('unbound ends the sessions of its holder, once', async () => {
    const { id, login, signing } = await bidder();
    await bind(signing, id);
    const token = await register.token(login);
    const unbind = () =>
      register.call('DELETE', `/certificates/${signing.sha256}`, undefined, security);
    expect(await unbind()).toMatchObject({ status: 200 });
    expect((await register.call('GET', '/session', undefined, token)).body.session).toBeNull();
    expect(await unbind()).toMatchObject(problem('NOT_FOUND'));
  });
});
