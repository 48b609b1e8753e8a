import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';
import { sameName } from './name.ts';
import { oids } from './oids.ts';
import { isSignedBy } from './signed-by.ts';

export type RevocationStatus = 'good' | 'revoked' | 'unknown';

/** Lists with these cover some certificates or reasons only, or changes only: they prove a revocation, never its absence. */
const partial: readonly string[] = [oids.issuingDistributionPoint, oids.deltaCrlIndicator];
const understood: ReadonlySet<string> = new Set([
  oids.crlNumber,
  oids.authorityKeyIdentifier,
  oids.expiredCertsOnCrl,
  ...partial,
]);

/** Whether `certificate` was revoked at `at`, by the lists of the CA that issued it. */
export async function revocationByLists(
  certificate: Certificate,
  issuer: Certificate,
  crls: readonly Crl[],
  at: Date,
): Promise<RevocationStatus> {
  const usable: Crl[] = [];
  for (const crl of crls) if (await isUsable(crl, issuer)) usable.push(crl);
  const revoked = usable.map(crl => crl.revoked.get(certificate.serial));
  // A revocation is never unsaid: even a list that is out of date proves it.
  if (revoked.some(since => since && since <= at)) return 'revoked';
  const wasHeld = usable.some(crl => crl.removed.has(certificate.serial));
  const proves = (crl: Crl) =>
    isCurrent(crl, at) || (!wasHeld && isLaterProof(crl, certificate, at));
  return usable.some(crl => isComplete(crl) && proves(crl)) ? 'good' : 'unknown';
}

const isComplete = (crl: Crl): boolean => !partial.some(name => crl.extensions.has(name));

/** Whether a list says, at `at`, of every certificate of its CA whether it is revoked. */
const isCurrent = ({ thisUpdate, nextUpdate }: Crl, at: Date): boolean =>
  thisUpdate <= at && nextUpdate !== null && at <= nextUpdate;

/**
 * Whether a list made later shows that the certificate was not revoked at `at`: what is revoked stays listed, except
 * that an expired certificate may be left out (RFC 5280 section 3.3) unless the list says since when it keeps them, and
 * that a hold may have ended in between, which a list that names the certificate as removed gives away.
 */
function isLaterProof(crl: Crl, { notAfter }: Certificate, at: Date): boolean {
  if (crl.thisUpdate <= at) return false;
  return crl.thisUpdate <= notAfter || (crl.expiredSince !== null && crl.expiredSince <= notAfter);
}

async function isUsable(crl: Crl, issuer: Certificate): Promise<boolean> {
  if (!sameName(crl.issuerDer, issuer.subjectDer)) return false;
  if (issuer.keyUsages && !issuer.keyUsages.has('cRLSign')) return false;
  if (crl.criticalEntries) return false;
  for (const [name, { critical }] of crl.extensions)
    if (critical && !understood.has(name)) return false;
  return isSignedBy(crl, issuer);
}
