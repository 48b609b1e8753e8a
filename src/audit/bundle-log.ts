import { Bid } from '../bidding/entities.ts';
import { ClarificationLetter } from '../evaluation/entities.ts';
import { logParts } from '../platform/bundle/log-parts.ts';
import type { BundlePart } from '../platform/bundle/part.ts';
import type { Context } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import type { Lot } from '../tender/entities.ts';

/** Every event of the lot and its project with its inclusion proof. */
export async function collectLog(ctx: Context, lot: Lot): Promise<BundlePart[]> {
  const bids = await ctx.em.find(Bid, { lot: lot.id }, { fields: ['id'] });
  const letters = await ctx.em.find(ClarificationLetter, { lot: lot.id }, { fields: ['id'] });
  const subjects = [lot.id, lot.project.id, ...bids.map(b => b.id), ...letters.map(l => l.id)];
  return logParts(ctx, await ctx.em.find(Event, { subject: { $in: subjects } }));
}
