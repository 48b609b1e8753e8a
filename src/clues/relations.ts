import type { z } from 'zod';
import type { Purpose } from '../../contracts/clues/desk.ts';
import { readRelations as contract } from '../../contracts/clues/relations.ts';
import { type Context, transact } from '../platform/command.ts';
import { type Kept, kept } from '../platform/http.ts';

/** The only row: the newest graph replaces the one before. */
export const relationsRow = 1;

type Reading = (
  ctx: Context,
  purpose: z.output<typeof Purpose>,
  held: string | null,
) => Promise<Kept>;

/**
 * Reads the graph as the nightly work left it, unless the caller holds it already; the look is on record either way. Its
 * megabytes come out of the database once for each making: they are named by their hash, so they cannot be stale.
 */
export function relationsReading(): Reading {
  const empty = { madeAt: null, nodes: [], edges: [], groups: [] };
  let last = { tag: 'none', json: Buffer.from(kept(contract, empty)) };
  return async (ctx, purpose, held) => {
    const data = { purpose, what: 'relations' };
    await transact(ctx, tx => tx.record({ type: 'clues.looked', subject: 'relations', data }));
    const em = ctx.em.fork();
    const [row] = await em.execute<{ tag: string; text: string | null }[]>(
      `select sha256 as tag, case when sha256 not in (?, ?) then text end as text
       from relations where id = ?`,
      [held ?? '', last.tag, relationsRow],
    );
    if (row?.text) last = { tag: row.tag, json: Buffer.from(row.text) };
    const tag = row?.tag ?? 'none';
    return tag === held ? { tag, json: null } : last;
  };
}
