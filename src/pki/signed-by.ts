import type { Hash, SignatureAlgorithm } from './algorithm.ts';
import type { Certificate } from './certificate.ts';
import type { Bytes } from './der.ts';
import { verifySignature } from './signature.ts';

/** What a CA signs: a certificate, or a revocation list. */
interface Signed {
  readonly tbs: Bytes;
  readonly signatureAlgorithm: SignatureAlgorithm & { readonly hash: Hash };
  readonly signature: Bytes;
}

/** Signatures already checked, by issuer: the same CAs and lists stand above all of their certificates. */
const checked = new WeakMap<Signed, Map<string, Promise<boolean>>>();

/** Whether the key of `issuer` has signed; a key that cannot be imported has signed nothing. */
export function isSignedBy(signed: Signed, issuer: Certificate): Promise<boolean> {
  const byIssuer = checked.get(signed) ?? new Map<string, Promise<boolean>>();
  checked.set(signed, byIssuer);
  const known = byIssuer.get(issuer.sha256);
  if (known) return known;
  const { signatureAlgorithm, tbs, signature } = signed;
  const verified = verifySignature(signatureAlgorithm, issuer.publicKey, tbs, signature).catch(
    () => {
      byIssuer.delete(issuer.sha256);
      return false;
    },
  );
  byIssuer.set(issuer.sha256, verified);
  return verified;
}
