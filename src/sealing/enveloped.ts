import { concat } from '../kernel/bytes.ts';
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
} from '../pki/der.ts';
import { integer, oid } from '../pki/der-values.ts';
import { oids } from '../pki/oids.ts';
import type { Lock } from './locks.ts';
import { type RecipientInfo, readRecipient } from './recipient-info.ts';
import { exactly, malformed, opening, reading } from './refusal.ts';
import type { Cryptosystem, Suite } from './suites.ts';

const authEnvelopedData = oid('1.2.840.113549.1.9.16.1.23');
const data = oid(oids.data);

/** A parsed AuthEnvelopedData (RFC 5083) with one recipient, no attributes; all views of the input. */
export interface Enveloped {
  readonly recipient: RecipientInfo;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/** Seals `plain` under a fresh key and nonce and locks that key: the whole ContentInfo in definite-length DER. */
export async function sealEnveloped(
  plain: Uint8Array,
  lock: Lock,
  system: Cryptosystem,
): Promise<Bytes> {
  const { suite, primitives } = system;
  const key = primitives.random(suite.keyBytes);
  const iv = primitives.random(suite.ivBytes);
  const frame = frameOf(plain.length, await lock(key, system), iv, suite);
  const whole = new Uint8Array(frame.length + plain.length + 2 + suite.tagBytes);
  const end = frame.length + plain.length;
  const tag = await primitives.aesGcmSeal({ key, iv, plain }, whole.subarray(frame.length, end));
  whole.set(frame);
  whole.set(octets(tag), end);
  return whole;
}

/** Everything before the ciphertext; it follows from the lengths, so the ciphertext can be written in its place. */
function frameOf(length: number, recipient: Bytes, iv: Uint8Array, suite: Suite): Bytes {
  const parameters = sequence(octets(iv), integer(suite.tagBytes));
  const head = concat(data, sequence(suite.contentCipher, parameters));
  const content = derHeader(context(0, true), length);
  const info = derHeader(tags.sequence, head.length + content.length + length);
  const front = concat(integer(0), der(tags.set, recipient), info, head, content);
  const body = front.length + length + 2 + suite.tagBytes;
  const inner = derHeader(tags.sequence, body);
  const explicit = derHeader(context(0), inner.length + body);
  const all = authEnvelopedData.length + explicit.length + inner.length + body;
  return concat(derHeader(tags.sequence, all), authEnvelopedData, explicit, inner, front);
}

/** Identifier and definite, shortest length of an element (X.690 §10.1). */
function derHeader(tag: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tag, length);
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return Uint8Array.of(tag, 0x80 | digits.length, ...digits);
}

/**
 * Reads a ContentInfo holding AuthEnvelopedData of this suite: strict DER, exact algorithms, one recipient.
 * Nothing is allocated from lengths in the input; `limit` is the greatest ciphertext accepted, in bytes.
 */
export function readEnveloped(
  bytes: Uint8Array,
  system: Cryptosystem,
  where: string,
  limit: number,
): Enveloped {
  if (bytes.length > limit + 65536)
    throw malformed(where, { zh: `超过 ${limit} 字节`, en: `is larger than ${limit} bytes` });
  const enveloped = reading(where, () => parse(bytes, system.suite));
  if (enveloped.ciphertext.length > limit)
    throw malformed(where, {
      zh: `密文超过 ${limit} 字节`,
      en: `ciphertext is larger than ${limit} bytes`,
    });
  return enveloped;
}

function parse(bytes: Uint8Array, suite: Suite): Enveloped {
  const contentInfo = new Fields(readDer(bytes, tags.sequence));
  exactly(contentInfo.take(), authEnvelopedData, 'content type');
  const explicit = new Fields(contentInfo.take(), context(0));
  contentInfo.end();
  const fields = new Fields(explicit.take());
  explicit.end();
  exactly(fields.take(), integer(0), 'AuthEnvelopedData version');
  const recipient = readRecipient(fields.take(), suite);
  const info = new Fields(fields.take());
  exactly(info.take(), data, 'type of the encrypted content');
  const iv = readNonce(new Fields(info.take()), suite);
  const ciphertext = info.take(context(0, true)).content;
  info.end();
  const tag = fields.take(tags.octets).content;
  fields.end();
  if (tag.length !== suite.tagBytes) throw new DerError('authentication tag of another size');
  return { recipient, iv, ciphertext, tag };
}

/** RFC 5084 §3.2. */
function readNonce(algorithm: Fields, suite: Suite): Bytes {
  exactly(algorithm.take(), suite.contentCipher, 'content cipher');
  const parameters = new Fields(algorithm.take());
  algorithm.end();
  const iv = parameters.take(tags.octets).content;
  exactly(parameters.take(), integer(suite.tagBytes), 'tag length');
  parameters.end();
  if (iv.length !== suite.ivBytes) throw new DerError('nonce of another size');
  return iv;
}

/** The plaintext, only once its tag has verified; else BID_MALFORMED naming `where`. */
export async function openEnveloped(
  { iv, ciphertext, tag }: Enveloped,
  key: Uint8Array,
  system: Cryptosystem,
  where: string,
): Promise<Uint8Array> {
  return opening(where, system.primitives.aesGcmOpen(key, iv, { ciphertext, tag }));
}
