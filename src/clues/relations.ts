import type { z } from 'zod';
import { type Purpose, RelationGraph } from '../../contracts/clues.ts';
import { type Context, transact } from '../platform/command.ts';
import { Relations } from './entities.ts';

/** The only row: the newest graph replaces the one before. */
export const relationsRow = 1;

/** The graph as the nightly work left it; the look is on record. */
export async function readRelations(
  ctx: Context,
  purpose: z.output<typeof Purpose>,
): Promise<RelationGraph> {
  const row = await ctx.em.fork().findOne(Relations, { id: relationsRow });
  const data = { purpose, what: 'relations' };
  await transact(ctx, tx => tx.record({ type: 'clues.looked', subject: 'relations', data }));
  if (!row) return { madeAt: null, nodes: [], edges: [], groups: [] };
  return RelationGraph.parse({ ...(row.graph as object), madeAt: row.madeAt.toISOString() });
}
