import { hex } from '../../src/kernel/bytes.ts';
import { type BidderKey, softwareKey, unlockWith } from '../../src/sealing/bidder-key.ts';
import { committeeKeySha256 } from '../../src/sealing/committee.ts';
import { openEnveloped, readEnveloped, sealEnveloped } from '../../src/sealing/enveloped.ts';
import { lockToCertificate } from '../../src/sealing/locks.ts';
import { manifestBytes } from '../../src/sealing/manifest.ts';
import {
  openRecovery,
  recoveredInner,
  recoveryOf,
  sealRecovery,
} from '../../src/sealing/recovery.ts';
import { committeeOf, type UnsignedBid } from '../../src/sealing/seal.ts';
import { lockSecrets, newSecrets, unlockSecrets } from '../../src/sealing/session.ts';
import { manifestInside } from '../../src/sealing/signed-manifest.ts';
import { cryptosystem } from '../../src/sealing/suites.ts';
import { entryOf, openOuter } from '../../src/sealing/unseal.ts';
import { webPrimitives } from '../../src/sealing/web-primitives.ts';
import type { HeldKey } from '../key/messages.ts';
import type { Bytes, InnerPackage, SealingTask } from './messages.ts';

export type TaskOf<A extends SealingTask['act']> = Extract<SealingTask, { act: A }>;

export const system = cryptosystem('intl-1', webPrimitives);
const maxNoteBytes = 1_000_000;
const plain = (bytes: Uint8Array): Bytes => new Uint8Array(bytes);

export const bidderKey = ({ certificate, key }: HeldKey): BidderKey =>
  softwareKey(certificate, key);

/** Fresh envelope keys, locked to the bidder's own certificate. */
export async function begin({ key, envelopes }: TaskOf<'begin'>): Promise<Bytes> {
  return plain(await lockSecrets(newSecrets(envelopes, system), key.certificate, system));
}

/** Locks a page's own notes (the opening form holds the price) to the bidder's certificate before they are kept. */
export async function lock({ key, content }: TaskOf<'lock'>): Promise<Bytes> {
  return plain(await sealEnveloped(content, lockToCertificate(key.certificate), system));
}

export async function unlock({ key, content }: TaskOf<'unlock'>): Promise<Bytes> {
  const enveloped = readEnveloped(content, system, 'note', maxNoteBytes);
  const own = await unlockWith(bidderKey(key), enveloped.recipient, system, 'note');
  return plain(await openEnveloped(enveloped, own, system, 'note'));
}

/** The trial: every outer lock must open with the key at hand, to the committed inner package. */
export async function tryOuters({ key, sealed }: TaskOf<'try'>): Promise<null> {
  for (const { entry, outer } of sealed) await openOuter(outer, entry, bidderKey(key), system);
  return null;
}

/** A bid of sealed envelopes at its place in the bidder's own chain. */
async function bidOf(
  { ticket, key, sealed }: Pick<TaskOf<'manifest'>, 'ticket' | 'key' | 'sealed'>,
  createdAt: string,
): Promise<UnsignedBid> {
  const { primitives } = system;
  const { format, suite, project, lot, rulesSha256, next } = ticket;
  return {
    manifest: {
      ...{ format, suite, project, lot, rulesSha256, createdAt, ...next },
      committeeKeySha256: hex(await committeeKeySha256(committeeOf(ticket), system)),
      bidderCertSha256: hex(await primitives.sha256(key.certificate)),
      blind: hex(primitives.random(32)),
      envelopes: sealed.map(({ entry }) => entry),
    },
    packages: sealed.map(({ entry, outer, inner }) => ({ envelope: entry.id, outer, inner })),
  };
}

/** The bytes to sign. */
export async function manifest(task: TaskOf<'manifest'>): Promise<Bytes> {
  return plain(manifestBytes((await bidOf(task, task.createdAt)).manifest));
}

/** The recovery file under a passphrase, for the envelopes sealed. */
export async function recovery(task: TaskOf<'recovery'>): Promise<Bytes> {
  const secrets = await unlockSecrets(task.secrets, bidderKey(task.key), system);
  const content = recoveryOf(await bidOf(task, ''), secrets);
  return plain(await sealRecovery(content, task.passphrase, system));
}

async function named(envelope: string, inner: Uint8Array): Promise<InnerPackage> {
  const innerSha256 = hex(await system.primitives.sha256(inner));
  return { envelope, inner: plain(inner), innerSha256 };
}

/** Outer → inner for each package; what comes out is still locked to the committee. */
export async function release({ key, manifest, packages }: TaskOf<'release'>) {
  const signed = manifestInside(manifest);
  const inners: InnerPackage[] = [];
  for (const { envelope, outer } of packages) {
    const inner = await openOuter(outer, entryOf(signed, envelope), bidderKey(key), system);
    inners.push(await named(envelope, inner));
  }
  return inners;
}

/** The inner packages out of the recovery file: each must be the one of the signed manifest. */
export async function recover({ manifest, file, passphrase }: TaskOf<'recover'>) {
  const signed = manifestInside(manifest);
  const content = await openRecovery(file, passphrase, system);
  const inners: InnerPackage[] = [];
  for (const { id } of signed.envelopes)
    inners.push(await named(id, recoveredInner(content, signed, id)));
  return inners;
}
