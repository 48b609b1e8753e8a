import { equal, hex } from '../../kernel/bytes.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { verifyCades } from '../cades.ts';
import type { Certificate } from '../certificate.ts';
import { type Bytes, context, DerError, Fields, readDer, tags } from '../der.ts';
import { integerBytes, readBoolean, readOid, readSmall, readTime } from '../der-values.ts';
import { oids } from '../oids.ts';
import { parsing, refuse, type SignatureRefusal, signatureRefusals } from '../refusal.ts';
import { readImprint } from './request.ts';

/** A time stamp whose signature and imprint hold; whether its signer is trusted is for `checkCertificate`. */
export interface VerifiedTimestamp {
  readonly at: Date;
  /** How far `at` may be off, in milliseconds; null when the token does not say. */
  readonly accuracyMs: number | null;
  readonly serial: string;
  readonly policy: string;
  readonly certificate: Certificate;
  readonly certificates: readonly Certificate[];
}

const refused = (reason: SignatureRefusal) => refuse(reason, 'TIMESTAMP_INVALID');

/** The token inside a TimeStampResp; refuses with TIMESTAMP_INVALID when it was not granted. */
export function readTimestampResponse(response: Uint8Array): Bytes {
  return parsing(() => {
    const fields = new Fields(readDer(response));
    const status = readSmall(new Fields(fields.take()).take());
    // 0 granted, 1 granted with modifications; everything else comes without a token.
    if (status > 1) throw refused('not-granted');
    const token = fields.take(tags.sequence).raw;
    fields.end();
    return token;
  }, 'TIMESTAMP_INVALID');
}

/** Verifies a token over `sha256`, and that it answers the request with `nonce` when one is given. */
export async function verifyTimestamp(
  token: Uint8Array,
  sha256: Uint8Array,
  options: { readonly nonce?: Uint8Array; readonly certificates?: readonly Certificate[] } = {},
): Promise<VerifiedTimestamp> {
  const { content, signers, certificates } = await verifyCades(token, undefined, {
    contentType: oids.tstInfo,
    certificates: options.certificates ?? [],
  }).catch(asTimestamp);
  const [{ certificate }, ...others] = signers;
  if (others.length > 0) throw refused('signer-count');
  if (!content) throw refused('content-missing');
  const info = parsing(() => readTstInfo(content), 'TIMESTAMP_INVALID');
  if (!equal(info.sha256, sha256)) throw refused('other-imprint');
  if (options.nonce && !sameNumber(info.nonce, options.nonce)) throw refused('other-nonce');
  const { at, accuracyMs, serial, policy } = info;
  return { at, accuracyMs, serial, policy, certificate, certificates };
}

function asTimestamp(error: unknown): never {
  const reason = error instanceof RuleError ? String(error.facts.reason) : '';
  if (reason in signatureRefusals) throw refused(reason as SignatureRefusal);
  throw error;
}

function sameNumber(content: Bytes | null, magnitude: Uint8Array): boolean {
  const stripped = (bytes: Uint8Array) => hex(bytes).replace(/^(00)+(?=..)/, '');
  return content !== null && stripped(content) === stripped(magnitude);
}

/** TSTInfo of RFC 3161 section 2.4.2. */
function readTstInfo(content: Bytes) {
  const fields = new Fields(readDer(content));
  if (readSmall(fields.take()) !== 1) throw new DerError('TSTInfo of another version');
  const policy = readOid(fields.take());
  const sha256 = readImprint(fields.take().raw);
  const serial = hex(integerBytes(fields.take()));
  const at = readTime(fields.take(tags.generalizedTime));
  const accuracy = fields.maybe(tags.sequence);
  const ordering = fields.maybe(tags.boolean);
  if (ordering) readBoolean(ordering);
  const nonce = fields.maybe(tags.integer);
  fields.maybe(context(0));
  if (fields.maybe(context(1))) throw new DerError('TSTInfo extensions are not supported');
  fields.end();
  return {
    policy,
    sha256,
    serial,
    at,
    accuracyMs: accuracy ? readAccuracy(accuracy.raw) : null,
    nonce: nonce ? integerBytes(nonce) : null,
  };
}

function readAccuracy(raw: Bytes): number {
  const fields = new Fields(readDer(raw));
  const seconds = fields.maybe(tags.integer);
  const millis = fields.maybe(context(0, true));
  const micros = fields.maybe(context(1, true));
  fields.end();
  return (
    (seconds ? readSmall(seconds) * 1000 : 0) +
    (millis ? readSmall(millis, context(0, true)) : 0) +
    (micros ? readSmall(micros, context(1, true)) / 1000 : 0)
  );
}
