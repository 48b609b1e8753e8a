import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromHex } from '../../src/kernel/bytes.ts';
import { readDer } from '../../src/pki/der.ts';
import { readPublicKey } from '../../src/pki/public-key.ts';
import { verifySignature } from '../../src/pki/signature.ts';

interface Vector {
  readonly tcId: number;
  readonly msg: string;
  readonly sig: string;
  readonly result: 'valid' | 'acceptable' | 'invalid';
}
interface Group {
  readonly publicKeyDer: string;
  readonly tests: readonly Vector[];
}

const folder = new URL('../../../shared/conformance/wycheproof/', import.meta.url);
const there = existsSync(folder);
if (!there) console.warn('skipped: ../shared/conformance/wycheproof is not here');

describe.skipIf(!there)('wycheproof: signatures that we verify', () => {
  test.each([
    ['ecdsa_secp256r1_sha256_test.json', 'ecdsa', 484],
    ['rsa_signature_2048_sha256_test.json', 'pkcs1', 259],
    ['rsa_signature_3072_sha256_test.json', 'pkcs1', 259],
    ['rsa_pss_3072_sha256_mgf1_32_test.json', 'pss', 108],
  ] as const)('%s', async (file, scheme, count) => {
    const { testGroups } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const wrong: number[] = [];
    let seen = 0;
    for (const { publicKeyDer, tests } of testGroups as Group[]) {
      const key = readPublicKey(readDer(fromHex(publicKeyDer)));
      for (const { tcId, msg, sig, result } of tests) {
        seen++;
        const algorithm = { scheme, hash: 'SHA-256' } as const;
        const verified = await verifySignature(algorithm, key, fromHex(msg), fromHex(sig));
        if (verified !== (result === 'valid') && result !== 'acceptable') wrong.push(tcId);
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).toBe(count);
  });
});
