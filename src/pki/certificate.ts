import { sha256 } from '@noble/hashes/sha2.js';
import { equal, fromBase64, hex } from '../kernel/bytes.ts';
import { recent } from '../kernel/recent.ts';
import { type Hash, readSignatureAlgorithm, type SignatureAlgorithm } from './algorithm.ts';
import { type Bytes, context, DerError, type DerNode, Fields, readDer, tags } from './der.ts';
import { integerBytes, readBits, readSmall, readTime } from './der-values.ts';
import {
  type Extension,
  type ExtensionValues,
  readExtensions,
  readExtensionValues,
} from './extensions.ts';
import { type Name, readName } from './name.ts';
import { type PublicKey, readPublicKey } from './public-key.ts';

/** A parsed X.509 v3 certificate. Nothing in it is trusted before `checkCertificate` has said so. */
export interface Certificate extends ExtensionValues {
  readonly der: Bytes;
  /** SHA-256 of the whole certificate, lower-case hexadecimal. */
  readonly sha256: string;
  /** Serial number: content bytes of the INTEGER, lower-case hexadecimal. */
  readonly serial: string;
  readonly subject: Name;
  readonly issuer: Name;
  readonly subjectDer: Bytes;
  readonly issuerDer: Bytes;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: PublicKey;
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly tbs: Bytes;
  readonly signatureAlgorithm: SignatureAlgorithm & { readonly hash: Hash };
  readonly signature: Bytes;
}

/** The same ones come with every signature, and what was found out about them stays with them. */
const known = recent<Certificate>(1000);
/** No honest certificate is larger; a hostile one must not fill the memory. */
const largestKept = 8192;

/** Parses one certificate, DER or PEM; DerError when it is malformed or uses what this profile refuses. */
export function parseCertificate(input: Uint8Array | string): Certificate {
  const der = typeof input === 'string' ? fromPem(input, 'CERTIFICATE') : input;
  const fingerprint = hex(sha256(der));
  // A copy: the certificate must not keep the whole file alive that it came in, nor change with it.
  const make = () => parse(Uint8Array.from(der), fingerprint);
  return der.length > largestKept ? make() : known(fingerprint, make);
}

function parse(der: Bytes, fingerprint: string): Certificate {
  const outer = new Fields(readDer(der));
  const tbs = outer.take(tags.sequence);
  const algorithm = outer.take(tags.sequence);
  const signature = readBits(outer.take());
  outer.end();
  return {
    der,
    sha256: fingerprint,
    ...readTbs(tbs, algorithm),
    tbs: tbs.raw,
    signatureAlgorithm: signatureAlgorithm(algorithm),
    signature,
  };
}

/** An algorithm that names its hash: certificates and CRLs have no digest algorithm beside it. */
export function signatureAlgorithm(node: DerNode): SignatureAlgorithm & { hash: Hash } {
  const { scheme, hash } = readSignatureAlgorithm(node);
  if (!hash) throw new DerError('signature algorithm without a hash');
  return { scheme, hash };
}

function readTbs(node: DerNode, algorithm: DerNode) {
  const fields = new Fields(node);
  const version = new Fields(fields.take(context(0)), context(0));
  if (readSmall(version.take()) !== 2) throw new DerError('only X.509 version 3 is accepted');
  const serial = hex(integerBytes(fields.take()));
  // RFC 5280 section 4.1.1.2: both must agree, or the signed one could be bypassed.
  if (!equal(fields.take().raw, algorithm.raw)) throw new DerError('two signature algorithms');
  const issuer = fields.take(tags.sequence);
  const validity = new Fields(fields.take());
  const subject = fields.take(tags.sequence);
  const publicKey = readPublicKey(fields.take());
  fields.maybe(context(1, true));
  fields.maybe(context(2, true));
  const extensions = readExtensions(fields.maybe(context(3)), context(3));
  fields.end();
  return {
    serial,
    issuer: readName(issuer),
    issuerDer: issuer.raw,
    notBefore: readTime(validity.take()),
    notAfter: readTime(validity.take()),
    subject: readName(subject),
    subjectDer: subject.raw,
    publicKey,
    extensions,
    ...readExtensionValues(extensions),
  };
}

/** Bytes of the first PEM block of `label`. */
export function fromPem(pem: string, label: string): Bytes {
  const body = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`).exec(pem)?.[1];
  if (!body) throw new DerError(`no PEM ${label}`);
  return fromBase64(body.replace(/\s+/g, ''));
}

/** PEM of `der`, in lines of 64. */
export function toPem(der: Uint8Array, label: string): string {
  const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
