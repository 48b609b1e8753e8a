import {
  type Bytes,
  childrenOf,
  context,
  DerError,
  type DerNode,
  der,
  Fields,
  octets,
  sequence,
  setMembers,
  tags,
} from '../pki/der.ts';
import { integer, oid, readBits, readSmall } from '../pki/der-values.ts';
import { oids } from '../pki/oids.ts';
import { exactly } from './refusal.ts';
import type { Suite } from './suites.ts';

/** Key under a key both sides know: a segment, under K. `keyId` is the envelope id in UTF-8. */
export interface KekRecipient {
  readonly kind: 'kek';
  readonly keyId: Uint8Array;
  readonly encryptedKey: Uint8Array;
}
/** Key under RSA-OAEP. `rid` is the whole IssuerAndSerialNumber. */
export interface TransportRecipient {
  readonly kind: 'rsa-oaep';
  readonly rid: Uint8Array;
  readonly encryptedKey: Uint8Array;
}
/** Key under an ephemeral ECDH. `rid` is the whole IssuerAndSerialNumber or [0] RecipientKeyIdentifier. */
export interface AgreementRecipient {
  readonly kind: 'ecdh-p256';
  readonly rid: Uint8Array;
  /** The ephemeral public key: an uncompressed point, 65 bytes. */
  readonly ephemeral: Uint8Array;
  readonly encryptedKey: Uint8Array;
}
/** Key under a passphrase: PBKDF2 and the key wrap of RFC 3211. */
export interface PasswordRecipient {
  readonly kind: 'password';
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly iv: Uint8Array;
  readonly encryptedKey: Uint8Array;
}
export type RecipientInfo =
  | KekRecipient
  | TransportRecipient
  | AgreementRecipient
  | PasswordRecipient;

const ecPublicKey = sequence(oid(oids.ecPublicKey));
const pbkdf2 = oid('1.2.840.113549.1.5.12');
const pwriKek = oid('1.2.840.113549.1.9.16.3.9');

/** RFC 5652 §6.2.4. */
export const writeKek = (r: KekRecipient, suite: Suite): Bytes =>
  der(context(2), integer(4), sequence(octets(r.keyId)), suite.keyWrap, octets(r.encryptedKey));

function readKek(node: DerNode, suite: Suite): KekRecipient {
  const fields = new Fields(node, context(2));
  exactly(fields.take(), integer(4), 'KEKRecipientInfo version');
  const id = new Fields(fields.take());
  const keyId = id.take(tags.octets).content;
  id.end();
  exactly(fields.take(), suite.keyWrap, 'key wrap');
  const encryptedKey = sized(fields.take(tags.octets), suite.keyBytes + 8, 'wrapped key');
  fields.end();
  return { kind: 'kek', keyId, encryptedKey };
}

/** RFC 5652 §6.2.1 with RFC 4055 §4.1; PKCS #1 v1.5 has no reader here, so it is refused. */
export const writeTransport = (r: TransportRecipient, suite: Suite): Bytes =>
  sequence(integer(0), r.rid, suite.transport, octets(r.encryptedKey));

function readTransport(node: DerNode, suite: Suite): TransportRecipient {
  const fields = new Fields(node);
  exactly(fields.take(), integer(0), 'KeyTransRecipientInfo version');
  const rid = fields.take(tags.sequence).raw;
  exactly(fields.take(), suite.transport, 'key transport');
  const encryptedKey = fields.take(tags.octets).content;
  fields.end();
  if (encryptedKey.length < 256 || encryptedKey.length > 1024)
    throw new DerError('RSA key of this size is not accepted');
  return { kind: 'rsa-oaep', rid, encryptedKey };
}

/** RFC 5753 §3.1.1: originator key with absent parameters, no user keying material. */
export const writeAgreement = (r: AgreementRecipient, suite: Suite): Bytes =>
  der(
    context(1),
    integer(3),
    der(context(0), der(context(1), ecPublicKey, der(tags.bits, Uint8Array.of(0), r.ephemeral))),
    suite.agreement,
    sequence(sequence(r.rid, octets(r.encryptedKey))),
  );

