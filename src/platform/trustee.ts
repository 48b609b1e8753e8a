import { type CommitteeKey, localTrustee, type Trustee } from '../sealing/committee.ts';
import type { EnvelopeContent } from '../sealing/envelope-content.ts';
import type { Manifest } from '../sealing/manifest.ts';
import { type OpenEnvelope, openEnvelope } from '../sealing/open-envelope.ts';
import { cryptosystem } from '../sealing/suites.ts';
import { entryOf, openInner, readInner } from '../sealing/unseal.ts';
import { nodePrimitives } from './node-primitives.ts';
import type { Storage } from './storage.ts';
import type { Vault } from './vault.ts';

/** The centre as trustee of a lot: the share that the vault keeps under `name`; it answers, the share stays. */
export async function centreTrustee(vault: Vault, name: string): Promise<Trustee> {
  const secret = await vault.get(name);
  if (!secret) throw new Error(`the vault holds no ${name}`);
  return localTrustee(1, secret);
}

/**
 * The committee's step for one released inner package: each trustee gives its share, any k of them open it.
 * Gives K, salt and files, or BID_MALFORMED or COMMITMENT_BROKEN naming what does not hold.
 */
export async function openReleased(
  trustees: readonly Trustee[],
  committee: CommitteeKey,
  of: { manifest: Manifest; envelope: string; inner: Uint8Array },
): Promise<EnvelopeContent> {
  const system = cryptosystem(of.manifest.suite, nodePrimitives);
  const entry = entryOf(of.manifest, of.envelope);
  const locked = await readInner(of.inner, entry, committee, system);
  const shares = await Promise.all(trustees.map(trustee => trustee.share(locked.ephemeral)));
  return openInner(locked, shares, of.manifest, system);
}

/** An opened envelope whose sealed segments are read from the storage: for `openTar` and `openFiles`. */
export function storedEnvelope(
  storage: Storage,
  manifest: Manifest,
  envelope: string,
  content: EnvelopeContent,
): Promise<OpenEnvelope> {
  const entry = entryOf(manifest, envelope);
  const segment = (index: number) => storage.read(entry.segments[index] ?? '');
  const system = cryptosystem(manifest.suite, nodePrimitives);
  return openEnvelope(manifest, entry, content, segment, system);
}
