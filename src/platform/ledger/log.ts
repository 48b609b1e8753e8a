import type { EntityManager } from '@mikro-orm/postgresql';
import { concat } from '../../kernel/bytes.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { leafHash } from '../../transparency/hash.ts';
import { proveConsistency, proveInclusion } from '../../transparency/proof.ts';
import {
  formatBundle,
  type TileId,
  tileExists,
  tileReader,
  tileWidth,
} from '../../transparency/tiles.ts';
import { formatTlogProof } from '../../transparency/tlog-proof.ts';
import { prepared } from '../prepared.ts';

export interface StoredCheckpoint {
  readonly size: number;
  /** The signed note, as published. */
  readonly note: string;
}

/** The newest checkpoint, or null before the first round. */
export async function latestCheckpoint(em: EntityManager): Promise<StoredCheckpoint | null> {
  const rows = await em.execute<{ size: string; note: string }[]>(
    'select size, note from log_checkpoint order by size desc limit 1',
  );
  return rows[0] ? { size: Number(rows[0].size), note: rows[0].note } : null;
}

/** Bytes of a hash tile or entry bundle; NOT_FOUND when the published log does not reach that far. */
export async function readTile(em: EntityManager, tile: TileId): Promise<Uint8Array> {
  const head = await latestCheckpoint(em);
  if (!head || !tileExists(tile, head.size))
    throw new RuleError('NOT_FOUND', {
      zh: '日志里还没有这一块。',
      en: 'The log does not hold this tile yet.',
    });
  return fetchTile(em, tile);
}

async function fetchTile(em: EntityManager, { level, number, width }: TileId) {
  const first = number * tileWidth;
  if (level !== 'entries' && level > 0) {
    const rows = await em.execute<{ hash: Buffer }[]>(
      'select hash from log_tile where level = ? and position >= ? and position < ? order by position',
      [level, first, first + width],
    );
    return concat(...rows.map(r => r.hash));
  }
  const rows = await em.execute<{ entry: Buffer }[]>(
    'select entry from log_leaf where "index" >= ? and "index" < ? order by "index"',
    [first, first + width],
  );
  const entries = rows.map(r => r.entry);
  return level === 'entries' ? formatBundle(entries) : concat(...entries.map(leafHash));
}

const ranges = (em: EntityManager, size: number) => tileReader(size, tile => fetchTile(em, tile));

/** The place of an event in the log, or null while it waits for the sequencer; NOT_FOUND without such an event. */
export async function leafIndexOf(em: EntityManager, event: string): Promise<number | null> {
  const rows = await prepared<{ leaf_index: string | null }>(
    em,
    'select leaf_index from event where id = $1',
    [event],
  );
  if (!rows[0])
    throw new RuleError('NOT_FOUND', {
      zh: '日志里没有这条记录。',
      en: 'The log does not hold this entry.',
    });
  return rows[0].leaf_index === null ? null : Number(rows[0].leaf_index);
}

/** C2SP tlog-proof text: the leaf at `index` against a checkpoint (the newest, unless another is given). */
export async function inclusionProof(
  em: EntityManager,
  index: number,
  against?: StoredCheckpoint,
): Promise<string> {
  const head = against ?? (await latestCheckpoint(em));
  if (!head || index >= head.size)
    throw new RuleError('NOT_FOUND', {
      zh: '日志里还没有这个位置。',
      en: 'The log has not reached this position yet.',
    });
  const hashes = await proveInclusion(ranges(em, head.size), index, head.size);
  return formatTlogProof({ index, hashes, checkpoint: head.note });
}

/** Hashes that show that the log of `from` leaves is the beginning of the log of `to` leaves. */
export async function consistencyProof(
  em: EntityManager,
  from: number,
  to: number,
): Promise<Uint8Array[]> {
  const head = await latestCheckpoint(em);
  if (!head || to > head.size)
    throw new RuleError('NOT_FOUND', {
      zh: '日志还没有这么长。',
      en: 'The log is not that long yet.',
    });
  if (from < 1 || from > to)
    throw new RuleError('MALFORMED', {
      zh: 'from 应在 1 与 to 之间。',
      en: 'from must lie between 1 and to.',
    });
  return proveConsistency(ranges(em, to), from, to);
}

/** Waits until the event has its place in the log; null when that takes longer than `patienceMs`. */
export async function untilLogged(
  em: EntityManager,
  event: string,
  patienceMs = 5000,
): Promise<number | null> {
  const end = Date.now() + patienceMs;
  for (let waitMs = 40; ; waitMs = Math.min(250, waitMs * 2)) {
    const index = await leafIndexOf(em, event);
    if (index !== null || Date.now() > end) return index;
    await new Promise(done => setTimeout(done, waitMs));
  }
}
