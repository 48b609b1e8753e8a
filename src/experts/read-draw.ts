import type { DrawView } from '../../contracts/experts.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
import { base64, fromHex } from '../kernel/bytes.ts';
import { type Context, must } from '../platform/command.ts';
import { Person } from '../registry/entities.ts';
import type { Lot } from '../tender/entities.ts';
import { readSeed } from './draw-source.ts';
import { CommitteeSeat, type DrawWidening, ExpertDraw } from './entities.ts';
import { findLot } from './lot.ts';
import { widenings } from './rounds.ts';
import { type Lack, lacksOf, readShortage } from './shortage.ts';

/** The draw as everybody may see it: counts and cities, and the people once the candidates are published (A37). */
export async function readDraw(ctx: Context, id: string): Promise<DrawView> {
  const { lot, project } = await findLot(ctx.em, id);
  const em = ctx.em.fork();
  const draw = await em.findOne(ExpertDraw, { lot: id });
  const seats = await em.find(CommitteeSeat, { lot: id, leftAt: null }, { orderBy: { number: 1 } });
  const rows = await widenings(em, id);
  const lacks = await lacksOf(em, id);
  const { size, experts, cities, disciplines } = lot.rules.committee;
  return {
    ...{ lot: id, code: project.code, title: lotTitle(project, lot) },
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
    shortage: draw?.openedAt ? null : await readShortage(em, lot, draw, { rows, seats }),
    widenings: rows.map(row => widened(row, lacks)),
    opened: draw?.openedAt ? await opened(ctx, lot, { draw, rows, seats }) : null,
  };
}

const widened = (row: DrawWidening, lacks: readonly Lack[]): DrawView['widenings'][number] => ({
  ...{ round: row.round, cities: row.cities, disciplines: row.disciplines, reason: row.reason },
  ...{ by: row.by, at: row.at.toISOString(), poolSha256: row.poolSha256, poolSize: row.poolSize },
  ...{
    drawnAt: row.drawnAt?.toISOString() ?? null,
    lacked: lacks.find(lack => lack.round === row.round)?.lacked ?? null,
  },
});

interface Opened {
  readonly draw: ExpertDraw;
  readonly rows: readonly DrawWidening[];
  readonly seats: readonly CommitteeSeat[];
}

async function opened(
  ctx: Context,
  lot: Lot,
  { draw, rows, seats }: Opened,
): Promise<DrawView['opened']> {
  const people = await ctx.em.find(Person, { id: { $in: seats.map(s => s.person) } });
  return {
    seed: base64(fromHex(await readSeed(ctx, lot))),
    beacon: must(draw.beacon, 'beacon'),
    pool: draw.pool,
    departures: draw.departures.map(({ person, reason }) => ({ person, reason })),
    rounds: rows.map(({ round, pool, departuresBefore }) => ({ round, pool, departuresBefore })),
    result: seats.map(({ number, person }) => ({
      number,
      person,
      name: people.find(p => p.id === person)?.name ?? '',
    })),
  };
}
