import { equal } from '../kernel/bytes.ts';
import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';
import { oids } from './oids.ts';
import { verifySignature } from './signature.ts';

export type RevocationStatus = 'good' | 'revoked' | 'unknown';

/** Extensions that do not narrow what a list covers. Delta lists and partitioned or indirect ones are not used. */
const harmless: ReadonlySet<string> = new Set([oids.crlNumber, oids.authorityKeyIdentifier]);

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

function isCurrent(crl: Crl, at: Date): boolean {
  return crl.thisUpdate <= at && crl.nextUpdate !== null && at <= crl.nextUpdate;
}

async function isUsable(crl: Crl, issuer: Certificate): Promise<boolean> {
  if (!equal(crl.issuerDer, issuer.subjectDer)) return false;
  if (issuer.keyUsages && !issuer.keyUsages.has('cRLSign')) return false;
  if (crl.criticalEntries) return false;
  for (const [name, { critical }] of crl.extensions) {
    const narrows = name === oids.issuingDistributionPoint || name === oids.deltaCrlIndicator;
    if (narrows || (critical && !harmless.has(name))) return false;
  }
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
