import { type EntryData, EntryEvent, type FeedEntry } from '../../contracts/sanction-exchange.ts';
import { equal, fromBase64, fromHex, utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { verifyCades } from '../pki/cades.ts';
import { sha256Hex } from '../platform/digest.ts';
import { type Checkpoint, openCheckpoint } from '../transparency/checkpoint.ts';
import { leafEntry } from '../transparency/leaf.ts';
import { parseVerifier, type Verifier } from '../transparency/note.ts';
import { verifyConsistency } from '../transparency/proof.ts';
import { parseTlogProof, verifyTlogProof } from '../transparency/tlog-proof.ts';

/** Why a feed is not believed. The first five say that somebody lies: a person must look before it goes on. */
const faults = {
  fork: '对方的日志与此前看到的不一致（分叉）',
  rollback: '对方的日志比此前看到的短',
  forged: '条目的签名不是约定的印章证书所签',
  tampered: '条目与签名或日志不符',
  replay: '条目的游标或编号重复',
  malformed: '对方的答复格式不对',
  'too-large': '对方的答复太大',
  unreachable: '没有连上对方',
} as const;
export type Fault = keyof typeof faults;
const lies: readonly Fault[] = ['fork', 'rollback', 'forged', 'tampered', 'replay'];

export class FeedFault extends Error {
  readonly fault: Fault;
  readonly alarming: boolean;
  constructor(fault: Fault, more = '') {
    super(`${fault}：${faults[fault]}${more && `（${more}）`}`);
    this.name = 'FeedFault';
    this.fault = fault;
    this.alarming = lies.includes(fault);
  }
}

/** By what a peer is known. */
export interface Pins {
  readonly sealSha256: string;
  readonly logKey: string;
}

export interface VerifiedEntry extends FeedEntry {
  readonly data: EntryData;
}

const believed = <T>(fault: Fault, act: () => T): T => {
  try {
    return act();
  } catch (error) {
    if (error instanceof FeedFault) throw error;
    throw new FeedFault(fault, error instanceof Error ? error.message.slice(0, 200) : '');
  }
};

/** The checkpoint as the pinned log signed it. */
export const checkedHead = (note: string, { logKey }: Pins): Checkpoint =>
  believed('forged', () => openCheckpoint(note, parseVerifier(logKey)));

/** Whether the log now continues the log that was seen before; `proof` are the hashes that the peer gave for it. */
export function requireContinued(
  before: Checkpoint,
  now: Checkpoint,
  proof: readonly Uint8Array[],
): void {
  if (now.size < before.size) throw new FeedFault('rollback', `${before.size} → ${now.size}`);
  const same = now.size === before.size;
  const holds = same
    ? equal(before.root, now.root)
    : verifyConsistency(before.size, now.size, proof, before.root, now.root);
  if (!holds) throw new FeedFault('fork', `${before.size} → ${now.size}`);
}

/** Checks one entry: after the last cursor, signed by the pinned seal over exactly its text, and in the pinned log. */
export async function verifyEntry(
  entry: FeedEntry,
  after: number,
  note: string,
  pins: Pins,
): Promise<VerifiedEntry> {
  if (entry.cursor <= after) throw new FeedFault('replay', `${entry.cursor}`);
  const event = believed('malformed', () => EntryEvent.parse(JSON.parse(entry.event)));
  if (canonicalText(event) !== entry.event) throw new FeedFault('malformed', 'RFC 8785');
  if (event.type !== `sanction.${event.data.kind}`) throw new FeedFault('malformed', event.type);
  await requireSealed(entry, pins);
  requireLogged(entry, event.type, note, parseVerifier(pins.logKey));
  const { data } = event;
  if (data.kind === 'listed' && sha256Hex(data.decision) !== data.decisionSha256)
    throw new FeedFault('tampered', 'decision');
  return { ...entry, data };
}

async function requireSealed({ signature, event }: FeedEntry, { sealSha256 }: Pins) {
  const signed = await verifyCades(fromBase64(signature)).catch(() => {
    throw new FeedFault('tampered', 'signature');
  });
  const [signer, ...others] = signed.signers;
  if (others.length > 0 || signer.certificate.sha256 !== sealSha256) throw new FeedFault('forged');
  if (!signed.content || !equal(signed.content, utf8(event)))
    throw new FeedFault('tampered', 'signed text');
}

function requireLogged(entry: FeedEntry, type: string, note: string, log: Verifier): void {
  const { proof, blind, event } = entry;
  believed('tampered', () => {
    // All proofs of a page are against the checkpoint whose continuity was checked.
    if (parseTlogProof(proof).checkpoint !== note) throw new FeedFault('fork', 'checkpoint');
    verifyTlogProof(proof, leafEntry(type, fromHex(blind), event), log);
  });
}
