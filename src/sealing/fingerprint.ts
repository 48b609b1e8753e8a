import { z } from 'zod';
import { Sha256 } from '../../contracts/route.ts';
import { concat, hex, lengthPrefixed as lp } from '../kernel/bytes.ts';
import { canonicalBytes, readCanonical } from './canonical.ts';
import type { Primitives } from './primitives.ts';

/** The file of the opening envelope that declares the sealing computer. */
export const fingerprintName = 'fingerprint.json';

const Text = z.string().min(1).max(500);

/**
 * What the sealing computer declares: shown to the bidder before sealing, opened only with the bid, used as a clue of
 * collusion (B40: bids prepared by one unit or person). Hardware is given as hashes, equal for equal hardware.
 */
export const Fingerprint = z.strictObject({
  format: z.literal('kaibiao-fingerprint/1'),
  client: z.strictObject({ name: z.enum(['cli', 'browser']), version: Text }),
  madeAt: z.iso.datetime(),
  /** The CLI's reading; what the machine does not let it read is left out. */
  machine: z
    .strictObject({
      host: Sha256.nullable(),
      mac: z.array(Sha256).max(64),
      cpu: Sha256.nullable(),
      disks: z.array(Sha256).max(64),
      system: Text,
    })
    .nullable(),
  browser: z
    .strictObject({
      userAgent: Text,
      languages: z.array(Text).max(32),
      timeZone: Text,
      screen: z.string().regex(/^\d{1,6}x\d{1,6}x\d{1,3}$/),
      cores: z.int().min(0),
      graphics: Text.nullable(),
    })
    .nullable(),
});
export type Fingerprint = z.infer<typeof Fingerprint>;

export type HardwareKind = 'host' | 'mac' | 'cpu' | 'disk';

/** SHA256(lp("kaibiao/hardware")‖lp(kind)‖lp(id)), the id trimmed and in lower case; hexadecimal. */
export async function hardwareHash(
  kind: HardwareKind,
  id: string,
  primitives: Primitives,
): Promise<string> {
  const text = concat(lp('kaibiao/hardware'), lp(kind), lp(id.trim().toLowerCase()));
  return hex(await primitives.sha256(text));
}

/** The bytes of fingerprint.json. */
export const fingerprintBytes = (fingerprint: Fingerprint) =>
  canonicalBytes(Fingerprint.parse(fingerprint));

/** Reads fingerprint.json out of an opened bid; BID_MALFORMED names the wrong field. */
export function readFingerprint(bytes: Uint8Array): Fingerprint {
  return readCanonical(bytes, Fingerprint, fingerprintName, 65_536);
}
