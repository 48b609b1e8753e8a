import type { EntityManager, Orm } from '../../src/platform/database.ts';
import { consistencyProof, inclusionProof } from '../../src/platform/ledger/log.ts';
import { type Checkpoint, openCheckpoint } from '../../src/transparency/checkpoint.ts';
import { leafEntry } from '../../src/transparency/leaf.ts';
import { verifyConsistency } from '../../src/transparency/proof.ts';
import { verifyTlogProof } from '../../src/transparency/tlog-proof.ts';
import { testLogKey } from './ledger.ts';

const log = testLogKey.verifier;

interface Row {
  id: string;
  type: string;
  text: string;
  blind: Buffer;
  leaf_index: string | null;
}

/**
 * Goes through a log as a stranger would: every sequenced event is proved in the newest checkpoint, each place once,
 * and every checkpoint is consistent with the one before. Throws at the first thing that does not hold.
 */
export async function auditLog(
  orm: Orm,
): Promise<{ events: number; size: number; waiting: number }> {
  const em = orm.em.fork();
  const size = await auditCheckpoints(em);
  const events = await em.execute<Row[]>('select id, type, text, blind, leaf_index from event');
  const places = new Set<number>();
  for (const event of events) {
    if (event.leaf_index === null) continue;
    const index = Number(event.leaf_index);
    if (places.has(index)) throw new Error(`two events at ${index}`);
    places.add(index);
    const proof = await inclusionProof(em, index);
    verifyTlogProof(proof, leafEntry(event.type, event.blind, event.text), log);
  }
  return { events: places.size, size, waiting: events.length - places.size };
}

/** Each checkpoint is signed and continues the one before; returns the size of the newest. */
async function auditCheckpoints(em: EntityManager): Promise<number> {
  const notes = await em.execute<{ size: string; note: string }[]>(
    'select size, note from log_checkpoint order by size',
  );
  let before: Checkpoint | null = null;
  for (const { size, note } of notes) {
    const head: Checkpoint = openCheckpoint(note, log);
    if (head.size !== Number(size) || head.size % 8 !== 0) throw new Error(`size ${size}`);
    const from: Checkpoint = before ?? head;
    const proof = await consistencyProof(em, from.size, head.size);
    if (!verifyConsistency(from.size, head.size, proof, from.root, head.root))
      throw new Error(`${from.size} is not a prefix of ${head.size}`);
    before = head;
  }
  return before?.size ?? 0;
}
