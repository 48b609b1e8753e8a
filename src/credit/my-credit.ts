import type { z } from 'zod';
import type { readMyCredit as contract } from '../../contracts/credit-entries.ts';
import { type Context, must } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import { CreditEntry, CreditObjection } from './entities.ts';
import { filesOf } from './entry.ts';
import { recordOf } from './read-credit.ts';
import { presentEntries } from './read-entries.ts';
import { presentAll } from './read-objections.ts';

/** One's own record with all that is in it, what is about to be published, and one's objections. */
export async function readMyCredit(
  ctx: Context,
  at: string | undefined,
): Promise<z.input<typeof contract.reply>> {
  const em = ctx.em.fork();
  const id = must(ctx.actor.organisation, 'ownOrganisation');
  const { code } = await em.findOneOrFail(Organisation, { id });
  const entries = await em.find(CreditEntry, { code, state: 'confirmed' });
  const coming = await presentEntries(ctx, await filesOf(em, entries));
  const newest = { orderBy: { filedAt: 'desc', id: 'desc' } } as const;
  const objections = await em.find(CreditObjection, { organisation: id }, newest);
  return {
    record: await recordOf(ctx, code, { at, whole: true }),
    coming,
    objections: await presentAll(ctx, objections),
  };
}
