import { v7 } from 'uuid';
import type { Person as Described } from '../../contracts/registry.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Organisation, type Person } from './entities.ts';
import { hashPassword } from './password.ts';
import { requireCompatibleRoles, requireHome, requireMayGrant } from './rules.ts';

/** Registers a person with a login, a first password, and roles that the caller may give and one person may hold. */
export async function registerPerson(
  ctx: Context,
  { password, ...described }: Omit<Described, 'id'> & { password: string },
): Promise<Described> {
  const { name, login, roles, organisation } = described;
  requireCompatibleRoles(roles);
  requireMayGrant(ctx.actor.roles, roles);
  const home = organisation
    ? must(await ctx.em.findOne(Organisation, { id: organisation }), 'organisation')
    : null;
  requireHome(roles, home?.kinds ?? null);
  const passwordHash = await hashPassword(password);
  return transact(ctx, async tx => {
    const id = v7();
    const rows = await tx.em.execute<{ id: string }[]>(
      `insert into person (id, name, organisation_id, login, password_hash, roles, registered_at)
       values (?, ?, ?, ?, ?, ?::jsonb, ?) on conflict (login) do nothing returning id`,
      [id, name, organisation, login, passwordHash, JSON.stringify(roles), await tx.now()],
    );
    if (rows.length === 0)
      throw new RuleError(
        'CONFLICT',
        { zh: '这个账号名已经有人用了，请换一个。', en: 'This login is taken. Choose another.' },
        {
          reason: 'login-taken',
        },
      );
    const data = { organisation, roles };
    await tx.record({ type: 'registry.person-registered', subject: id, data });
    return { id, ...described };
  });
}

export const presentPerson = ({ id, name, organisation, login, roles }: Person): Described => ({
  id,
  name,
  organisation: organisation?.id ?? null,
  login,
  roles,
});
