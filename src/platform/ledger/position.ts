import type { EntityManager } from '@mikro-orm/postgresql';
import type { LogPosition } from '../pdf/parts.ts';

/** Where an event stands in the public log and since which checkpoint, as papers print it; null while it waits. */
export async function positionOf(em: EntityManager, event: string): Promise<LogPosition | null> {
  const [row] = await em.execute<{ leaf_index: string; at: Date | string }[]>(
    `select leaf_index, c.at from event
     join lateral (select at from log_checkpoint where size > leaf_index order by size limit 1) c on true
     where event.id = ?`,
    [event],
  );
  if (!row) return null;
  const checkpointAt = new Date(row.at).toISOString();
  return { leafIndex: Number(row.leaf_index), checkpointAt, witnesses: 0 };
}
