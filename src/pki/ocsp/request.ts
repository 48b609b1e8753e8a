import type { Certificate } from '../certificate.ts';
import {
  type Bytes,
  context,
  DerError,
  der,
  Fields,
  octets,
  readDer,
  sequence,
  tags,
} from '../der.ts';
import { oid, readSmall } from '../der-values.ts';
import { type Extension, readExtensions } from '../extensions.ts';
import { oids } from '../oids.ts';
import {
  type CertificateId,
  type CertificateIdHash,
  readCertificateId,
  writeCertificateId,
} from './certificate-id.ts';

/** What an OCSPRequest (RFC 6960 section 4.1) asks. */
export interface OcspRequest {
  readonly certificates: readonly CertificateId[];
  readonly nonce: Bytes | null;
}

/** A request answers for this many certificates at most: the responder's work has a bound. */
const mostAsked = 20;

/** Asks about one certificate; the nonce ties the answer to this request (RFC 8954). */
export function writeOcspRequest(
  certificate: Certificate,
  issuer: Certificate,
  nonce: Uint8Array,
  hash: CertificateIdHash = oids.sha256,
): Bytes {
  const asked = sequence(sequence(writeCertificateId(certificate, issuer, hash)));
  return sequence(sequence(asked, der(context(2), sequence(nonceExtension(nonce)))));
}

/** The nonce as an extension of a request or of the response to it. */
export const nonceExtension = (nonce: Uint8Array): Bytes =>
  sequence(oid(oids.ocspNonce), octets(octets(nonce)));

/** The nonce among extensions; RFC 8954 section 2.1 bounds it to 32 bytes. */
export function readNonce(extensions: ReadonlyMap<string, Extension>): Bytes | null {
  const extension = extensions.get(oids.ocspNonce);
  if (!extension) return null;
  const { content } = readDer(extension.value, tags.octets);
  if (content.length === 0 || content.length > 32) throw new DerError('nonce of this length');
  return content;
}

export function readOcspRequest(bytes: Uint8Array): OcspRequest {
  const outer = new Fields(readDer(bytes));
  const fields = new Fields(outer.take());
  // A signed request is answered like any other: whoever asks learns the same.
  outer.maybe(context(0));
  outer.end();
  const version = fields.maybe(context(0));
  if (version && readSmall(new Fields(version, context(0)).take()) !== 0)
    throw new DerError('OCSP request of another version');
  fields.maybe(context(1));
  const list = new Fields(fields.take(tags.sequence));
  const certificates: CertificateId[] = [];
  for (let one = list.maybe(tags.sequence); one; one = list.maybe(tags.sequence)) {
    const asked = new Fields(one);
    certificates.push(readCertificateId(asked.take()));
    readExtensions(asked.maybe(context(0)), context(0));
    asked.end();
  }
  list.end();
  if (certificates.length === 0 || certificates.length > mostAsked)
    throw new DerError('no certificate asked about, or too many');
  const extensions = readExtensions(fields.maybe(context(2)), context(2));
  fields.end();
  return { certificates, nonce: readNonce(extensions) };
}
