import type { Certificate } from '../certificate.ts';
import { type Bytes, context, der, nul, octets, sequence, setOf } from '../der.ts';
import { integer, oid } from '../der-values.ts';
import { oids } from '../oids.ts';
import { attribute } from '../signed-attributes.ts';
import { encrypt } from './encryption.ts';
import { macOf } from './key-derivation.ts';

/** A private key in PKCS #8 with its certificate. */
export interface KeyToKeep {
  readonly pkcs8: Bytes;
  readonly certificate: Certificate;
}

/**
 * Writes a PKCS #12 file that openssl 3, browsers and current systems open: PBES2 with AES-256, MAC with SHA-256.
 * `rounds` of key derivation slow down guessing of the passphrase; openssl's own default is 2,048.
 */
export async function writeP12(
  keys: readonly KeyToKeep[],
  chain: readonly Certificate[],
  passphrase: string,
  rounds = 10_000,
): Promise<Bytes> {
  const keyBags = keys.map(({ pkcs8 }, i) => keyBag(pkcs8, i, passphrase, rounds));
  const certificates = [
    ...keys.map(({ certificate }, i) => certBag(certificate, idOf(i))),
    ...chain.map(certificate => certBag(certificate, [])),
  ];
  const encrypted = await encrypt(sequence(...certificates), passphrase, rounds);
  const safe = sequence(
    encryptedData(encrypted.algorithm, encrypted.ciphertext),
    data(sequence(...(await Promise.all(keyBags)))),
  );
  return sequence(integer(3), data(safe), macData(safe, passphrase, rounds));
}

const data = (content: Bytes) => sequence(oid(oids.data), der(context(0), octets(content)));

const encryptedData = (algorithm: Bytes, ciphertext: Bytes) =>
  sequence(
    oid(oids.encryptedData),
    der(
      context(0),
      sequence(integer(0), sequence(oid(oids.data), algorithm, der(context(0, true), ciphertext))),
    ),
  );

/** The attribute that ties a key to its certificate for other tools. */
const idOf = (i: number) => [attribute(oids.localKeyId, octets(Uint8Array.of(i + 1)))];

async function keyBag(pkcs8: Bytes, i: number, passphrase: string, rounds: number): Promise<Bytes> {
  const { algorithm, ciphertext } = await encrypt(pkcs8, passphrase, rounds);
  const shrouded = sequence(algorithm, octets(ciphertext));
  return sequence(oid(oids.shroudedKeyBag), der(context(0), shrouded), setOf(idOf(i)));
}

const certBag = (certificate: Certificate, attributes: readonly Bytes[]) =>
  sequence(
    oid(oids.certBag),
    der(context(0), sequence(oid(oids.x509Certificate), der(context(0), octets(certificate.der)))),
    ...(attributes.length > 0 ? [setOf(attributes)] : []),
  );

function macData(safe: Bytes, passphrase: string, rounds: number): Bytes {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const mac = macOf({ hash: oids.sha256, passphrase, salt, rounds }, safe);
  const info = sequence(sequence(oid(oids.sha256), nul), octets(mac));
  return sequence(info, octets(salt), integer(rounds));
}
