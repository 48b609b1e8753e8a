import type { z } from 'zod';
import type { Purpose } from '../../contracts/clues/desk.ts';
import { readRelations as contract } from '../../contracts/clues/relations.ts';
import { type Context, transact } from '../platform/command.ts';
import { type Kept, kept } from '../platform/http.ts';

/** The only row: the newest graph replaces the one before. */
export const relationsRow = 1;

const none: Kept = {
  tag: 'none',
  json: kept(contract, { madeAt: null, nodes: [], edges: [], groups: [] }),
};

/** The graph as the nightly work left it, unless the caller holds it already; the look is on record either way. */
export async function readRelations(
  ctx: Context,
  purpose: z.output<typeof Purpose>,
  held: string | null,
): Promise<Kept> {
  const data = { purpose, what: 'relations' };
  await transact(ctx, tx => tx.record({ type: 'clues.looked', subject: 'relations', data }));
  const [row] = await ctx.em
    .fork()
    .execute<Kept[]>(
      'select sha256 as tag, case when sha256 <> ? then text end as json from relations where id = ?',
      [held ?? '', relationsRow],
    );
  return row ?? none;
}
