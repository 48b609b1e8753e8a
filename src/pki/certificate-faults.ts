import type { Words } from '../../contracts/words.ts';
import type { Certificate } from './certificate.ts';
import type { KeyUsage } from './extensions.ts';
import { sameName } from './name.ts';
import { oids } from './oids.ts';
import { policiesAgree } from './policies.ts';
import type { Purpose } from './trust-list.ts';

/** Why a certificate is refused: a closed list. */
export const certificateRefusals = {
  untrusted: {
    zh: '证书不是由信任列表里的机构签发的',
    en: 'No authority of the trust list issued the certificate',
  },
  purpose: {
    zh: '信任列表没有接受该机构用于此用途',
    en: 'The trust list does not accept the authority for this purpose',
  },
  'wrong-signature': { zh: '证书链上有签名不成立', en: 'A signature in the chain does not hold' },
  'not-yet-valid': { zh: '证书还没有生效', en: 'The certificate is not valid yet' },
  expired: { zh: '证书已过有效期', en: 'The certificate has expired' },
  revoked: { zh: '证书已被签发机构吊销', en: 'The issuer has revoked the certificate' },
  'not-a-ca': {
    zh: '证书链上有证书无权签发证书',
    en: 'A certificate in the chain may not issue certificates',
  },
  'path-too-long': { zh: '证书链超过了允许的长度', en: 'The chain is longer than allowed' },
  'key-usage': { zh: '证书的密钥用途不符', en: 'The key usage of the certificate does not fit' },
  'unknown-critical-extension': {
    zh: '证书有本平台不认识的关键扩展',
    en: 'The certificate has a critical extension unknown here',
  },
  policy: { zh: '证书链上的证书策略不相符', en: 'The policies in the chain do not agree' },
  'unsupported-constraint': {
    zh: '证书链带有本平台尚不处理的约束，不能忽略',
    en: 'The chain has a constraint that this platform does not process and may not ignore',
  },
} as const satisfies Record<string, Words>;
export type CertificateRefusal = keyof typeof certificateRefusals;

export interface CertificateFault {
  readonly ok: false;
  readonly reason: CertificateRefusal;
  /** Common name of the certificate that the reason is about. */
  readonly subject: string;
}

export const fault = (reason: CertificateRefusal, { subject }: Certificate): CertificateFault => ({
  ok: false,
  reason,
  subject: subject.commonName,
});

/** The first thing that does not hold in a path from a certificate (first) to its root; null when all of it holds. */
export function faultOf(
  path: readonly Certificate[],
  at: Date,
  purpose: Purpose,
): CertificateFault | null {
  for (const [i, certificate] of path.entries()) {
    const found =
      validityFault(certificate, at) ??
      extensionFault(certificate) ??
      (i > 0 ? issuerFault(certificate, path.slice(1, i)) : null);
    if (found) return found;
  }
  const [certificate] = path;
  if (!certificate) return null;
  if (!policiesAgree(path)) return fault('policy', certificate);
  return purposeFault(certificate, purpose);
}

function validityFault(certificate: Certificate, at: Date): CertificateFault | null {
  if (at < certificate.notBefore) return fault('not-yet-valid', certificate);
  // notAfter names the last whole second that is still valid (RFC 5280 section 4.1.2.5).
  if (at.getTime() >= certificate.notAfter.getTime() + 1000) return fault('expired', certificate);
  return null;
}

/** Extensions whose meaning is checked or that only inform; anything else, when critical, is refused. */
const understood: ReadonlySet<string> = new Set([
  oids.basicConstraints,
  oids.keyUsage,
  oids.extKeyUsage,
  oids.subjectAltName,
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.certificatePolicies,
  oids.policyConstraints,
  oids.policyMappings,
  oids.inhibitAnyPolicy,
]);

/** Constraints on what is below: to ignore them, critical or not, would accept what the CA has ruled out. */
const constraints: readonly string[] = [oids.nameConstraints];

function extensionFault(certificate: Certificate): CertificateFault | null {
  const { extensions } = certificate;
  if (constraints.some(name => extensions.has(name)))
    return fault('unsupported-constraint', certificate);
  for (const [name, { critical }] of extensions)
    if (critical && !understood.has(name)) return fault('unknown-critical-extension', certificate);
  return null;
}

/** What a certificate needs to have issued the one below; `between` are the CA certificates below it. */
function issuerFault(
  certificate: Certificate,
  between: readonly Certificate[],
): CertificateFault | null {
  const { basicConstraints, keyUsages } = certificate;
  if (!basicConstraints?.ca) return fault('not-a-ca', certificate);
  if (keyUsages && !keyUsages.has('keyCertSign')) return fault('not-a-ca', certificate);
  const { pathLength } = basicConstraints;
  // Self-issued certificates (key renewal of the same CA) do not count (RFC 5280 section 6.1.4 l).
  const counted = between.filter(c => !sameName(c.subjectDer, c.issuerDer)).length;
  if (pathLength !== null && counted > pathLength) return fault('path-too-long', certificate);
  return null;
}

const usagesOf: Readonly<Record<Purpose, readonly KeyUsage[]>> = {
  sign: ['digitalSignature', 'nonRepudiation'],
  encrypt: ['keyEncipherment', 'keyAgreement', 'dataEncipherment'],
  timestamp: ['digitalSignature', 'nonRepudiation'],
};

function purposeFault(certificate: Certificate, purpose: Purpose): CertificateFault | null {
  const { keyUsages, extendedKeyUsages, extensions } = certificate;
  if (keyUsages && !usagesOf[purpose].some(usage => keyUsages.has(usage)))
    return fault('key-usage', certificate);
  // RFC 3161 section 2.3: time stamping must be critical and the only extended usage; and never used for signing bids.
  const forStamps = extendedKeyUsages?.length === 1 && extendedKeyUsages[0] === oids.timeStamping;
  const critical = extensions.get(oids.extKeyUsage)?.critical === true;
  if ((purpose === 'timestamp') !== (forStamps && (critical || purpose !== 'timestamp')))
    return fault('key-usage', certificate);
  return null;
}
