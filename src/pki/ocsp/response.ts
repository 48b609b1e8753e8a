import type { Hash, SignatureAlgorithm } from '../algorithm.ts';
import { type Certificate, parseCertificate, signatureAlgorithm } from '../certificate.ts';
import {
  type Bytes,
  childrenOf,
  context,
  DerError,
  type DerNode,
  expectTag,
  Fields,
  readDer,
  tags,
} from '../der.ts';
import { integerBytes, readBits, readOid, readSmall, readTime } from '../der-values.ts';
import { type Extension, readExtensions } from '../extensions.ts';
import { oids } from '../oids.ts';
import { type CertificateId, readCertificateId } from './certificate-id.ts';
import { readNonce } from './request.ts';

/** What a response says of one certificate (SingleResponse). */
export interface SingleResponse {
  readonly id: CertificateId;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt: Date | null;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly extensions: ReadonlyMap<string, Extension>;
}

/** A parsed BasicOCSPResponse. Nothing in it is trusted before `verifyOcsp` has said so. */
export interface OcspResponse {
  readonly der: Bytes;
  /** The responder by name (DER of a Name) or by the SHA-1 of its key. */
  readonly responder: { readonly name: Bytes } | { readonly keyHash: Bytes };
  readonly producedAt: Date;
  readonly answers: readonly SingleResponse[];
  readonly nonce: Bytes | null;
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly tbs: Bytes;
  readonly signatureAlgorithm: SignatureAlgorithm & { readonly hash: Hash };
  readonly signature: Bytes;
  /** Certificates sent along: candidates for a delegated responder. */
  readonly certificates: readonly Certificate[];
}

/** Bounds on what one response may hold: one certificate was asked about. */
const mostAnswers = 100;
const mostCertificates = 8;

/** The responder's answer, or the number by which it refused to give one (OCSPResponseStatus). */
export type OcspReply = { readonly refused: number } | { readonly response: OcspResponse };

/** Parses an OCSPResponse; DerError when it is malformed or of another type than basic. */
export function parseOcspReply(bytes: Uint8Array): OcspReply {
  const outer = new Fields(readDer(bytes));
  const status = readSmall(outer.take(tags.enumerated), tags.enumerated);
  const given = outer.maybe(context(0));
  outer.end();
  if (status !== 0) return { refused: status };
  const fields = new Fields(new Fields(given ?? undefined, context(0)).take());
  if (readOid(fields.take()) !== oids.ocspBasic)
    throw new DerError('OCSP response of another type');
  const basic = fields.take(tags.octets).content;
  fields.end();
  return { response: { der: bytes as Bytes, ...readBasic(readDer(basic)) } };
}

function readBasic(node: DerNode): Omit<OcspResponse, 'der'> {
  const fields = new Fields(node);
  const tbs = fields.take(tags.sequence);
  const algorithm = signatureAlgorithm(fields.take());
  const signature = readBits(fields.take());
  const sent = fields.maybe(context(0));
  fields.end();
  const listed = sent ? childrenOf(new Fields(sent, context(0)).take(), tags.sequence) : [];
  if (listed.length > mostCertificates) throw new DerError('too many certificates');
  const certificates = listed.map(({ raw }) => parseCertificate(raw));
  return { ...readData(tbs), tbs: tbs.raw, signatureAlgorithm: algorithm, signature, certificates };
}

function readData(node: DerNode) {
  const fields = new Fields(node);
  const version = fields.maybe(context(0));
  if (version && readSmall(new Fields(version, context(0)).take()) !== 0)
    throw new DerError('OCSP response of another version');
  const responder = readResponder(fields.take());
  const producedAt = readTime(fields.take(tags.generalizedTime));
  const answers = childrenOf(fields.take(), tags.sequence);
  if (answers.length > mostAnswers) throw new DerError('too many answers');
  const extensions = readExtensions(fields.maybe(context(1)), context(1));
  fields.end();
  const nonce = readNonce(extensions);
  return { responder, producedAt, answers: answers.map(readAnswer), extensions, nonce };
}

function readResponder(node: DerNode): OcspResponse['responder'] {
  const byName = node.tag === context(1);
  const fields = new Fields(node, context(byName ? 1 : 2));
  const inside = expectTag(fields.take(), byName ? tags.sequence : tags.octets);
  fields.end();
  return byName ? { name: inside.raw } : { keyHash: inside.content };
}

function readAnswer(node: DerNode): SingleResponse {
  const fields = new Fields(node);
  const id = readCertificateId(fields.take());
  const { status, revokedAt } = readStatus(fields.take());
  const thisUpdate = readTime(fields.take(tags.generalizedTime));
  const next = fields.maybe(context(0));
  const extensions = readExtensions(fields.maybe(context(1)), context(1));
  fields.end();
  const nextUpdate = next
    ? readTime(new Fields(next, context(0)).take(tags.generalizedTime))
    : null;
  if (nextUpdate && nextUpdate < thisUpdate) throw new DerError('next update before this one');
  return { id, status, revokedAt, thisUpdate, nextUpdate, extensions };
}

function readStatus(node: DerNode): Pick<SingleResponse, 'status' | 'revokedAt'> {
  if (node.tag === context(1)) return { status: 'revoked', revokedAt: readRevokedAt(node) };
  const good = node.tag === context(0, true);
  expectTag(node, context(good ? 0 : 2, true));
  if (node.content.length > 0) throw new DerError('status that is not NULL');
  return { status: good ? 'good' : 'unknown', revokedAt: null };
}

function readRevokedAt(node: DerNode): Date {
  const fields = new Fields(node, context(1));
  const at = readTime(fields.take(tags.generalizedTime));
  const reason = fields.maybe(context(0));
  if (reason) integerBytes(new Fields(reason, context(0)).take(), tags.enumerated);
  fields.end();
  return at;
}
