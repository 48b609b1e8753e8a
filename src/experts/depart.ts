import type { Context, Transaction } from '../platform/command.ts';
import type { Lot } from '../tender/entities.ts';
import { callExpert } from './call-expert.ts';
import { readSeed } from './draw-source.ts';
import type { CommitteeSeat, ExpertDraw } from './entities.ts';
import { drawCommittee, readPool, type Seat } from './rules/draw.ts';

/**
 * Empties a seat and calls the next of the same sequence. Where the pool has nobody left the seat stays vacant on record
 * and the committee incomplete: a refusal to serve is never refused for want of another expert.
 */
export async function depart(
  ctx: Context,
  tx: Transaction,
  so: { readonly lot: Lot; readonly draw: ExpertDraw; readonly seat: CommitteeSeat },
  reason: string,
): Promise<void> {
  const { lot, draw, seat } = so;
  const now = await tx.now();
  seat.leftAt = now;
  seat.reason = reason;
  draw.state = 'drawn';
  await tx.em.flush();
  if (seat.source === 'tenderer') return;
  draw.departures = [...draw.departures, { person: seat.person, reason }];
  const next = await replacementOf(ctx, lot, draw, seat.number);
  if (next) callExpert(tx.em, lot.id, next, now);
  await tx.record({
    type: next ? 'experts.called' : 'experts.seat-vacant',
    subject: lot.id,
    data: { number: seat.number, discipline: seat.discipline, city: next?.city ?? null },
  });
}

async function replacementOf(
  ctx: Context,
  lot: Lot,
  draw: ExpertDraw,
  number: number,
): Promise<Seat | null> {
  const source = { lot: lot.id, seed: await readSeed(ctx, lot), beacon: draw.beacon ?? '' };
  const { seats } = drawCommittee(source, draw.criteria, readPool(draw.pool), draw.departures);
  return seats.find(s => s.number === number) ?? null;
}
