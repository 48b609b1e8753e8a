import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealingTicket } from '../../contracts/bidding.ts';
import { signCades } from '../pki/cades.ts';
import type { KeyAndCertificate, OpenedP12 } from '../pki/pkcs12/opened.ts';
import { nodePrimitives } from '../platform/node-primitives.ts';
import { layOut, type SourceFile } from '../sealing/archive.ts';
import { type BidderKey, softwareKey } from '../sealing/bidder-key.ts';
import { manifestPath, outerPath, recoveryName, segmentPath } from '../sealing/folder.ts';
import { type Manifest, manifestBytes } from '../sealing/manifest.ts';
import { checkEnvelope, openEnvelope } from '../sealing/open-envelope.ts';
import { recoveryOf, sealRecovery } from '../sealing/recovery.ts';
import { type SealingProgress, seal, type UnsignedBid } from '../sealing/seal.ts';
import type { EnvelopeSecret } from '../sealing/session.ts';
import { cryptosystem } from '../sealing/suites.ts';
import { entryOf, openOuter } from '../sealing/unseal.ts';
import { Misuse } from './command.ts';
import { beginSession, endSession, keep, keepSegment } from './seal-session.ts';

export interface FolderPlan {
  readonly ticket: SealingTicket;
  readonly keys: OpenedP12;
  readonly envelopes: readonly { readonly id: string; readonly files: readonly SourceFile[] }[];
  /** `NAME.kbid`. */
  readonly folder: string;
  /** Null: no recovery file is written. */
  readonly recoveryPassphrase: string | null;
  readonly progress?: (progress: SealingProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Seals a bid into a folder and gives its manifest. Broken off, it goes on where it was when called again. The signed
 * manifest is written last, after everything on disk has been decrypted once by way of trial: a folder with a
 * manifest is a bid that opens.
 */
export async function sealFolder(plan: FolderPlan): Promise<Manifest> {
  const { ticket, folder } = plan;
  if (await stat(join(folder, manifestPath)).catch(() => null))
    throw new Misuse(`${folder} 已经加密完成。\nAlready sealed.`);
  const system = cryptosystem(ticket.suite, nodePrimitives);
  const encryption = needed(plan.keys.encryption, '加密证书');
  const key = softwareKey(encryption.certificate.der, encryption.key);
  // Keys for all envelopes of the lot: a file forgotten in a first try does not spoil the session.
  const ids = ticket.envelopes.map(({ id }) => id);
  const { secrets, held } = await beginSession(folder, ids, key, system);
  const bid = await runSealing(plan, { key, secrets, held });
  await tryOpening(bid, plan, key, secrets);
  if (plan.recoveryPassphrase !== null) {
    const recovery = recoveryOf(bid, secrets);
    const file = await sealRecovery(recovery, plan.recoveryPassphrase, system);
    await keep(recoveryName(folder), file);
  }
  await keep(join(folder, manifestPath), await signManifest(bid.manifest, plan.keys));
  await endSession(folder);
  return bid.manifest;
}

function needed(key: KeyAndCertificate | null, what: string): KeyAndCertificate {
  if (!key) throw new Misuse(`这个证书文件里没有${what}。\nThe certificate file lacks a key.`);
  return key;
}

interface Keys {
  readonly key: BidderKey;
  readonly secrets: readonly EnvelopeSecret[];
  readonly held: Awaited<ReturnType<typeof beginSession>>['held'];
}

async function runSealing(plan: FolderPlan, { key, secrets, held }: Keys): Promise<UnsignedBid> {
  const { ticket, envelopes, folder, progress, signal } = plan;
  const sealing = seal(
    {
      ticket,
      certificateDer: key.certificateDer,
      envelopes,
      secrets,
      held,
      createdAt: new Date().toISOString(),
      ...(progress ? { progress } : {}),
      ...(signal ? { signal } : {}),
    },
    nodePrimitives,
  );
  let step = await sealing.next();
  for (; !step.done; step = await sealing.next()) await keepSegment(folder, step.value);
  for (const { envelope, outer } of step.value.packages)
    await keep(join(folder, outerPath(envelope)), outer);
  return step.value;
}

/** Opens what is on disk with the bidder's own key, to the last byte: a wrong key or a bad disk shows now. */
async function tryOpening(
  { manifest }: UnsignedBid,
  plan: FolderPlan,
  key: BidderKey,
  secrets: readonly EnvelopeSecret[],
): Promise<void> {
  const system = cryptosystem(manifest.suite, nodePrimitives);
  const { folder } = plan;
  for (const { id, files } of plan.envelopes) {
    const entry = entryOf(manifest, id);
    await openOuter(await bytesOf(folder, outerPath(id)), entry, key, system);
    const secret = secrets.find(({ envelope }) => envelope === id);
    if (!secret) throw new Error(`no key of ${id}`);
    const content = { ...secret, files: (await layOut(files, id)).files };
    const segment = (index: number) => bytesOf(folder, segmentPath(id, index));
    await checkEnvelope(await openEnvelope(manifest, entry, content, segment, system), system);
  }
}

const bytesOf = async (folder: string, path: string) =>
  new Uint8Array(await readFile(join(folder, path)));

function signManifest(manifest: Manifest, keys: OpenedP12): Promise<Uint8Array> {
  const signer = { ...needed(keys.signing, '签名证书'), chain: keys.chain };
  const how = { detached: false, signingTime: new Date(manifest.createdAt) };
  return signCades(manifestBytes(manifest), [signer], how);
}
