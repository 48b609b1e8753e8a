import { LockMode } from '@mikro-orm/core';
import { type Context, type Transaction, transact } from '../platform/command.ts';
import { Person } from './entities.ts';
import { isPassword } from './password.ts';
import { lockedUntil, requireUnlocked, wrongPassword } from './rules.ts';
import { startSession } from './session.ts';
import { UnknownLogins } from './unknown-logins.ts';

const unknown = new UnknownLogins();

/**
 * Signs in by password. Each attempt is counted before the password is looked at, under the row lock, so that many at
 * once get no more tries than one after another; the right password takes the count back.
 */
export async function signInByPassword(
  ctx: Context,
  { login, password }: { readonly login: string; readonly password: string },
  demo: boolean,
) {
  const attempt = await transact(ctx, tx => countAttempt(tx, login));
  if (!(await isPassword(attempt?.passwordHash ?? null, password)) || !attempt) {
    if (attempt?.lockedUntil) await recordLock(ctx, attempt);
    throw wrongPassword();
  }
  const { id } = attempt;
  return transact({ ...ctx, actor: { ...ctx.actor, person: id } }, async tx => {
    const person = await tx.em.findOneOrFail(Person, { id }, { populate: ['organisation'] });
    person.failures = 0;
    person.lockedUntil = null;
    return startSession(tx, person, demo, { by: 'password' });
  });
}

function recordLock(ctx: Context, { id, failures }: Person) {
  const locked = { type: 'registry.account-locked', subject: id, data: { failures } };
  return transact(ctx, tx => tx.record(locked));
}

async function countAttempt(tx: Transaction, login: string): Promise<Person | null> {
  const person = await tx.em.findOne(Person, { login }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const now = new Date();
  if (!person) {
    unknown.countAttempt(login, now);
    return null;
  }
  requireUnlocked(person.lockedUntil ?? null, now);
  person.failures += 1;
  person.lockedUntil = lockedUntil(person.failures, now);
  await tx.em.flush();
  return person;
}
