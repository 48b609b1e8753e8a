import type { z } from 'zod';
import type { Purpose } from '../../contracts/clues/desk.ts';
import type { RelationGraph } from '../../contracts/clues/relations.ts';
import { type Context, transact } from '../platform/command.ts';

/** The only row: the newest graph replaces the one before. */
export const relationsRow = 1;

/** The graph as the nightly work left it; the look is on record. */
export async function readRelations(
  ctx: Context,
  purpose: z.output<typeof Purpose>,
): Promise<RelationGraph> {
  // Megabytes of graph: read as they are, without the copy that an entity keeps to see its changes.
  const [row] = await ctx.em
    .fork()
    .execute<{ made_at: Date | string; graph: Omit<RelationGraph, 'madeAt'> }[]>(
      'select made_at, graph from relations where id = ?',
      [relationsRow],
    );
  const data = { purpose, what: 'relations' };
  await transact(ctx, tx => tx.record({ type: 'clues.looked', subject: 'relations', data }));
  if (!row) return { madeAt: null, nodes: [], edges: [], groups: [] };
  return { ...row.graph, madeAt: new Date(row.made_at).toISOString() };
}
