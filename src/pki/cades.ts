import { concat, equal } from '../kernel/bytes.ts';
import { type Hash, sha256Identifier, writeSignatureAlgorithm } from './algorithm.ts';
import type { Certificate } from './certificate.ts';
import {
  type Bytes,
  context,
  DerError,
  der,
  octets,
  readDer,
  sequence,
  setOf,
  tags,
} from './der.ts';
import { integer } from './der-values.ts';
import { oids } from './oids.ts';
import { parsing, refuse } from './refusal.ts';
import { digest, schemeOf, signSha256, verifySignature } from './signature.ts';
import {
  attribute,
  isNamed,
  readAttributes,
  readSignedAttributes,
  type SigningCertificate,
  writeSignedAttributes,
} from './signed-attributes.ts';
import {
  certificatesOf,
  issuerAndSerial,
  readSignedData,
  type SignedData,
  type SignerInfo,
  writeSignedData,
} from './signed-data.ts';

/** Who signs: an ECDSA P-256, RSASSA-PKCS1-v1_5 or RSA-PSS private key, its certificate, and the CAs above it. */
export interface Signer {
  readonly key: CryptoKey;
  readonly certificate: Certificate;
  readonly chain?: readonly Certificate[];
}

/** What is signed: the bytes, or, for a detached signature over something large, only their SHA-256. */
export type Content = Uint8Array | { readonly sha256: Uint8Array };

export interface VerifiedSigner {
  readonly certificate: Certificate;
  /** What the signer claims; only a time stamp proves a time. */
  readonly signingTime: Date | null;
  readonly signature: Bytes;
  /** RFC 3161 token over `signature`, unverified; null when there is none. */
  readonly timestampToken: Bytes | null;
}

export interface VerifiedSignedData {
  /** The attached content; null when the signature is detached. */
  readonly content: Bytes | null;
  readonly signers: readonly [VerifiedSigner, ...VerifiedSigner[]];
  /** All certificates inside: candidates for the path, not trusted. */
  readonly certificates: readonly Certificate[];
}

export interface VerifyOptions {
  readonly contentType?: string;
  /** Signer certificates that the signature itself does not carry. */
  readonly certificates?: readonly Certificate[];
}

/** Signatures in one file: more are refused before any arithmetic is done for them. */
const mostSigners = 64;

/**
 * Signs `content` once by each signer: CAdES-BES (ETSI EN 319 122-1), CMS SignedData in DER, SHA-256.
 * `signingTime` null leaves the attribute out, as signatures inside a PDF must.
 */
export async function signCades(
  content: Content,
  signers: readonly Signer[],
  how: {
    readonly detached: boolean;
    readonly signingTime: Date | null;
    readonly contentType?: string;
    /** False leaves all certificates out: a time-stamp client may not want them. */
    readonly withCertificates?: boolean;
  },
): Promise<Bytes> {
  const contentType = how.contentType ?? oids.data;
  const attached = how.detached ? null : content;
  if (attached && !(attached instanceof Uint8Array)) throw new DerError('content needed to attach');
  const said = {
    contentType,
    messageDigest: await digestOf(content, 'SHA-256'),
    signingTime: how.signingTime,
  };
  const carried = how.withCertificates === false ? [] : signers;
  return writeSignedData({
    contentType,
    content: attached,
    digestAlgorithms: [sha256Identifier],
    certificates: carried.flatMap(s => [s.certificate, ...(s.chain ?? [])]).map(c => c.der),
    signers: await Promise.all(signers.map(signer => writeSignerInfo(signer, said))),
  });
}

async function writeSignerInfo(
  signer: Signer,
  said: Omit<Parameters<typeof writeSignedAttributes>[0], 'certificate'>,
): Promise<Bytes> {
  const { key, certificate } = signer;
  const attributes = writeSignedAttributes({ ...said, certificate });
  return sequence(
    integer(1),
    issuerAndSerial(certificate),
    sha256Identifier,
    concat(Uint8Array.of(context(0)), attributes.subarray(1)),
    writeSignatureAlgorithm(schemeOf(key)),
    octets(await signSha256(key, attributes)),
  );
}

async function digestOf(content: Content, hash: Hash): Promise<Uint8Array> {
  if (content instanceof Uint8Array) return digest(hash, content);
  if (hash !== 'SHA-256') throw refuse('content-missing');
  return content.sha256;
}

/**
 * Verifies every signature in `p7` over its attached content or over `given`, and gives the signers.
 * All must hold. Paths and revocation are for `checkCertificate`. Refuses with SIGNATURE_INVALID and `facts.reason`.
 */
