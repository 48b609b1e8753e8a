import { createHash, randomBytes } from 'node:crypto';
import { writeSignatureAlgorithm } from '../src/pki/algorithm.ts';
import { type Certificate, parseCertificate } from '../src/pki/certificate.ts';
import {
  type Bytes,
  bits,
  childrenOf,
  context,
  der,
  nul,
  octets,
  readDer,
  sequence,
  yes,
} from '../src/pki/der.ts';
import { flags, integer, oid, readBits, time } from '../src/pki/der-values.ts';
import { keyUsageBits } from '../src/pki/extensions.ts';
import { type Name, writeName } from '../src/pki/name.ts';
import { writeOcspAccess } from '../src/pki/ocsp/responder-address.ts';
import { oids } from '../src/pki/oids.ts';
import { schemeOf, signSha256 } from '../src/pki/signature.ts';
import { type CertificateProfile, validityOf } from './profiles.ts';

/** A CA that can sign: its private key and its certificate. */
export interface Issuer {
  readonly key: CryptoKey;
  readonly certificate: Certificate;
}

export type Subject = Partial<Name> & Pick<Name, 'commonName'>;

/** Issues a certificate for `spki` by its profile; without an issuer it is self-signed by `key`. */
export async function issueCertificate(request: {
  readonly subject: Subject;
  readonly spki: Bytes;
  readonly profile: CertificateProfile;
  readonly at: Date;
  readonly issuer: Issuer | { readonly key: CryptoKey };
  /** Where its OCSP responder is asked. */
  readonly ocspUrl?: string | null;
}): Promise<Certificate> {
  const { subject, spki, profile, at, issuer, ocspUrl = null } = request;
  const algorithm = writeSignatureAlgorithm(schemeOf(issuer.key));
  const { from, until } = validityOf(profile, at);
  const name = writeName(subject);
  const above = 'certificate' in issuer ? issuer.certificate : null;
  const tbs = sequence(
    der(context(0), integer(2)),
    integer(newSerial()),
    algorithm,
    above ? above.subjectDer : name,
    sequence(time(from), time(until)),
    name,
    spki,
    der(
      context(3),
      sequence(
        ...extensionsOf(profile, spki, above?.publicKey.spki ?? spki),
        ...(ocspUrl ? [extension(oids.authorityInfoAccess, writeOcspAccess(ocspUrl))] : []),
      ),
    ),
  );
  return parseCertificate(sequence(tbs, algorithm, bits(await signSha256(issuer.key, tbs))));
}

/** 16 random bytes, positive: nobody can tell how many certificates there are. */
function newSerial(): Uint8Array {
  const serial = new Uint8Array(randomBytes(16));
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

function extensionsOf(profile: CertificateProfile, spki: Bytes, issuerSpki: Bytes): Bytes[] {
  const { ca, keyUsages, extendedKeyUsage, noCheck } = profile;
  const usage = flags(keyUsages.map(name => keyUsageBits[name]));
  return [
    extension(oids.basicConstraints, ca ? sequence(yes, integer(ca.pathLength)) : sequence(), true),
    extension(oids.keyUsage, usage, true),
    ...(extendedKeyUsage
      ? [extension(oids.extKeyUsage, sequence(oid(extendedKeyUsage)), true)]
      : []),
    ...(noCheck ? [extension(oids.ocspNoCheck, nul)] : []),
    extension(oids.subjectKeyIdentifier, octets(keyId(spki))),
    extension(oids.authorityKeyIdentifier, sequence(der(context(0, true), keyId(issuerSpki)))),
  ];
}

/** One extension of a certificate or a CRL. */
export const extension = (name: string, value: Bytes, critical = false): Bytes =>
  sequence(oid(name), ...(critical ? [yes] : []), octets(value));

/** RFC 7093 section 2, method 1: the leftmost 160 bits of the SHA-256 of the key. */
export function keyId(spki: Bytes): Uint8Array {
  const key = readBits(childrenOf(readDer(spki))[1]);
  return createHash('sha256').update(key).digest().subarray(0, 20);
}
