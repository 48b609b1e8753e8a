import type { DrawView } from '../../contracts/experts.ts';
import { base64, fromHex } from '../kernel/bytes.ts';
import { type Context, must } from '../platform/command.ts';
import { Person } from '../registry/entities.ts';
import type { Lot } from '../tender/entities.ts';
import { readSeed } from './draw-source.ts';
import { CommitteeSeat, ExpertDraw } from './entities.ts';
import { findLot } from './lot.ts';

/** The draw as everybody may see it: counts and cities, and the people once the candidates are published (A37). */
export async function readDraw(ctx: Context, id: string): Promise<DrawView> {
  const { lot } = await findLot(ctx.em, id);
  const em = ctx.em.fork();
  const draw = await em.findOne(ExpertDraw, { lot: id });
  const seats = await em.find(CommitteeSeat, { lot: id, leftAt: null }, { orderBy: { number: 1 } });
  const { size, experts, cities, disciplines } = lot.rules.committee;
  return {
    lot: id,
    state: draw?.state ?? 'none',
    seedCommit: lot.drawSeedCommit,
    criteria: { size, experts, cities, disciplines },
    poolSha256: draw?.poolSha256 ?? null,
    poolSize: draw?.poolSize ?? 0,
    excluded: draw?.excluded ?? [],
    drawnAt: draw?.drawnAt?.toISOString() ?? null,
    seats: seats.map(({ number, city, discipline, source, reply }) => ({
      number,
      city,
      discipline,
      from: source,
      reply,
    })),
    opened: draw?.openedAt ? await opened(ctx, lot, draw, seats) : null,
  };
}

async function opened(
  ctx: Context,
  lot: Lot,
  draw: ExpertDraw,
  seats: readonly CommitteeSeat[],
): Promise<DrawView['opened']> {
  const people = await ctx.em.find(Person, { id: { $in: seats.map(s => s.person) } });
  return {
    seed: base64(fromHex(await readSeed(ctx, lot))),
    beacon: must(draw.beacon, '抽取信标'),
    pool: draw.pool,
    departures: draw.departures.map(({ person, reason }) => ({ person, reason })),
    result: seats.map(({ number, person }) => ({
      number,
      person,
      name: people.find(p => p.id === person)?.name ?? '',
    })),
  };
}
