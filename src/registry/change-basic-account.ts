import { LockMode } from '@mikro-orm/core';
import type { Organisation as Described } from '../../contracts/registry.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Organisation } from './entities.ts';
import { presentOrganisation } from './register-organisation.ts';

/** Enters an organisation's basic account; the event keeps the one before it. One account is one organisation's. */
export async function changeBasicAccount(
  ctx: Context,
  id: string,
  account: string,
): Promise<Described> {
  return transact(ctx, async tx => {
    const held = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const organisation = must(await tx.em.findOne(Organisation, { id }, held), 'organisation');
    const other = await tx.em.count(Organisation, { basicAccount: account, id: { $ne: id } });
    if (other > 0)
      throw new RuleError('CONFLICT', {
        zh: '这个账户已经登记为别的单位的基本账户，请核对开户许可证。',
        en: 'This is the basic account of another organisation. Check the bank permit.',
      });
    const before = organisation.basicAccount ?? null;
    organisation.basicAccount = account;
    const data = { before, account };
    await tx.record({ type: 'registry.basic-account-changed', subject: id, data });
    return presentOrganisation(organisation);
  });
}
