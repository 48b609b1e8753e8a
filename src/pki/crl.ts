import { equal, hex } from '../kernel/bytes.ts';
import type { Hash, SignatureAlgorithm } from './algorithm.ts';
import { fromPem, signatureAlgorithm } from './certificate.ts';
import {
  type Bytes,
  childrenOf,
  context,
  DerError,
  type DerNode,
  Fields,
  readDer,
  tags,
} from './der.ts';
import { integerBytes, readBits, readSmall, readTime } from './der-values.ts';
import { type Extension, listExtensions, readExtensions } from './extensions.ts';
import { oids } from './oids.ts';

/** A parsed certificate revocation list, RFC 5280 section 5. Nothing in it is trusted before its signature holds. */
export interface Crl {
  readonly der: Bytes;
  readonly issuerDer: Bytes;
  readonly thisUpdate: Date;
  /** Null in lists that say none: such a list is never current. */
  readonly nextUpdate: Date | null;
  /** Revocation times by serial number (hexadecimal content bytes). */
  readonly revoked: ReadonlyMap<string, Date>;
  /** Certificates whose hold ended: removeFromCRL, in a delta list (RFC 5280 section 5.3.1). */
  readonly removed: ReadonlySet<string>;
  /** The list keeps what has expired since then (expiredCertsOnCRL); null when it does not say. */
  readonly expiredSince: Date | null;
  readonly extensions: ReadonlyMap<string, Extension>;
  /** Some entry has a critical extension: it may mean another issuer's certificate, so the list cannot be used. */
  readonly criticalEntries: boolean;
  readonly tbs: Bytes;
  readonly signatureAlgorithm: SignatureAlgorithm & { readonly hash: Hash };
  readonly signature: Bytes;
}

/** Parses one CRL, DER or PEM; DerError when it is malformed. */
export function parseCrl(input: Uint8Array | string): Crl {
  const bytes = typeof input === 'string' ? fromPem(input, 'X509 CRL') : (input as Bytes);
  const outer = new Fields(readDer(bytes));
  const tbs = outer.take(tags.sequence);
  const algorithm = outer.take(tags.sequence);
  const signature = readBits(outer.take());
  outer.end();
  return {
    der: bytes,
    ...readTbs(tbs, algorithm),
    tbs: tbs.raw,
    signatureAlgorithm: signatureAlgorithm(algorithm),
    signature,
  };
}

function readTbs(node: DerNode, algorithm: DerNode) {
  const fields = new Fields(node);
  const version = fields.maybe(tags.integer);
  if (version && readSmall(version) !== 1) throw new DerError('CRL of another version');
  if (!equal(fields.take().raw, algorithm.raw)) throw new DerError('two signature algorithms');
  const issuerDer = fields.take(tags.sequence).raw;
  const thisUpdate = readTime(fields.take());
  const next = fields.maybe(tags.utcTime) ?? fields.maybe(tags.generalizedTime);
  const entries = fields.maybe(tags.sequence);
  const extensions = readExtensions(fields.maybe(context(0)), context(0));
  fields.end();
  return {
    issuerDer,
    thisUpdate,
    nextUpdate: next ? readTime(next) : null,
    extensions,
    expiredSince: readExpiredSince(extensions),
    ...readEntries(entries),
  };
}

function readExpiredSince(extensions: ReadonlyMap<string, Extension>): Date | null {
  const extension = extensions.get(oids.expiredCertsOnCrl);
  return extension ? readTime(readDer(extension.value, tags.generalizedTime)) : null;
}

function readEntries(node: DerNode | null) {
  const revoked = new Map<string, Date>();
  const removed = new Set<string>();
  let criticalEntries = false;
  for (const entry of node ? childrenOf(node) : []) {
    const { serial, at, critical, gone } = readEntry(entry);
    criticalEntries ||= critical;
    const earlier = revoked.get(serial);
    if (gone) removed.add(serial);
    else if (!earlier || at < earlier) revoked.set(serial, at);
  }
  return { revoked, removed, criticalEntries };
}

function readEntry(entry: DerNode) {
  const fields = new Fields(entry);
  const serial = hex(integerBytes(fields.take()));
  const at = readTime(fields.take());
  const listed = fields.maybe(tags.sequence);
  fields.end();
  const extensions = listed ? listExtensions(listed) : new Map<string, Extension>();
  const reason = extensions.get(oids.crlReason);
  return {
    serial,
    at,
    critical: [...extensions.values()].some(extension => extension.critical),
    // ENUMERATED 8, removeFromCRL.
    gone: reason !== undefined && hex(reason.value) === '0a0108',
  };
}
