import { type Context, must } from '../platform/command.ts';
import { Lot, type Project } from '../tender/entities.ts';
import { lotTitle } from './rules/lot.ts';

interface Trade {
  lot: string;
  project: string;
  code: string;
  title: string;
  deadline: string;
  state: string;
  stopped: boolean;
  bid: string | null;
}

/** The lots in which one's own organisation has sent anything, latest deadline first. */
export async function listMyTrades(ctx: Context): Promise<{ rows: Trade[] }> {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const mine = await ctx.em.execute<{ lot: string; bid: string | null }[]>(
    `select lot, (select case when b.kind = 'submitted' then b.id end from bid b
                  where b.lot = mine.lot and b.organisation = ? order by b.sequence desc limit 1) as bid
     from (select lot from bid where organisation = ?
           union select lot from bid_segment where organisation = ?) mine`,
    [organisation, organisation, organisation],
  );
  const bids = new Map(mine.map(row => [row.lot, row.bid]));
  const lots = await ctx.em.find(
    Lot,
    { id: { $in: [...bids.keys()] } },
    { populate: ['project'], orderBy: { deadline: 'desc' }, limit: 200 },
  );
  return {
    rows: lots.map(lot => ({
      lot: lot.id,
      project: lot.project.id,
      code: (lot.project as Project).code,
      title: lotTitle(lot.project as Project, lot),
      deadline: lot.deadline.toISOString(),
      state: lot.state,
      stopped: lot.state === 'bidding' && Boolean(lot.stoppedAt),
      bid: bids.get(lot.id) ?? null,
    })),
  };
}
