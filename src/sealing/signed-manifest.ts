import { readSignedData } from '../pki/signed-data.ts';
import { type Manifest, readManifest } from './manifest.ts';

/** The manifest inside a manifest.p7s whose signature has been verified before: at the commit, or by the verifier. */
export function manifestInside(p7: Uint8Array): Manifest {
  return readManifest(readSignedData(p7).content ?? new Uint8Array());
}
