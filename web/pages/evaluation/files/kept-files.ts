import { readFile } from '../../../../contracts/evaluation/room.ts';
import { callForBytes } from '../../../client.ts';

const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
const most = 6;

/**
 * The bytes of a file of an opened envelope. The last few stay in this tab's memory: turning back to one is no new look
 * on the record. Nothing is written to disk.
 */
export function fetchFile(lot: string, bid: string, envelope: string, path: string) {
  const key = `${lot} ${bid} ${envelope} ${path}`;
  const known = kept.get(key);
  if (known) return known;
  const fresh = callForBytes(readFile, { params: { lot, bid }, query: { envelope, path } }).then(
    async reply => new Uint8Array(await reply.arrayBuffer()),
  );
  kept.set(key, fresh);
  fresh.catch(() => kept.delete(key));
  const oldest = kept.keys().next().value;
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return fresh;
}

/** When the person leaves the room nothing of the bids stays in memory. */
export const forgetFiles = (): void => kept.clear();
