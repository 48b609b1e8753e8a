import type { Context, Transaction } from '../platform/command.ts';
import type { Lot } from '../tender/entities.ts';
import { callExpert } from './call-expert.ts';
import type { CommitteeSeat, ExpertDraw } from './entities.ts';
import { replayRounds } from './rounds.ts';

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
  const { seats } = await replayRounds(ctx, tx.em, lot, draw);
  const next = seats.find(s => s.number === seat.number);
  if (next) callExpert(tx.em, lot.id, next, now);
  await tx.record({
    type: next ? 'experts.called' : 'experts.seat-vacant',
    subject: lot.id,
    data: { number: seat.number, discipline: seat.discipline, city: next?.city ?? null },
  });
}