function readAgreement(node: DerNode, suite: Suite): AgreementRecipient {
  const fields = new Fields(node, context(1));
  exactly(fields.take(), integer(3), 'KeyAgreeRecipientInfo version');
  const originator = only(childrenOf(fields.take(), context(0)), 'originator');
  const [algorithm, key, ...rest] = childrenOf(originator, context(1));
  if (!algorithm || rest.length > 0) throw new DerError('originator key is malformed');
  exactly(algorithm, ecPublicKey, 'originator key type');
  const ephemeral = readBits(key);
  if (ephemeral.length !== 65 || ephemeral[0] !== 4)
    throw new DerError('originator key is not an uncompressed P-256 point');
  exactly(fields.take(), suite.agreement, 'key agreement');
  const entry = new Fields(only(childrenOf(fields.take(), tags.sequence), 'recipient'));
  const rid = entry.take().raw;
  const encryptedKey = sized(entry.take(tags.octets), suite.keyBytes + 8, 'wrapped key');
  entry.end();
  fields.end();
  return { kind: 'ecdh-p256', rid, ephemeral, encryptedKey };
}

/** RFC 5652 §6.2.5 with RFC 3211 §2.3. */
export const writePassword = (r: PasswordRecipient, suite: Suite): Bytes =>
  der(
    context(3),
    integer(0),
    der(
      context(0),
      pbkdf2,
      sequence(octets(r.salt), integer(r.iterations), integer(suite.keyBytes), suite.passwordPrf),
    ),
    sequence(pwriKek, sequence(suite.passwordCipher, octets(r.iv))),
    octets(r.encryptedKey),
  );

function readPassword(node: DerNode, suite: Suite): PasswordRecipient {
  const fields = new Fields(node, context(3));
  exactly(fields.take(), integer(0), 'PasswordRecipientInfo version');
  const derivation = new Fields(fields.take(), context(0));
  exactly(derivation.take(), pbkdf2, 'password derivation');
  const how = new Fields(derivation.take());
  const salt = how.take(tags.octets).content;
  const iterations = readSmall(how.take());
  exactly(how.take(), integer(suite.keyBytes), 'derived key length');
  exactly(how.take(), suite.passwordPrf, 'password hash');
  how.end();
  derivation.end();
  const wrap = new Fields(fields.take());
  exactly(wrap.take(), pwriKek, 'password key wrap');
  const cipher = new Fields(wrap.take());
  exactly(cipher.take(), suite.passwordCipher, 'password cipher');
  const iv = sized(cipher.take(tags.octets), 16, 'password cipher IV');
  cipher.end();
  wrap.end();
  const encryptedKey = fields.take(tags.octets).content;
  fields.end();
  return { kind: 'password', salt, iterations, iv, encryptedKey };
}

const readers: Readonly<Record<number, (node: DerNode, suite: Suite) => RecipientInfo>> = {
  [tags.sequence]: readTransport,
  [context(1)]: readAgreement,
  [context(2)]: readKek,
  [context(3)]: readPassword,
};

/**
 * Reads RecipientInfos, which must hold exactly one: with two, one ciphertext could open to two plaintexts
 * under two keys while keeping one hash. DerError names what is wrong.
 */
export function readRecipient(set: DerNode, suite: Suite): RecipientInfo {
  const node = only(setMembers(set), 'recipient');
  const reader = readers[node.tag];
  if (!reader) throw new DerError('recipient of an unknown kind');
  return reader(node, suite);
}

function only(nodes: DerNode[], what: string): DerNode {
  const [first, ...rest] = nodes;
  if (!first || rest.length > 0) throw new DerError(`exactly one ${what} is accepted`);
  return first;
}

function sized(node: DerNode, bytes: number, what: string): Bytes {
  if (node.content.length !== bytes) throw new DerError(`${what} must be ${bytes} bytes`);
  return node.content;
}
