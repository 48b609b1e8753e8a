import { equal } from '../kernel/bytes.ts';
import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';
import { oids } from './oids.ts';
import { verifySignature } from './signature.ts';

export type RevocationStatus = 'good' | 'revoked' | 'unknown';

/** Lists with these cover some certificates or reasons only, or changes only: they prove a revocation, never its absence. */
const partial: readonly string[] = [oids.issuingDistributionPoint, oids.deltaCrlIndicator];
const understood: ReadonlySet<string> = new Set([
  oids.crlNumber,
  oids.authorityKeyIdentifier,
  ...partial,
]);

/** Whether `certificate` was revoked at `at`, by the lists of the CA that issued it. */
export async function revocationOf(
  certificate: Certificate,
  issuer: Certificate,
  crls: readonly Crl[],
  at: Date,
): Promise<RevocationStatus> {
  let status: RevocationStatus = 'unknown';
  for (const crl of crls) {
    if (!(await isUsable(crl, issuer))) continue;
    // A revocation is never unsaid: even a list that is out of date proves it.
    const revokedAt = crl.revoked.get(certificate.serial);
    if (revokedAt && revokedAt <= at) return 'revoked';
    if (isCurrent(crl, at)) status = 'good';
  }
  return status;
}

/** Whether a list says, at `at`, of every certificate of its CA whether it is revoked. */
function isCurrent(crl: Crl, at: Date): boolean {
  if (partial.some(name => crl.extensions.has(name))) return false;
  return crl.thisUpdate <= at && crl.nextUpdate !== null && at <= crl.nextUpdate;
}

async function isUsable(crl: Crl, issuer: Certificate): Promise<boolean> {
  if (!equal(crl.issuerDer, issuer.subjectDer)) return false;
  if (issuer.keyUsages && !issuer.keyUsages.has('cRLSign')) return false;
  if (crl.criticalEntries) return false;
  for (const [name, { critical }] of crl.extensions)
    if (critical && !understood.has(name)) return false;
  return signedBy(crl, issuer);
}

/** Signatures already checked, by list and issuer: a CA's list is the same for all of its certificates. */
const checked = new WeakMap<Crl, Map<string, Promise<boolean>>>();

function signedBy(crl: Crl, issuer: Certificate): Promise<boolean> {
  const byIssuer = checked.get(crl) ?? new Map<string, Promise<boolean>>();
  checked.set(crl, byIssuer);
  const known = byIssuer.get(issuer.sha256);
  if (known) return known;
  const verified = verifySignature(
    crl.signatureAlgorithm,
    issuer.publicKey,
    crl.tbs,
    crl.signature,
  ).catch(() => false);
  byIssuer.set(issuer.sha256, verified);
  return verified;
}
