import { Bid } from '../../bidding/entities.ts';
import type { Context } from '../../platform/command.ts';
import { Project } from '../../tender/entities.ts';
import { openedFiles } from './bid-files.ts';
import { textsIn } from './contents.ts';
import type { LotBid } from './lot-bids.ts';

/** Bids of other firms for other lots: enough of them that what is rare in them is rare here. */
const mostBids = 8;
/** Larger files tell no more of how people spell. */
const largest = 8 * 1024 * 1024;
const mostProjects = 5000;

/** What firms other than these rivals wrote for other lots, the newest first: a background of independent authors. */
export async function textsOfHistory(
  ctx: Context,
  lot: string,
  bids: readonly LotBid[],
): Promise<string[]> {
  const em = ctx.em.fork();
  const rows = await em.execute<{ bid: string }[]>(
    `select s.bid from sealed_bid s join opened_envelope e on e.bid = s.bid and e.envelope = 'technical'
     where s.lot <> ? and not (s.organisation = any(string_to_array(?, ',')::uuid[]))
     order by e.opened_at desc, s.bid limit ?`,
    [lot, bids.map(bid => bid.organisation).join(','), mostBids],
  );
  const texts: string[] = [];
  for (const { bid: id } of rows) {
    const { manifest } = await em.findOneOrFail(Bid, { id });
    const files = await openedFiles(ctx, { bid: id, manifest: new Uint8Array(manifest) });
    for (const { name, bytes, read } of files)
      if (bytes <= largest && /\.(pdf|docx|txt)$/i.test(name))
        texts.push(...(await textsIn(name, await read())).map(({ text }) => text));
  }
  return texts;
}

/** What the other projects of the city are called. */
export async function otherProjects(ctx: Context, own: string): Promise<string[]> {
  const rows = await ctx.em
    .fork()
    .find(
      Project,
      { id: { $ne: own }, publishedAt: { $ne: null } },
      { fields: ['name'], orderBy: { publishedAt: 'desc' }, limit: mostProjects },
    );
  return [...new Set(rows.map(({ name }) => name))];
}
