import { type Part, partsOf } from './folder.ts';
import type { Manifest } from './manifest.ts';
import type { Primitives } from './primitives.ts';
import { malformed } from './refusal.ts';
import { cryptosystem } from './suites.ts';
import { checkHash } from './unseal.ts';

/** Gives a part's bytes, or null when it is not there. */
export type PartSource = (part: Part) => Promise<Uint8Array | null>;

/**
 * Checks without any key that every part of a sealed bid is there and is the one of the signed manifest; needs one
 * part at a time in memory. The refusal (BID_MALFORMED, DIGEST_MISMATCH) names the first part that is not.
 */
export async function checkParts(
  manifest: Manifest,
  source: PartSource,
  primitives: Primitives,
): Promise<void> {
  const system = cryptosystem(manifest.suite, primitives);
  for (const part of partsOf(manifest)) {
    const bytes = await source(part);
    if (!bytes) throw malformed(part.path, { zh: '缺少这个部分', en: 'this part is missing' });
    await checkHash(bytes, part.sha256, part.path, system);
  }
}
