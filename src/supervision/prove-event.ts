import type { z } from 'zod';
import type { proveEvent as contract } from '../../contracts/supervision.ts';
import { Bid } from '../bidding/entities.ts';
import { hex } from '../kernel/bytes.ts';
import { Hall } from '../opening/entities.ts';
import { type Context, must } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import { inclusionProof } from '../platform/ledger/log.ts';
import { leafHash } from '../transparency/hash.ts';
import { leafEntry } from '../transparency/leaf.ts';

/**
 * The leaf of an event and its C2SP tlog-proof against the newest checkpoint; without a place yet, both are null. An
 * event of a bid is not found while its lot is sealed: even that it exists would tell (C21).
 */
export async function proveEvent(
  ctx: Context,
  id: string,
): Promise<z.input<typeof contract.reply>> {
  const em = ctx.em.fork();
  const event = must(await em.findOne(Event, { id }), 'entry');
  await requirePublic(ctx, event);
  const index = event.leafIndex ?? null;
  const entry = leafEntry(event.type, new Uint8Array(event.blind), event.text);
  return {
    leafHash: hex(leafHash(entry)),
    leafIndex: index,
    proof: index === null ? null : await inclusionProof(em, index),
  };
}

async function requirePublic(ctx: Context, { type, subject }: Event): Promise<void> {
  if (type.startsWith('bond.')) must(null, 'entry');
  if (!type.startsWith('bidding.')) return;
  const em = ctx.em.fork();
  const bid = must(await em.findOne(Bid, { id: subject }), 'entry');
  const hall = await em.findOne(Hall, { lot: bid.lot });
  must(hall && hall.stage !== 'failed' ? hall : null, 'entry');
}