export async function verifyCades(
  p7: Uint8Array,
  given?: Content,
  options: VerifyOptions = {},
): Promise<VerifiedSignedData> {
  const signed = parsing(() => readSignedData(p7));
  const { contentType, content } = signed;
  if (contentType !== (options.contentType ?? oids.data)) throw refuse('content-type');
  if (signed.signers.length > mostSigners) throw refuse('too-many-signers');
  const subject = await subjectOf(content, given);
  const certificates = [...signed.certificates, ...(options.certificates ?? [])];
  const [first, ...others] = await Promise.all(
    signed.signers.map(signer => verifySigner(signed, signer, subject, certificates)),
  );
  if (!first) throw refuse('no-signer');
  return { content, signers: [first, ...others], certificates };
}

async function subjectOf(attached: Bytes | null, given: Content | undefined): Promise<Content> {
  if (!attached) {
    if (!given) throw refuse('content-missing');
    return given;
  }
  if (!given) return attached;
  const same =
    given instanceof Uint8Array
      ? equal(given, attached)
      : equal(given.sha256, await digest('SHA-256', attached));
  if (!same) throw refuse('content-differs');
  return attached;
}

async function verifySigner(
  signed: SignedData,
  signer: SignerInfo,
  content: Content,
  certificates: readonly Certificate[],
): Promise<VerifiedSigner> {
  // Without signed attributes the certificate could be swapped for another one over the same key.
  const { signedAttributes, signature, hash } = signer;
  if (!signedAttributes) throw refuse('no-signed-attributes');
  const said = parsing(() => readSignedAttributes(signedAttributes));
  if (said.contentType !== signed.contentType) throw refuse('content-type');
  if (!equal(said.messageDigest, await digestOf(content, hash))) throw refuse('digest-mismatch');
  const candidates = parsing(() => certificatesOf(signer, certificates));
  if (candidates.length === 0) throw refuse('certificate-missing');
  const certificate = await firstNamed(said.signingCertificate, candidates);
  if (!certificate) throw refuse('certificate-mismatch');
  const algorithm = { scheme: signer.algorithm.scheme, hash };
  if (!(await verifySignature(algorithm, certificate.publicKey, signedAttributes, signature)))
    throw refuse('signature-wrong');
  const timestampToken = parsing(() => timestampOf(signer));
  return { certificate, signingTime: said.signingTime, signature, timestampToken };
}

async function firstNamed(
  named: SigningCertificate,
  candidates: readonly Certificate[],
): Promise<Certificate | null> {
  for (const candidate of candidates) if (await isNamed(named, candidate)) return candidate;
  return null;
}

function timestampOf({ unsignedAttributes }: SignerInfo): Bytes | null {
  if (!unsignedAttributes) return null;
  const values = readAttributes(unsignedAttributes, context(1));
  return values.get(oids.signatureTimeStamp)?.raw ?? null;
}

/** One SignedData with the signers of all parts, which must sign the same content: members sign apart, in their browsers. */
export function mergeCades(parts: readonly Uint8Array[]): Bytes {
  const all = parts.map(part => parsing(() => readSignedData(part)));
  const [first] = all;
  if (!first) throw refuse('no-signer');
  for (const { content, contentType } of all) {
    if (contentType !== first.contentType) throw refuse('content-type');
    const alike =
      content && first.content ? equal(content, first.content) : content === first.content;
    if (!alike) throw refuse('content-differs');
  }
  return writeSignedData({
    contentType: first.contentType,
    content: first.content,
    digestAlgorithms: all.flatMap(part => part.digestAlgorithms),
    certificates: all.flatMap(part => part.rawCertificates),
    signers: all.flatMap(part => part.signers.map(signer => signer.raw)),
  });
}

/** CAdES-T: puts a time stamp over each signature, made by `stamp` from the SHA-256 of the signature value. */
export async function addTimestamps(
  p7: Uint8Array,
  stamp: (sha256: Bytes) => Promise<Uint8Array>,
): Promise<Bytes> {
  const signed = parsing(() => readSignedData(p7));
  const stamped = async ({ raw, signature, unsignedAttributes }: SignerInfo) => {
    if (unsignedAttributes) return raw;
    const token = await stamp(await digest('SHA-256', signature));
    const unsigned = setOf([attribute(oids.signatureTimeStamp, token)], context(1));
    return der(tags.sequence, readDer(raw).content, unsigned);
  };
  return writeSignedData({
    contentType: signed.contentType,
    content: signed.content,
    digestAlgorithms: signed.digestAlgorithms,
    certificates: signed.rawCertificates,
    signers: await Promise.all(signed.signers.map(stamped)),
  });
}
