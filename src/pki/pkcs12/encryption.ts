import { utf8 } from '../../kernel/bytes.ts';
import { type Bytes, DerError, type DerNode, Fields, nul, octets, sequence, tags } from '../der.ts';
import { integer, oid, readOid, readSmall } from '../der-values.ts';
import { oids } from '../oids.ts';
import { derive, mostRounds, purpose } from './key-derivation.ts';

const { subtle } = globalThis.crypto;

const prfs: Readonly<Record<string, string>> = {
  [oids.hmacSha1]: 'SHA-1',
  [oids.hmacSha256]: 'SHA-256',
  [oids.hmacSha384]: 'SHA-384',
  [oids.hmacSha512]: 'SHA-512',
};
const aesBits: Readonly<Record<string, number>> = {
  [oids.aes128Cbc]: 128,
  [oids.aes192Cbc]: 192,
  [oids.aes256Cbc]: 256,
};

/** Decrypts by the AlgorithmIdentifier of a key file: PBES2 with AES, or the legacy SHA-1 schemes with 3DES or RC2. */
export async function decrypt(
  algorithm: DerNode,
  ciphertext: Bytes,
  passphrase: string,
): Promise<Bytes> {
  const fields = new Fields(algorithm);
  const scheme = readOid(fields.take());
  const parameters = fields.take(tags.sequence);
  if (scheme === oids.pbes2) return decryptPbes2(parameters, ciphertext, passphrase);
  return decryptLegacy(scheme, parameters, ciphertext, passphrase);
}

async function decryptPbes2(parameters: DerNode, ciphertext: Bytes, passphrase: string) {
  const fields = new Fields(parameters);
  const derivation = new Fields(fields.take());
  const cipher = new Fields(fields.take());
  if (readOid(derivation.take()) !== oids.pbkdf2) throw new DerError('PBKDF2 expected');
  const bits = aesBits[readOid(cipher.take())];
  if (!bits) throw new DerError('AES-CBC expected');
  const pbkdf2 = new Fields(derivation.take());
  const salt = pbkdf2.take(tags.octets).content;
  const rounds = readSmall(pbkdf2.take());
  pbkdf2.maybe(tags.integer);
  const prf = pbkdf2.maybe(tags.sequence);
  const hash = prfs[prf ? readOid(new Fields(prf).take()) : oids.hmacSha1];
  if (!hash || rounds < 1 || rounds > mostRounds) throw new DerError('PBKDF2 out of bounds');
  const key = await aesKey({ passphrase, salt, rounds, hash, bits }, 'decrypt');
  const iv = cipher.take(tags.octets).content;
  return new Uint8Array(await subtle.decrypt({ name: 'AES-CBC', iv }, key, ciphertext));
}

interface Pbkdf2 {
  readonly passphrase: string;
  readonly salt: Bytes;
  readonly rounds: number;
  readonly hash: string;
  readonly bits: number;
}

async function aesKey(from: Pbkdf2, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const { salt, rounds, hash, bits } = from;
  const base = await subtle.importKey('raw', utf8(from.passphrase), 'PBKDF2', false, ['deriveKey']);
  const pbkdf2 = { name: 'PBKDF2', salt, iterations: rounds, hash };
  return subtle.deriveKey(pbkdf2, base, { name: 'AES-CBC', length: bits }, false, [use]);
}

const legacy: Readonly<Record<string, { cipher: 'des' | 'rc2'; bytes: number }>> = {
  [oids.pbeSha3Des]: { cipher: 'des', bytes: 24 },
  [oids.pbeShaRc2With128]: { cipher: 'rc2', bytes: 16 },
  [oids.pbeShaRc2With40]: { cipher: 'rc2', bytes: 5 },
};

/** Both of forge's ciphers; they differ in how the IV is given. */
interface LegacyCipher {
  start(iv: string | { iv: string }): void;
  update(input: unknown): void;
  finish(): boolean;
  readonly output: { getBytes(): string };
}

async function decryptLegacy(
  scheme: string,
  parameters: DerNode,
  ciphertext: Bytes,
  passphrase: string,
): Promise<Bytes> {
  const known = legacy[scheme];
  if (!known) throw new DerError(`encryption ${scheme} is not supported`);
  const fields = new Fields(parameters);
  const salt = fields.take(tags.octets).content;
  const from = { hash: oids.sha1, passphrase, salt, rounds: readSmall(fields.take()) };
  const key = derive(from, purpose.key, known.bytes);
  const iv = derive(from, purpose.iv, 8);
  // Browsers and WebCrypto have neither cipher; loaded only when such a file turns up.
  const { default: forge } = await import('node-forge');
  const binary = (bytes: Uint8Array) => forge.util.binary.raw.encode(bytes);
  const cipher = (
    known.cipher === 'des'
      ? forge.cipher.createDecipher('3DES-CBC', binary(key))
      : forge.rc2.createDecryptionCipher(binary(key), known.bytes * 8)
  ) as LegacyCipher;
  cipher.start(known.cipher === 'des' ? { iv: binary(iv) } : binary(iv));
  cipher.update(forge.util.createBuffer(binary(ciphertext)));
  if (!cipher.finish()) throw new DerError('padding wrong after decryption');
  return Uint8Array.from(cipher.output.getBytes(), c => c.charCodeAt(0));
}

/** Encrypts for a new key file as openssl 3 does: PBES2, PBKDF2 over HMAC-SHA-256, AES-256-CBC. */
export async function encrypt(
  plaintext: Bytes,
  passphrase: string,
  rounds: number,
): Promise<{ algorithm: Bytes; ciphertext: Bytes }> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(16));
  const key = await aesKey({ passphrase, salt, rounds, hash: 'SHA-256', bits: 256 }, 'encrypt');
  const ciphertext = new Uint8Array(await subtle.encrypt({ name: 'AES-CBC', iv }, key, plaintext));
  const prf = sequence(oid(oids.hmacSha256), nul);
  const pbkdf2 = sequence(oid(oids.pbkdf2), sequence(octets(salt), integer(rounds), prf));
  const aes = sequence(oid(oids.aes256Cbc), octets(iv));
  return { algorithm: sequence(oid(oids.pbes2), sequence(pbkdf2, aes)), ciphertext };
}
