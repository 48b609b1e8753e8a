import { RuleError } from '../kernel/rule-error.ts';
import type { Certificate } from './certificate.ts';
import {
  type CertificateFault,
  certificateRefusals,
  fault,
  faultOf,
} from './certificate-faults.ts';
import { pathsFrom } from './certificate-paths.ts';
import type { Crl } from './crl.ts';
import { revocationOf } from './revocation.ts';
import type { Purpose, TrustList } from './trust-list.ts';

export type CertificateCheck =
  | {
      readonly ok: true;
      /** The revocation status of some certificate of the path is not known: accepted for now, to be checked again. */
      readonly provisional: boolean;
      /** From the certificate itself up to and with the trusted root. */
      readonly path: readonly Certificate[];
      /** Name of the authority in the trust list. */
      readonly authority: string;
    }
  | CertificateFault;

export interface CheckOptions {
  readonly purpose: Purpose;
  /** The time for which the certificate must be good: now, or the time of a trusted time stamp. */
  readonly at: Date;
  readonly crls: readonly Crl[];
  /** OCSP responses in DER, about any certificate of the path. */
  readonly ocsp?: readonly Uint8Array[];
}

/**
 * Whether `certificate` is good at a time for a purpose: a path of signatures to an authority of the trust list, every
 * certificate valid, allowed to do what it did and not revoked (RFC 5280 section 6.1, without name constraints: paths
 * that carry those are refused). `intermediates` are candidates, in any order.
 */
export async function checkCertificate(
  certificate: Certificate,
  intermediates: readonly Certificate[],
  trust: TrustList,
  options: CheckOptions,
): Promise<CertificateCheck> {
  const candidates = [...intermediates, ...trust.authorities.flatMap(a => a.intermediates)];
  const roots = trust.authorities.map(authority => authority.certificate);
  const found = await pathsFrom(certificate, candidates, roots);
  let first: CertificateFault | null = null;
  for (const path of found.paths) {
    const check = await checkPath(path, trust, options);
    if (check.ok) return check;
    first ??= check;
  }
  return first ?? fault(found.brokenSignature ? 'wrong-signature' : 'untrusted', certificate);
}

/** As `checkCertificate`, throwing CERTIFICATE_INVALID with `facts.reason` for a refusal. */
export async function acceptCertificate(
  ...args: Parameters<typeof checkCertificate>
): Promise<Extract<CertificateCheck, { ok: true }>> {
  const check = await checkCertificate(...args);
  if (check.ok) return check;
  const { reason, subject } = check;
  throw new RuleError(
    'CERTIFICATE_INVALID',
    {
      zh: `${certificateRefusals[reason].zh}（${subject}）。`,
      en: `${certificateRefusals[reason].en} (${subject}).`,
    },
    {
      reason,
      subject,
    },
  );
}

async function checkPath(
  path: readonly Certificate[],
  trust: TrustList,
  { purpose, at, crls, ocsp = [] }: CheckOptions,
): Promise<CertificateCheck> {
  const [certificate, ...above] = path as [Certificate, ...Certificate[]];
  const root = above.at(-1);
  const authority = trust.authorities.find(a => a.certificate.sha256 === root?.sha256);
  if (!authority?.purposes.includes(purpose)) return fault('purpose', certificate);
  const found = faultOf(path, at, purpose);
  if (found) return found;
  let provisional = false;
  for (const [i, issuer] of above.entries()) {
    const subject = path[i] as Certificate;
    const status = await revocationOf(subject, issuer, { crls, ocsp }, at);
    if (status === 'revoked') return fault('revoked', subject);
    provisional ||= status === 'unknown';
  }
  return { ok: true, provisional, path, authority: authority.name };
}
