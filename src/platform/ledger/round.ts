import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { signCheckpoint } from '../../transparency/checkpoint.ts';
import { Frontier } from '../../transparency/frontier.ts';
import { leafHash } from '../../transparency/hash.ts';
import { leafEntry } from '../../transparency/leaf.ts';
import { levelSize, tileWidth } from '../../transparency/tiles.ts';
import type { LogKey } from './key.ts';

/** Events taken in one round; more wait for the next, which follows at once. */
export const roundLimit = 512;
/** The log grows in steps of this many leaves, so that its size does not count events (C21). */
const step = 8;

interface Waiting {
  readonly id: string;
  readonly type: string;
  readonly blind: Buffer;
  readonly text: string;
}

/**
 * Moves the waiting events into the log and signs the new size, in one transaction on `client`.
 * With `cover`, a round without events adds a step of random leaves; otherwise it does nothing.
 * Returns how many events it took.
 */
export async function round(client: pg.Client, key: LogKey, cover: boolean): Promise<number> {
  await client.query('begin');
  try {
    const waiting = await outbox(client);
    if (waiting.length > 0 || cover) await extend(client, key, waiting);
    await client.query('commit');
    return waiting.length;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function outbox(client: pg.Client): Promise<Waiting[]> {
  const { rows } = await client.query<Waiting>(
    'select id, type, blind, text from event where leaf_index is null order by at, id limit $1',
    [roundLimit],
  );
  return rows;
}

async function extend(client: pg.Client, key: LogKey, waiting: Waiting[]): Promise<void> {
  const entries = waiting.map(e => leafEntry(e.type, e.blind, e.text));
  const short = Math.max(step, Math.ceil(entries.length / step) * step) - entries.length;
  // A cover leaf is 32 random bytes; an entry is a hash: nobody can tell which is which.
  for (let i = 0; i < short; i++) entries.push(randomBytes(32));
  const frontier = await readFrontier(client);
  const first = frontier.size;
  const tiles = entries.flatMap(entry => frontier.push(leafHash(entry)));
  await client.query(
    `insert into log_leaf ("index", entry)
     select $1::bigint + n - 1, entry from unnest($2::bytea[]) with ordinality t(entry, n)`,
    [first, entries.map(e => Buffer.from(e))],
  );
  await client.query(
    `insert into log_tile (level, position, hash)
     select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    [tiles.map(t => t.level), tiles.map(t => t.position), tiles.map(t => Buffer.from(t.hash))],
  );
  const moved = await client.query(
    `update event set leaf_index = $1::bigint + t.n - 1
     from unnest($2::uuid[]) with ordinality t(id, n)
     where event.id = t.id and leaf_index is null`,
    [first, waiting.map(e => e.id)],
  );
  if (moved.rowCount !== waiting.length) throw new Error('an event was sequenced by someone else');
  const checkpoint = { origin: key.name, size: frontier.size, root: frontier.root() };
  await client.query('insert into log_checkpoint (size, note) values ($1, $2)', [
    frontier.size,
    signCheckpoint(checkpoint, [key]),
  ]);
}

/** The right edge as stored; a log whose leaves do not end where its checkpoint says is not touched. */
async function readFrontier(client: pg.Client): Promise<Frontier> {
  const head = await client.query<{ size: string; leaves: string }>(
    `select coalesce((select max(size) from log_checkpoint), 0) as size,
            coalesce((select max("index") + 1 from log_leaf), 0) as leaves`,
  );
  const size = Number(head.rows[0]?.size);
  if (Number(head.rows[0]?.leaves) !== size) throw new Error('leaves and checkpoint differ');
  const { rows } = await client.query<{ entry: Buffer }>(
    'select entry from log_leaf where "index" >= $1 order by "index"',
    [size - (size % tileWidth)],
  );
  const levels = [rows.map(r => leafHash(r.entry))];
  for (let level = 1; levelSize(level, size) > 0; level++) {
    const held = levelSize(level, size);
    const partial = await client.query<{ hash: Buffer }>(
      'select hash from log_tile where level = $1 and position >= $2 order by position',
      [level, held - (held % tileWidth)],
    );
    levels.push(partial.rows.map(r => r.hash));
  }
  return new Frontier(size, levels);
}
