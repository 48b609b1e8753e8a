import { concat, equal, utf8 } from '../kernel/bytes.ts';
import { parseCertificate } from '../pki/certificate.ts';
import {
  type Bytes,
  bits,
  context,
  DerError,
  der,
  Fields,
  octets,
  readDer,
  sequence,
  tags,
} from '../pki/der.ts';
import { oid, readBits } from '../pki/der-values.ts';
import { oids } from '../pki/oids.ts';
import { issuerAndSerial } from '../pki/signed-data.ts';
import { writeAgreement, writeKek, writeTransport } from './recipient-info.ts';
import { reading } from './refusal.ts';
import type { Cryptosystem } from './suites.ts';

/** Locks a content key to one recipient: gives its RecipientInfo. */
export type Lock = (key: Uint8Array, system: Cryptosystem) => Promise<Bytes>;

/** To whoever knows `kek` (32 bytes); `id` tells which. */
export function lockUnderKey(kek: Uint8Array, id: string): Lock {
  return async (key, { suite, primitives }) => {
    const encryptedKey = await primitives.aesWrap(kek, key);
    return writeKek({ kind: 'kek', keyId: utf8(id), encryptedKey }, suite);
  };
}

/** To the private key of a certificate, RSA of at least 2,048 bits or P-256. */
export function lockToCertificate(der: Uint8Array): Lock {
  const certificate = reading('加密证书', () => parseCertificate(der));
  const { publicKey } = certificate;
  const rid = issuerAndSerial(certificate);
  if (publicKey.type === 'rsa') return lockByTransport(publicKey.spki, rid);
  return lockByAgreement(
    reading('加密证书', () => p256Point(publicKey.spki)),
    rid,
  );
}

function lockByTransport(spki: Uint8Array, rid: Bytes): Lock {
  return async (key, { suite, primitives }) => {
    const encryptedKey = await primitives.rsaOaepSeal(spki, key);
    return writeTransport({ kind: 'rsa-oaep', rid, encryptedKey }, suite);
  };
}

/** To the holder of the private key of a P-256 point, by an ephemeral key made for this one message. */
export function lockByAgreement(point: Uint8Array, rid: Bytes): Lock {
  return async (key, system) => {
    const { suite, primitives } = system;
    const fresh = await primitives.ecdhEphemeral(point);
    const kek = await agreedKek(fresh.secret, system);
    const encryptedKey = await primitives.aesWrap(kek, key);
    const ephemeral = fresh.point;
    return writeAgreement({ kind: 'ecdh-p256', rid, ephemeral, encryptedKey }, suite);
  };
}

/** ANSI X9.63 KDF over SHA-256, one block, with ECC-CMS-SharedInfo (RFC 5753 §7.2). */
export function agreedKek(secret: Uint8Array, { suite, primitives }: Cryptosystem) {
  const bits = new Uint8Array(4);
  new DataView(bits.buffer).setUint32(0, suite.keyBytes * 8);
  const sharedInfo = sequence(suite.keyWrap, der(context(2), octets(bits)));
  return primitives.sha256(concat(secret, Uint8Array.of(0, 0, 0, 1), sharedInfo));
}

const p256Key = sequence(oid(oids.ecPublicKey), oid(oids.p256));

/** The P-256 SubjectPublicKeyInfo of an uncompressed point. */
export const p256Spki = (point: Uint8Array): Bytes => sequence(p256Key, bits(point));

/** The uncompressed point of a P-256 SubjectPublicKeyInfo; DerError for any other key. */
export function p256Point(spki: Uint8Array): Bytes {
  const fields = new Fields(readDer(spki, tags.sequence));
  const algorithm = fields.take(tags.sequence);
  const point = readBits(fields.take());
  fields.end();
  if (!equal(algorithm.raw, p256Key)) throw new DerError('only P-256 is accepted');
  if (point.length !== 65 || point[0] !== 4) throw new DerError('point is not uncompressed');
  return point;
}
