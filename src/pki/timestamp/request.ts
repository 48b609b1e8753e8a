import {
  type Bytes,
  context,
  DerError,
  der,
  Fields,
  nul,
  octets,
  readDer,
  sequence,
  tags,
  yes,
} from '../der.ts';
import { integer, integerBytes, oid, readBoolean, readOid, readSmall } from '../der-values.ts';
import { oids } from '../oids.ts';

/** A TimeStampReq of RFC 3161 section 2.4.1 over a SHA-256. `nonce` is the magnitude, big-endian. */
export interface TimestampRequest {
  readonly sha256: Bytes;
  readonly nonce: Bytes | null;
  readonly policy: string | null;
  readonly wantsCertificates: boolean;
}

/** A request that asks for the certificates too, so that the token can be checked on its own. */
export function writeTimestampRequest(sha256: Uint8Array, nonce: Uint8Array): Bytes {
  return sequence(integer(1), writeImprint(sha256), integer(nonce), yes);
}

export function readTimestampRequest(bytes: Uint8Array): TimestampRequest {
  const fields = new Fields(readDer(bytes));
  if (readSmall(fields.take()) !== 1) throw new DerError('time-stamp request of another version');
  const sha256 = readImprint(fields.take().raw);
  const policy = fields.maybe(tags.oid);
  const nonce = fields.maybe(tags.integer);
  const wants = fields.maybe(tags.boolean);
  if (fields.maybe(context(0))) throw new DerError('request extensions are not supported');
  fields.end();
  return {
    sha256,
    policy: policy ? readOid(policy) : null,
    nonce: nonce ? integerBytes(nonce) : null,
    wantsCertificates: wants ? readBoolean(wants) : false,
  };
}

/** MessageImprint of a SHA-256. */
export const writeImprint = (sha256: Uint8Array): Bytes =>
  sequence(sequence(oid(oids.sha256), nul), octets(sha256));

/** The SHA-256 of a MessageImprint; any other hash is refused. */
export function readImprint(raw: Bytes): Bytes {
  const fields = new Fields(readDer(raw));
  const algorithm = new Fields(fields.take());
  if (readOid(algorithm.take()) !== oids.sha256) throw new DerError('imprint is not a SHA-256');
  algorithm.maybe(tags.nul);
  algorithm.end();
  const sha256 = fields.take(tags.octets).content;
  fields.end();
  if (sha256.length !== 32) throw new DerError('imprint of the wrong length');
  return sha256;
}

/** INTEGER element of raw nonce content, as it came. */
export const nonceElement = (nonce: Bytes): Bytes => der(tags.integer, nonce);
