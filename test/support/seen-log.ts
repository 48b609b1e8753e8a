import type { Client } from '../../contracts/client.ts';
import { readConsistency, readInclusion, readLogKey } from '../../contracts/log.ts';
import { fromBase64 } from '../../src/kernel/bytes.ts';
import { type Checkpoint, openCheckpoint } from '../../src/transparency/checkpoint.ts';
import { parseVerifier } from '../../src/transparency/note.ts';
import { verifyConsistency } from '../../src/transparency/proof.ts';

/** The newest checkpoint as any reader gets it, its signature checked. */
export async function seeCheckpoint(origin: string, client: Client): Promise<Checkpoint> {
  const { verifier } = await client.call(readLogKey);
  const note = await (await fetch(`${origin}/log/checkpoint`)).text();
  return openCheckpoint(note, parseVerifier(verifier));
}

/** Whether the log of `later` begins with the very log of `earlier`. */
export async function isContinued(
  client: Client,
  earlier: Checkpoint,
  later: Checkpoint,
): Promise<boolean> {
  if (earlier.size > later.size) return false;
  const query = { from: earlier.size, to: later.size };
  const { hashes } = await client.call(readConsistency, { query });
  const proof = hashes.map(fromBase64);
  return verifyConsistency(earlier.size, later.size, proof, earlier.root, later.root);
}

/** The place of an event in the log and the proof, once it has one. */
export const inclusionOf = (client: Client, event: string) =>
  client.call(readInclusion, { query: { event } });
