import { equal } from '../../kernel/bytes.ts';
import { parseCertificate } from '../certificate.ts';
import { type Bytes, childrenOf, context, DerError, Fields, readDer, tags } from '../der.ts';
import { readOid, readSmall } from '../der-values.ts';
import { oids } from '../oids.ts';
import { refuse } from '../refusal.ts';
import { decrypt } from './encryption.ts';
import { macOf } from './key-derivation.ts';
import type { Bags, OpenedP12 } from './opened.ts';
import { pairKeys } from './pair-keys.ts';

/** Opens a PKCS #12 file (RFC 7292) of openssl 3 (AES) or older tools (3DES, RC2). Refuses with CERTIFICATE_INVALID. */
export async function openP12(file: Uint8Array, passphrase: string): Promise<OpenedP12> {
  try {
    const { safe, mac } = readPfx(file);
    if (!equal(macOf({ ...mac, passphrase }, safe), mac.value)) throw wrongPassphrase();
    return await pairKeys(await readSafe(safe, passphrase));
  } catch (error) {
    if (error instanceof DerError || error instanceof TypeError)
      throw refuse('p12-malformed', 'CERTIFICATE_INVALID', { cause: error.message });
    throw error;
  }
}

const wrongPassphrase = () => refuse('p12-passphrase', 'CERTIFICATE_INVALID');

function readPfx(file: Uint8Array) {
  const pfx = new Fields(readDer(file));
  if (readSmall(pfx.take()) !== 3) throw new DerError('PFX version 3 expected');
  const { type, content } = readContentInfo(pfx.take().raw);
  if (type !== oids.data) throw new DerError('PFX protected by a passphrase expected');
  // A file without MAC has no way to tell a wrong passphrase or a changed certificate.
  const macData = new Fields(pfx.take());
  pfx.end();
  const info = new Fields(macData.take());
  const hash = readOid(new Fields(info.take()).take());
  const value = info.take(tags.octets).content;
  const salt = macData.take(tags.octets).content;
  const rounds = macData.maybe(tags.integer);
  const mac = { hash, value, salt, rounds: rounds ? readSmall(rounds) : 1 };
  return { safe: readDer(content.content, tags.octets).content, mac };
}

function readContentInfo(raw: Bytes) {
  const fields = new Fields(readDer(raw));
  const type = readOid(fields.take());
  const content = fields.take(context(0));
  fields.end();
  return { type, content };
}

async function readSafe(safe: Bytes, passphrase: string): Promise<Bags> {
  const bags: Bags = { keys: [], certificates: [] };
  for (const part of childrenOf(readDer(safe), tags.sequence)) {
    const { type, content } = readContentInfo(part.raw);
    const inner = readDer(content.content);
    const contents =
      type === oids.encryptedData
        ? await decryptContents(inner.raw, passphrase)
        : new Fields(content, context(0)).take(tags.octets).content;
    for (const bag of childrenOf(readDer(contents), tags.sequence))
      await readBag(bag.raw, passphrase, bags);
  }
  return bags;
}

async function decryptContents(raw: Bytes, passphrase: string): Promise<Bytes> {
  const encrypted = new Fields(readDer(raw));
  readSmall(encrypted.take());
  const info = new Fields(encrypted.take());
  if (readOid(info.take()) !== oids.data) throw new DerError('encrypted data expected');
  return decrypt(info.take(), info.take(context(0, true)).content, passphrase);
}

async function readBag(raw: Bytes, passphrase: string, bags: Bags): Promise<void> {
  const fields = new Fields(readDer(raw));
  const type = readOid(fields.take());
  const value = new Fields(fields.take(context(0)), context(0)).take();
  if (type === oids.keyBag) bags.keys.push(value.raw);
  if (type === oids.shroudedKeyBag) {
    const shrouded = new Fields(value);
    const algorithm = shrouded.take();
    bags.keys.push(await decrypt(algorithm, shrouded.take(tags.octets).content, passphrase));
  }
  if (type === oids.certBag) {
    const certificate = new Fields(value);
    if (readOid(certificate.take()) !== oids.x509Certificate) return;
    const wrapped = new Fields(certificate.take(context(0)), context(0));
    bags.certificates.push(parseCertificate(wrapped.take(tags.octets).content));
  }
}
