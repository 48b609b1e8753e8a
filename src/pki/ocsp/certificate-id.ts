import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { equal, fromHex, hex } from '../../kernel/bytes.ts';
import type { Certificate } from '../certificate.ts';
import {
  type Bytes,
  DerError,
  type DerNode,
  der,
  Fields,
  nul,
  octets,
  readDer,
  sequence,
  tags,
} from '../der.ts';
import { integerBytes, oid, readBits, readOid } from '../der-values.ts';
import { oids } from '../oids.ts';

/** Hashes that a CertID may use. SHA-1 only names here: what it names is still compared with the whole certificate. */
const hashes = { [oids.sha1]: sha1, [oids.sha256]: sha256 } as const;
export type CertificateIdHash = keyof typeof hashes;

/** CertID of RFC 6960 section 4.1.1: a serial number under the hashes of its issuer's name and key. */
export interface CertificateId {
  readonly hash: CertificateIdHash;
  readonly issuerName: Bytes;
  readonly issuerKey: Bytes;
  /** Content bytes of the serial number, lower-case hexadecimal. */
  readonly serial: string;
  readonly raw: Bytes;
}

/** The CertID by which `issuer` knows the certificate with this serial number. */
export function writeCertificateId(
  { serial }: Pick<Certificate, 'serial'>,
  issuer: Certificate,
  hash: CertificateIdHash = oids.sha256,
): Bytes {
  return sequence(
    sequence(oid(hash), nul),
    octets(hashes[hash](issuer.subjectDer)),
    octets(hashes[hash](keyBits(issuer))),
    der(tags.integer, fromHex(serial)),
  );
}

export function readCertificateId(node: DerNode): CertificateId {
  const fields = new Fields(node);
  const algorithm = new Fields(fields.take());
  const hash = readOid(algorithm.take());
  algorithm.maybe(tags.nul);
  algorithm.end();
  if (!(hash in hashes)) throw new DerError(`hash ${hash} does not name certificates here`);
  const issuerName = fields.take(tags.octets).content;
  const issuerKey = fields.take(tags.octets).content;
  const serial = hex(integerBytes(fields.take()));
  fields.end();
  return { hash: hash as CertificateIdHash, issuerName, issuerKey, serial, raw: node.raw };
}

/** Whether `id` names a certificate of this issuer. */
export const isOfIssuer = (id: CertificateId, issuer: Certificate): boolean =>
  equal(id.issuerName, hashes[id.hash](issuer.subjectDer)) &&
  equal(id.issuerKey, hashes[id.hash](keyBits(issuer)));

/** SHA-1 of the key, by which a response names its responder (RFC 6960 section 4.2.1, KeyHash). */
export const keyHash = (certificate: Certificate): Bytes =>
  new Uint8Array(sha1(keyBits(certificate)));

/** The bits of the subject public key, without tag, length and unused bits. */
function keyBits({ publicKey }: Certificate): Bytes {
  const fields = new Fields(readDer(publicKey.spki));
  fields.take();
  return readBits(fields.take());
}
