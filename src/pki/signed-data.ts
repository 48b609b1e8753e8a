import { concat, equal, hex } from '../kernel/bytes.ts';
import {
  type Hash,
  readHash,
  readSignatureAlgorithm,
  type SignatureAlgorithm,
} from './algorithm.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import {
  type Bytes,
  childrenOf,
  context,
  DerError,
  type DerNode,
  der,
  Fields,
  octets,
  readDer,
  sequence,
  setMembers,
  setOf,
  tags,
} from './der.ts';
import { integer, integerBytes, oid, readOid, readSmall } from './der-values.ts';
import { oids } from './oids.ts';

/** CMS SignedData, RFC 5652 section 5, as read. Nothing is verified yet. */
export interface SignedData {
  readonly contentType: string;
  /** The attached content, or null when it is detached. */
  readonly content: Bytes | null;
  readonly digestAlgorithms: readonly Bytes[];
  readonly certificates: readonly Certificate[];
  readonly rawCertificates: readonly Bytes[];
  readonly signers: readonly SignerInfo[];
}

export interface SignerInfo {
  readonly raw: Bytes;
  readonly identifier: DerNode;
  readonly hash: Hash;
  readonly algorithm: SignatureAlgorithm;
  /** The DER SET that was signed, retagged from [0] as section 5.4 says; null when there is none. */
  readonly signedAttributes: Bytes | null;
  readonly signature: Bytes;
  readonly unsignedAttributes: DerNode | null;
}

export function readSignedData(p7: Uint8Array): SignedData {
  const info = new Fields(readDer(p7));
  if (readOid(info.take()) !== oids.signedData) throw new DerError('SignedData expected');
  const fields = new Fields(new Fields(info.take(context(0)), context(0)).take());
  info.end();
  const version = readSmall(fields.take());
  const digestAlgorithms = membersOf(fields.take(), tags.set);
  const encapsulated = new Fields(fields.take());
  const contentType = readOid(encapsulated.take());
  const content = encapsulated.maybe(context(0));
  const rawCertificates = membersOf(fields.maybe(context(0)), context(0));
  fields.maybe(context(1));
  const signers = setMembers(fields.take()).map(readSignerInfo);
  fields.end();
  checkUnsigned(version, contentType, digestAlgorithms, signers);
  return {
    contentType,
    content: content && new Fields(content, context(0)).take(tags.octets).content,
    digestAlgorithms,
    rawCertificates,
    certificates: rawCertificates.flatMap(readable),
    signers,
  };
}

/** What no signature covers must still follow from what it does, so that no byte of the file can change unseen. */
function checkUnsigned(
  version: number,
  contentType: string,
  digestAlgorithms: readonly Bytes[],
  signers: readonly SignerInfo[],
): void {
  const plain = contentType === oids.data && signers.every(s => s.identifier.tag === tags.sequence);
  if (version !== (plain ? 1 : 3)) throw new DerError('SignedData of another version');
  const used = new Set(signers.map(({ hash }) => hash));
  if (!digestAlgorithms.every(raw => used.has(readHash(readDer(raw)))))
    throw new DerError('digest algorithm that no signer uses');
}

const membersOf = (node: DerNode | null, tag: number): Bytes[] =>
  node ? childrenOf(node, tag).map(member => member.raw) : [];

/** Certificates travel beside the signature, unsigned: one that this profile cannot read is of no use, not an error. */
function readable(raw: Bytes): Certificate[] {
  try {
    return [parseCertificate(raw)];
  } catch {
    return [];
  }
}

function readSignerInfo(node: DerNode): SignerInfo {
  const fields = new Fields(node);
  const version = readSmall(fields.take());
  const identifier = fields.take();
  if (version !== (identifier.tag === tags.sequence ? 1 : 3))
    throw new DerError('SignerInfo of another version');
  const hash = readHash(fields.take());
  const signed = fields.maybe(context(0));
  const algorithm = readSignatureAlgorithm(fields.take());
  if (algorithm.hash && algorithm.hash !== hash) throw new DerError('two digest algorithms');
  const signature = fields.take(tags.octets).content;
  const unsignedAttributes = fields.maybe(context(1));
  fields.end();
  return {
    raw: node.raw,
    identifier,
    hash,
    algorithm,
    signedAttributes: signed && concat(Uint8Array.of(tags.set), signed.raw.subarray(1)),
    signature,
    unsignedAttributes,
  };
}

/** The certificates that a signer identifier may mean: by issuer and serial number, or by subject key id. */
export function certificatesOf(signer: SignerInfo, among: readonly Certificate[]): Certificate[] {
  const { identifier } = signer;
  if (identifier.tag === context(0, true)) {
    const keyId = hex(identifier.content);
    return among.filter(certificate => certificate.subjectKeyId === keyId);
  }
  const fields = new Fields(identifier);
  const issuer = fields.take(tags.sequence).raw;
  const serial = hex(integerBytes(fields.take()));
  fields.end();
  return among.filter(c => c.serial === serial && equal(c.issuerDer, issuer));
}

/** Issuer and serial number of a certificate, as CMS names it. */
export const issuerAndSerial = (certificate: Certificate): Bytes =>
  sequence(certificate.issuerDer, serialOf(certificate));

export const serialOf = (certificate: Certificate): Bytes =>
  der(
    tags.integer,
    Uint8Array.from(certificate.serial.match(/../g) ?? [], b => parseInt(b, 16)),
  );

/** Writes a ContentInfo around SignedData; certificates and digest algorithms that come twice are written once. */
export function writeSignedData(parts: {
  readonly contentType: string;
  readonly content: Uint8Array | null;
  readonly digestAlgorithms: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
  readonly signers: readonly Uint8Array[];
}): Bytes {
  const content = parts.content ? [der(context(0), octets(parts.content))] : [];
  return sequence(
    oid(oids.signedData),
    der(
      context(0),
      sequence(
        integer(parts.contentType === oids.data ? 1 : 3),
        setOf(unique(parts.digestAlgorithms)),
        sequence(oid(parts.contentType), ...content),
        ...(parts.certificates.length > 0 ? [setOf(unique(parts.certificates), context(0))] : []),
        setOf(parts.signers),
      ),
    ),
  );
}

const unique = (elements: readonly Uint8Array[]): Uint8Array[] => [
  ...new Map(elements.map(raw => [hex(raw), raw])).values(),
];
