import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '../../src/kernel/bytes.ts';
import { aFirm, type Firm } from '../support/trade.ts';
import { openRegister, type Register } from './register.ts';

let register: Register;
let firm: Firm;

beforeAll(async () => {
  register = await openRegister(true);
  firm = await aFirm(register.city);
});
afterAll(() => register.close());

test('in demo mode everybody is one click away, and the session is marked', async () => {
  const { rows } = (await register.call('GET', '/demo/accounts')).body;
  expect(rows).toEqual([expect.objectContaining({ person: firm.person, roles: ['bidder'] })]);
  const { body } = await register.call('POST', '/demo/session', { person: firm.person });
  expect(body).toMatchObject({ person: firm.person, demo: true });
  const session = await register.call('GET', '/session', undefined, body.token);
  expect(session.body).toMatchObject({ demo: true, session: { organisation: firm.organisation } });
});
test('the key file of an account is given out, of nobody it is not', async () => {
  const kept = JSON.stringify({ p12: 'AAAA', passphrase: 'x' });
  await register.city.vault.put(`demo-p12-${firm.person}`, utf8(kept));
  const found = await register.call('GET', `/demo/keys/${firm.person}`);
  expect(found.body).toMatchObject({ p12: 'AAAA', passphrase: 'x' });
  const none = await register.call('GET', '/demo/keys/00000000-0000-4000-8000-000000000000');
  expect(none.status).toBe(404);
});
test('the clock is put forward, never back', async () => {
  const before = new Date((await register.call('GET', '/time')).body.now);
  const toward = new Date(before.getTime() + 86_400_000);
  const put = (to: Date) => register.call('POST', '/demo/clock', { toward: to.toISOString() });
  expect(new Date((await put(toward)).body.now) >= toward).toBe(true);
  expect(new Date((await put(before)).body.now) >= toward).toBe(true);
});
