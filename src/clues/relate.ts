import { readRelations } from '../../contracts/clues/relations.ts';
import { sha256Hex } from '../platform/digest.ts';
import { kept } from '../platform/http.ts';
import type { Work } from '../platform/jobs/worker.ts';
import { Organisation } from '../registry/entities.ts';
import { Relations } from './entities.ts';
import { readMarket } from './intake/market.ts';
import { relationsRow } from './relations.ts';
import { relationGraph } from './rules/relation-graph.ts';

/** Lots of about ten years of a big city. */
const most = 150_000;

/** Makes the graph of who bids with whom anew; by night, and when a supervisor asks. */
export const relate: Work = {
  queue: 'relations',
  nightly: '30 2 * * *',
  async run(ctx, _about, progress) {
    await progress(0, 3);
    const tenders = await readMarket(ctx, { most });
    await progress(1, 3);
    const em = ctx.em.fork();
    const firms = await em.find(Organisation, {}, { fields: ['id', 'name'] });
    const graph = relationGraph(tenders, new Map(firms.map(({ id, name }) => [id, name])));
    await progress(2, 3);
    const madeAt = await ctx.clock.now(em);
    const text = kept(readRelations, { ...graph, madeAt: madeAt.toISOString() });
    await em.upsert(Relations, { id: relationsRow, madeAt, text, sha256: sha256Hex(text) });
    await progress(3, 3);
  },
};
