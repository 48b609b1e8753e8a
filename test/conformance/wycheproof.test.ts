import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nodePrimitives } from '../../src/platform/node-primitives.ts';
import { p256Point } from '../../src/sealing/locks.ts';
import type { Primitives } from '../../src/sealing/primitives.ts';
import { webPrimitives } from '../../src/sealing/web-primitives.ts';

type Case = Record<string, string> & { tcId: number; result: 'valid' | 'invalid' | 'acceptable' };
type Group = Record<string, string | number> & { tests: Case[] };

const folder = new URL('../../../shared/conformance/wycheproof/', import.meta.url);
const present = existsSync(folder);
if (!present)
  console.warn('Wycheproof vectors skipped: ../shared/conformance/wycheproof is absent');

const bytes = (hex: string | undefined) => Uint8Array.from(Buffer.from(hex ?? '', 'hex'));
const hex = (value: Uint8Array | undefined) => value && Buffer.from(value).toString('hex');
const groups = (file: string): Group[] =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')).testGroups;

/** The value, or undefined when the primitive refuses. */
async function attempt(work: () => Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

/** Every vector must open to its expected value, or be refused where it is invalid; returns how many were run. */
async function run(
  chosen: Group[],
  work: (t: Case, g: Group) => Promise<Uint8Array>,
  expected: (t: Case) => string | undefined,
): Promise<number> {
  let count = 0;
  for (const group of chosen)
    for (const t of group.tests) {
      const got = hex(await attempt(() => work(t, group)));
      if (t.result === 'valid') expect(got, `tcId ${t.tcId} ${t.comment}`).toBe(expected(t));
      if (t.result === 'invalid') expect(got, `tcId ${t.tcId} ${t.comment}`).toBeUndefined();
      if (t.result === 'acceptable') expect([undefined, expected(t)]).toContain(got);
      count++;
    }
  return count;
}

/** A bare scalar as PKCS#8. */
function pkcs8(scalar: string | undefined): Uint8Array {
  const d = (scalar ?? '').replace(/^00+/, '').padStart(64, '0');
  return bytes(`3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420${d}`);
}

const both: [string, Primitives][] = [
  ['WebCrypto', webPrimitives],
  ['node:crypto', nodePrimitives],
];

describe.skipIf(!present).each(both)('Wycheproof on %s', (_name, p) => {
  const gcm = () => groups('aes_gcm_test.json').filter(g => g.keySize === 256);
  const opens = (t: Case) =>
    p.aesGcmOpen(bytes(t.key), bytes(t.iv), { ciphertext: bytes(t.ct), tag: bytes(t.tag) });

  test('AES-256-GCM opens what it must and nothing else', async () => {
    const chosen = gcm().filter(g => g.ivSize === 96 && g.tagSize === 128);
    const plain = chosen.map(g => ({ ...g, tests: g.tests.filter(t => t.aad === '') }) as Group);
    expect(await run(plain, opens, t => t.msg)).toBeGreaterThan(20);
  });
  test('AES-256-GCM seals to the expected bytes', async () => {
    const chosen = gcm().filter(g => g.ivSize === 96 && g.tagSize === 128);
    for (const t of chosen
      .flatMap(g => g.tests)
      .filter(t => t.aad === '' && t.result === 'valid')) {
      const plain = bytes(t.msg);
      const into = new Uint8Array(plain.length);
      const tag = await p.aesGcmSeal({ key: bytes(t.key), iv: bytes(t.iv), plain }, into);
      expect([hex(into), hex(tag)]).toEqual([t.ct, t.tag]);
    }
  });
  test('a nonce that is not 12 bytes, or a key that is not 32, is refused', async () => {
    const wrong = groups('aes_gcm_test.json').filter(g => g.keySize !== 256 || g.ivSize !== 96);
    for (const t of wrong.flatMap(g => g.tests)) await expect(opens(t)).rejects.toThrow();
  });
  test('AES-256 key wrap', async () => {
    const chosen = groups('aes_wrap_test.json').filter(g => g.keySize === 256);
    const unwrap = (t: Case) => p.aesUnwrap(bytes(t.key), bytes(t.ct));
    expect(await run(chosen, unwrap, t => t.msg)).toBeGreaterThan(40);
    for (const t of chosen.flatMap(g => g.tests).filter(t => t.result === 'valid'))
      expect(hex(await p.aesWrap(bytes(t.key), bytes(t.msg)))).toBe(t.ct);
  });
  test('ECDH P-256 from SubjectPublicKeyInfo', async () => {
    const chosen = groups('ecdh_secp256r1_test.json');
    const agree = (t: Case) => p.ecdh(pkcs8(t.private), p256Point(bytes(t.public)));
    expect(await run(chosen, agree, t => t.shared)).toBeGreaterThan(300);
  });
  test.each(['2048', '3072'])('RSA-OAEP-SHA256 with %s bits', async size => {
    const chosen = groups(`rsa_oaep_${size}_sha256_mgf1sha256_test.json`);
    const plain = chosen.map(g => ({ ...g, tests: g.tests.filter(t => t.label === '') }) as Group);
    const open = (t: Case, g: Group) =>
      p.rsaOaepOpen(bytes(String(g.privateKeyPkcs8)), bytes(t.ct));
    expect(await run(plain, open, t => t.msg)).toBeGreaterThan(20);
  });
});
