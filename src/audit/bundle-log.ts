import { Bid } from '../bidding/entities.ts';
import type { BondPayment } from '../bond/entities.ts';
import { ClarificationLetter } from '../evaluation/entities.ts';
import { logParts } from '../platform/bundle/log-parts.ts';
import type { BundlePart } from '../platform/bundle/part.ts';
import type { Context } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import type { Lot } from '../tender/entities.ts';

/** Every event of the lot and its project with its inclusion proof. */
export async function collectLog(
  ctx: Context,
  lot: Lot,
  bonds: readonly Pick<BondPayment, 'id'>[],
): Promise<BundlePart[]> {
  const bids = await ctx.em.find(Bid, { lot: lot.id }, { fields: ['id'] });
  const letters = await ctx.em.find(ClarificationLetter, { lot: lot.id }, { fields: ['id'] });
  const own = [...bids, ...letters, ...bonds].map(({ id }) => id);
  const subjects = [lot.id, lot.project.id, ...own];
  return logParts(ctx, await ctx.em.find(Event, { subject: { $in: subjects } }));
}
