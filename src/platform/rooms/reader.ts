import type { EntityManager } from '@mikro-orm/postgresql';
import type { StoredEvent } from './live-room.ts';

/** Events of one room in one query at most; more are read in a further round. */
const portion = 500;

interface Row {
  readonly room: string;
  readonly room_seq: string;
  readonly text: string;
}

/** What was committed in each room after the number given for it, in order: one query for all rooms of a node. */
export async function readAfter(
  em: EntityManager,
  rooms: readonly { readonly name: string; readonly seq: number }[],
): Promise<Map<string, StoredEvent[]>> {
  const rows = await em.execute<Row[]>(
    `select e.room, e.room_seq, e.text
     from json_to_recordset(?::json) as r(name text, seq bigint)
     cross join lateral (
       select room, room_seq, text from event
       where room = r.name and room_seq > r.seq order by room_seq limit ${portion}
     ) e`,
    [JSON.stringify(rooms.map(({ name, seq }) => ({ name, seq })))],
  );
  const found = new Map<string, StoredEvent[]>();
  for (const { room, room_seq, text } of rows) {
    const list = found.get(room) ?? [];
    list.push({ seq: Number(room_seq), text });
    found.set(room, list);
  }
  return found;
}

/** Whether a portion came back full, so that there may be more. */
export const mayHaveMore = (found: ReadonlyMap<string, readonly StoredEvent[]>): boolean =>
  [...found.values()].some(list => list.length === portion);
