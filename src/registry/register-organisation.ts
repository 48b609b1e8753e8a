import { v7 } from 'uuid';
import type { Organisation as Described } from '../../contracts/registry.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { requireUnbarred } from '../kernel/sanction-bar.ts';
import { type Context, transact } from '../platform/command.ts';
import type { Organisation } from './entities.ts';
import { requireCreditCode } from './rules.ts';

/** Registers an organisation under its unified social credit code; each code once. */
export function registerOrganisation(
  ctx: Context,
  described: Omit<Described, 'id'>,
): Promise<Described> {
  requireCreditCode(described.code);
  return transact(ctx, async tx => {
    const { name, code, city, basicAccount } = described;
    if (described.kinds.includes('bidder'))
      requireUnbarred(await ctx.barOn(tx.em, { code }, await tx.now()), {
        zh: '不能登记为投标人',
        en: 'It cannot be registered as a bidder',
      });
    const kinds = [...new Set(described.kinds)];
    const id = v7();
    // The unique index decides between two at once; looking first would let both through.
    const rows = await tx.em.execute<{ id: string }[]>(
      `insert into organisation (id, name, code, city, kinds, basic_account, registered_at)
       values (?, ?, ?, ?, ?::jsonb, ?, ?) on conflict do nothing returning id`,
      [id, name, code, city, JSON.stringify(kinds), basicAccount, await tx.now()],
    );
    if (rows.length === 0) throw alreadyRegistered();
    const data = { name, code, city, kinds, basicAccount };
    await tx.record({ type: 'registry.organisation-registered', subject: id, data });
    return presentOrganisation({ id, ...data });
  });
}

const alreadyRegistered = () =>
  new RuleError(
    'CONFLICT',
    {
      zh: '这个统一社会信用代码或者基本账户已经登记过，请直接查找该单位。',
      en: 'This unified social credit code or basic account is registered. Look that organisation up.',
    },
    {
      reason: 'code-registered',
    },
  );

export const presentOrganisation = ({
  id,
  name,
  code,
  city,
  kinds,
  basicAccount,
}: Pick<Organisation, 'id' | 'name' | 'code' | 'city' | 'kinds' | 'basicAccount'>): Described => ({
  id,
  name,
  code,
  city,
  kinds,
  basicAccount: basicAccount ?? null,
});
