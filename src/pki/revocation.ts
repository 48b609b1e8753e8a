import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';
import { checkOcsp, statusAt } from './ocsp/verify.ts';
import { type RevocationStatus, revocationByLists } from './revocation-lists.ts';

/** What is known of revocations: OCSP responses in DER, and lists. What does not hold in them proves nothing. */
export interface RevocationEvidence {
  readonly ocsp: readonly Uint8Array[];
  readonly crls: readonly Crl[];
}

/** Whether `certificate` was revoked at `at`: by OCSP, then by the lists. A revocation in either is not outvoted. */
export async function revocationOf(
  certificate: Certificate,
  issuer: Certificate,
  { ocsp, crls }: RevocationEvidence,
  at: Date,
): Promise<RevocationStatus> {
  const found = new Set<RevocationStatus>();
  for (const response of ocsp) {
    const check = await checkOcsp(response, certificate, issuer, { crls });
    if (check.ok) found.add(statusAt(check.answer, certificate, at));
  }
  found.add(await revocationByLists(certificate, issuer, crls, at));
  return (['revoked', 'good'] as const).find(status => found.has(status)) ?? 'unknown';
}
