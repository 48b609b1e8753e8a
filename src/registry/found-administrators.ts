import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { v7 } from 'uuid';
import type { Role } from '../../contracts/route.ts';
import { type Context, transact } from '../platform/command.ts';
import { Person } from './entities.ts';
import { hashPassword } from './password.ts';

/** The three administrators (三员) that a deployment begins with; everybody else is registered by people. */
const first: readonly { readonly login: string; readonly name: string; readonly role: Role }[] = [
  { login: 'system', name: '系统管理员', role: 'system-admin' },
  { login: 'security', name: '安全管理员', role: 'security-admin' },
  { login: 'audit', name: '审计管理员', role: 'audit-admin' },
];

/**
 * Gives an empty register its three administrators, once. Their first passwords go to `file` (mode 0600), one line
 * each, for three people to take over; no log ever shows them. Says whether it did anything.
 */
export async function foundAdministrators(ctx: Context, file: string): Promise<boolean> {
  if ((await ctx.em.count(Person)) > 0) return false;
  const accounts = await Promise.all(first.map(withPassword));
  return transact(ctx, async tx => {
    // Two nodes starting at once: the second waits here, then finds that it is done.
    await tx.em.execute('lock table person in share row exclusive mode');
    if ((await tx.em.count(Person)) > 0) return false;
    const registeredAt = await tx.now();
    for (const { login, name, role, passwordHash } of accounts)
      tx.em.create(Person, {
        ...{ id: v7(), name, login, roles: [role], passwordHash, registeredAt },
        ...{ organisation: null, failures: 0, lockedUntil: null },
      });
    await tx.em.flush();
    const roles = first.map(account => account.role);
    await tx.record({ type: 'registry.founded', subject: 'registry', data: { roles } });
    const lines = accounts.map(({ login, password }) => `${login} ${password}\n`);
    await writeFile(file, lines.join(''), { mode: 0o600 });
    return true;
  });
}

async function withPassword(account: (typeof first)[number]) {
  const password = randomBytes(15).toString('base64url');
  return { ...account, password, passwordHash: await hashPassword(password) };
}
