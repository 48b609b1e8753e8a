import { equal, fromHex, hex } from '../kernel/bytes.ts';
import { type Hash, readHash } from './algorithm.ts';
import type { Certificate } from './certificate.ts';
import {
  type Bytes,
  childrenOf,
  context,
  DerError,
  type DerNode,
  der,
  expectTag,
  Fields,
  octets,
  readDer,
  sequence,
  setMembers,
  setOf,
  tags,
} from './der.ts';
import { oid, readOid, readTime, time } from './der-values.ts';
import { oids } from './oids.ts';
import { refuse } from './refusal.ts';
import { digest } from './signature.ts';
import { serialOf } from './signed-data.ts';

/** One attribute with its one value. */
export const attribute = (type: string, value: Uint8Array): Bytes =>
  sequence(oid(type), setOf([value]));

/** What a signer says under its signature. */
export interface SignedAttributes {
  readonly contentType: string;
  readonly messageDigest: Bytes;
  readonly signingTime: Date | null;
  readonly signingCertificate: SigningCertificate;
}

export interface SigningCertificate {
  readonly hash: Hash;
  readonly certHash: Bytes;
  readonly issuer?: Bytes;
  readonly serial?: string;
}

/** Writes the signed attributes of CAdES-BES; a PDF signature leaves the signing time out (PAdES keeps it in the PDF). */
export function writeSignedAttributes(said: {
  readonly contentType: string;
  readonly messageDigest: Uint8Array;
  readonly signingTime: Date | null;
  readonly certificate: Certificate;
}): Bytes {
  const { signingTime } = said;
  return setOf([
    attribute(oids.contentType, oid(said.contentType)),
    attribute(oids.messageDigest, octets(said.messageDigest)),
    ...(signingTime ? [attribute(oids.signingTime, time(signingTime))] : []),
    attribute(oids.signingCertificateV2, signingCertificateV2(said.certificate)),
  ]);
}

/** RFC 5035 section 3: SHA-256 is the default and left out; issuer and serial number are named too. */
function signingCertificateV2(certificate: Certificate): Bytes {
  const hash = octets(fromHex(certificate.sha256));
  const issuer = sequence(der(context(4), certificate.issuerDer));
  return sequence(sequence(sequence(hash, sequence(issuer, serialOf(certificate)))));
}

/** Values of attributes by type; one that comes twice or has several values is refused. */
export function readAttributes(set: DerNode, tag: number): Map<string, DerNode> {
  const values = new Map<string, DerNode>();
  for (const member of setMembers(set, tag)) {
    const fields = new Fields(member);
    const type = readOid(fields.take());
    const [value, ...others] = setMembers(fields.take());
    fields.end();
    if (!value) throw new DerError('attribute without a value');
    if (values.has(type) || others.length > 0) throw refuse('attribute-repeated');
    values.set(type, value);
  }
  return values;
}

/** Reads signed attributes; content type, message digest and signing certificate must be there. */
export function readSignedAttributes(signed: Bytes): SignedAttributes {
  const values = readAttributes(readDer(signed), tags.set);
  const needed = (type: string) => {
    const value = values.get(type);
    if (!value) throw refuse('attribute-missing', 'SIGNATURE_INVALID', { attribute: type });
    return value;
  };
  const signingTime = values.get(oids.signingTime);
  return {
    contentType: readOid(needed(oids.contentType)),
    messageDigest: expectTag(needed(oids.messageDigest), tags.octets).content,
    signingTime: signingTime ? readTime(signingTime) : null,
    signingCertificate: readSigningCertificate(needed(oids.signingCertificateV2)),
  };
}

/** The first ESSCertIDv2 of RFC 5035: the signer's own certificate; the others only hint at the path. */
function readSigningCertificate(value: DerNode): SigningCertificate {
  const fields = new Fields(childrenOf(new Fields(value).take(), tags.sequence)[0]);
  const algorithm = fields.maybe(tags.sequence);
  const hash: Hash = algorithm ? readHash(algorithm) : 'SHA-256';
  const certHash = fields.take(tags.octets).content;
  const issuerSerial = fields.maybe(tags.sequence);
  fields.end();
  return { hash, certHash, ...(issuerSerial ? readIssuerSerial(issuerSerial) : {}) };
}

function readIssuerSerial(node: DerNode): { issuer: Bytes; serial: string } {
  const fields = new Fields(node);
  const [issuer, ...others] = childrenOf(fields.take(), tags.sequence);
  const serial = hex(fields.take(tags.integer).content);
  fields.end();
  if (issuer?.tag !== context(4) || others.length > 0) throw new DerError('issuer is not one name');
  return { issuer: issuer.content, serial };
}

/** Whether signing-certificate-v2 means this very certificate: its hash and, if given, its issuer and serial number. */
export async function isNamed(named: SigningCertificate, certificate: Certificate) {
  const { hash, certHash, issuer, serial } = named;
  if (issuer && !equal(issuer, certificate.issuerDer)) return false;
  if (serial && serial !== certificate.serial) return false;
  if (hash === 'SHA-256') return hex(certHash) === certificate.sha256;
  return equal(certHash, await digest(hash, certificate.der));
}
