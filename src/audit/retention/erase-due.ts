import type { RetentionKind } from '../../../contracts/retention.ts';
import { type Context, transact } from '../../platform/command.ts';
import { sha256Hex } from '../../platform/digest.ts';
import type { DueWork } from '../../platform/due.ts';
import { eachAlone } from '../../platform/each-alone.ts';
import type { Erase } from './erase.ts';
import { eraseCases } from './erase-cases.ts';
import { eraseClues } from './erase-clues.ts';
import { eraseMarks } from './erase-marks.ts';
import { eraseTexts } from './erase-texts.ts';
import { dueRows, kinds, lastDay } from './kinds.ts';

/** Any number of its own: erasures and holds go one after another. */
export const retentionLock = 'select pg_advisory_xact_lock(7_205_113)';
/** What is held is looked up in memory: where that does not fit, it would be asked again for each row. */
export const roomForHolds = `set local work_mem = '64MB'`;
/** Rows of one turn: an erasure must not keep others waiting. */
const most = 500;

const plainly =
  (table: string, key: string): Erase =>
  async ({ em }, ids) => {
    await em.execute(`delete from ${table} t where ${key} in (?)`, [[...ids]]);
    return [];
  };

const erasers: Readonly<Record<RetentionKind, Erase>> = {
  clues: eraseClues,
  looks: plainly('event', 't.id::text'),
  fingerprints: eraseMarks,
  texts: eraseTexts,
  traces: plainly('sealed_trace', 't.id::text'),
  'closed-cases': eraseCases,
  'listed-cases': eraseCases,
};

/** Erases what has passed its term and nothing holds; what is left is an event with count and hash. */
export const eraseDue: DueWork = {
  name: 'erase what has passed its term',
  everyMs: 3_600_000,
  run: (ctx, stop) =>
    eachAlone(Object.keys(kinds) as RetentionKind[], async kind => {
      while (!stop?.aborted && (await eraseSome(ctx, kind)) === most);
    }),
};

async function eraseSome(ctx: Context, kind: RetentionKind): Promise<number> {
  const { count, blobs } = await transact(ctx, async tx => {
    await tx.em.execute(retentionLock);
    await tx.em.execute(roomForHolds);
    const last = lastDay(kind, await tx.now());
    const rows = await tx.em.execute<{ id: string; digest: string }[]>(dueRows(kind, most), [last]);
    if (rows.length === 0) return { count: 0, blobs: [] };
    const ids = rows.map(row => row.id);
    const freed = await erasers[kind](tx, ids);
    // In the order of the hashes, so that whoever kept copies comes to the same.
    const digests = rows.map(row => row.digest).sort();
    const sha256 = sha256Hex(digests.map(digest => `${digest}\n`).join(''));
    const data = { kind, count: rows.length, sha256 };
    await tx.record({ type: 'audit.erased', subject: 'retention', data });
    return { count: rows.length, blobs: freed };
  });
  for (const sha256 of blobs) await ctx.storage.remove(sha256);
  return count;
}
