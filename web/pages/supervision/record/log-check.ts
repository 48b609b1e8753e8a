import { logPrefix, readConsistency, readLogKey } from '../../../../contracts/log.ts';
import { proveEvent } from '../../../../contracts/supervision.ts';
import { base64, equal, fromBase64, fromHex } from '../../../../src/kernel/bytes.ts';
import { type Checkpoint, openCheckpoint } from '../../../../src/transparency/checkpoint.ts';
import { parseVerifier, type Verifier } from '../../../../src/transparency/note.ts';
import { verifyConsistency, verifyInclusion } from '../../../../src/transparency/proof.ts';
import { parseTlogProof } from '../../../../src/transparency/tlog-proof.ts';
import { call } from '../../../client.ts';

/** What this browser believed of the log when it looked last; a log that contradicts it has been rewritten. */
interface Seen {
  readonly verifier: string;
  readonly size: number;
  readonly root: string;
}
const shelf = 'kb.log.seen';

export interface Log {
  readonly key: Verifier;
  readonly head: Checkpoint;
  /** The size that this browser saw before and has now found to be the beginning of the log; null the first time. */
  readonly since: number | null;
  /** Later checkpoints that were found to continue `head`, by their root. */
  readonly followed: Set<string>;
}

/** Fetches the log's key and newest checkpoint, checks the signature here, and that nothing was rewritten since the last look. */
export async function openLog(): Promise<Log> {
  const { verifier } = await call(readLogKey);
  const reply = await fetch(`${logPrefix}/checkpoint`, { cache: 'no-store' });
  if (!reply.ok) throw new Error(`checkpoint: ${reply.status}`);
  const key = parseVerifier(verifier);
  const head = openCheckpoint(await reply.text(), key);
  const seen = JSON.parse(localStorage.getItem(shelf) ?? 'null') as Seen | null;
  if (seen) await requireGrowth(seen, verifier, head);
  localStorage.setItem(
    shelf,
    JSON.stringify({ verifier, size: head.size, root: base64(head.root) } satisfies Seen),
  );
  return { key, head, since: seen?.size ?? null, followed: new Set() };
}

async function requireGrowth(seen: Seen, verifier: string, head: Checkpoint): Promise<void> {
  if (seen.verifier !== verifier) throw new Error('the key of the log has changed');
  const before = fromBase64(seen.root);
  if (seen.size > head.size) throw new Error('the log has become shorter');
  if (!(await grows(seen.size, before, head.size, head.root)))
    throw new Error('the log has been rewritten');
}

async function grows(from: number, fromRoot: Uint8Array, to: number, toRoot: Uint8Array) {
  if (from === to) return equal(fromRoot, toRoot);
  const { hashes } = await call(readConsistency, { query: { from, to } });
  return verifyConsistency(from, to, hashes.map(fromBase64), fromRoot, toRoot);
}

export type Finding =
  | { readonly found: 'in-log'; readonly index: number; readonly size: number }
  | { readonly found: 'waiting' }
  | { readonly found: 'broken'; readonly why: string };

/** Checks here that the event whose leaf hash the page shows is in the log, at a checkpoint that continues the one seen. */
export async function checkEvent(
  log: Log,
  event: { id: string; leafHash: string },
): Promise<Finding> {
  const { proof } = await call(proveEvent, { params: { event: event.id } });
  if (proof === null) return { found: 'waiting' };
  try {
    const { index, hashes, checkpoint } = parseTlogProof(proof);
    const { size, root } = openCheckpoint(checkpoint, log.key);
    const inside = verifyInclusion(
      fromHex(event.leafHash),
      index,
      { start: 0, end: size },
      hashes,
      root,
    );
    if (!inside) return { found: 'broken', why: 'inclusion' };
    return (await continues(log, size, root))
      ? { found: 'in-log', index, size }
      : { found: 'broken', why: 'consistency' };
  } catch (error) {
    return { found: 'broken', why: String(error) };
  }
}

/** Whether a checkpoint that came with a proof is the one of `log`, or its continuation. */
async function continues(log: Log, size: number, root: Uint8Array): Promise<boolean> {
  const name = `${size} ${base64(root)}`;
  if (log.followed.has(name)) return true;
  const one = await (size < log.head.size
    ? grows(size, root, log.head.size, log.head.root)
    : grows(log.head.size, log.head.root, size, root));
  if (one) log.followed.add(name);
  return one;
}
