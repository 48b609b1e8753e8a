import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context, Transaction } from '../platform/command.ts';
import type { Lot } from '../tender/entities.ts';
import { callExpert } from './call-expert.ts';
import { readBeacon, readSeed } from './draw-source.ts';
import { DrawWidening, type ExpertDraw } from './entities.ts';
import { type DrawResult, type RoundResult, readPool, replayDraw } from './rules/draw.ts';
import { resultCommit } from './rules/sealed-result.ts';
import type { Round } from './rules/widening.ts';

/** The widenings of a lot's draw, oldest first. */
export const widenings = (em: EntityManager, lot: string): Promise<DrawWidening[]> =>
  em.find(DrawWidening, { lot }, { orderBy: { round: 1 } });

/** Fixed, and neither drawn nor found to lack somebody: what stopped between the two is taken up again. */
export const isPending = ({ drawnAt, lacked }: DrawWidening): boolean =>
  drawnAt === null && lacked === null;

export const roundOf = (row: DrawWidening): Round => ({
  round: row.round,
  cities: row.cities,
  disciplines: row.disciplines,
  pool: readPool(row.pool),
  departuresBefore: row.departuresBefore,
});

/** The whole draw again from what was fixed: the first round, and those of `rows`, by default all that were decided. */
export async function replayRounds(
  ctx: Context,
  em: EntityManager,
  lot: Lot,
  draw: Pick<ExpertDraw, 'criteria' | 'pool' | 'departures'>,
  rows?: readonly DrawWidening[],
): Promise<DrawResult> {
  const seed = await readSeed(ctx, lot);
  const source = { lot: lot.id, seed, beacon: await readBeacon(em, lot.id) };
  const decided = rows ?? (await widenings(em, lot.id)).filter(row => !isPending(row));
  const { criteria, pool, departures } = draw;
  return replayDraw(source, criteria, readPool(pool), departures, decided.map(roundOf));
}

/** Seats and calls those whom a round gave; the record has the seats, and the people as a commitment (A37). */
export async function callDrawn(
  ctx: Context,
  tx: Transaction,
  lot: Lot,
  { round, beacon, seats, ...of }: RoundResult & { poolSha256: string; departuresBefore: number },
): Promise<void> {
  const seed = await readSeed(ctx, lot);
  const now = await tx.now();
  for (const seat of seats) callExpert(tx.em, lot.id, seat, now);
  await tx.record({
    type: 'experts.drawn',
    subject: lot.id,
    data: {
      ...{ round, beacon, poolSha256: of.poolSha256, departuresBefore: of.departuresBefore },
      resultCommit: resultCommit(seed, seats),
      seats: seats.map(({ number, city, discipline }) => ({ number, city, discipline })),
    },
  });
}
