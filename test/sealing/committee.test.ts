import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { equal } from '../../src/kernel/bytes.ts';
import {
  type CommitteeKey,
  combine,
  localTrustee,
  soleCommittee,
} from '../../src/sealing/committee.ts';
import { p256Spki } from '../../src/sealing/locks.ts';
import { aFile, aLot, aPlan, sealAll, system, unseal } from './bid.ts';
import { identity } from './openssl.ts';

const { Fn } = p256.Point;
const bidder = identity('ec');

/** A key dealt to n trustees so that any k open, as distributed key generation would leave it. */
function dealt(k: number, n: number): { key: CommitteeKey; secrets: Uint8Array[] } {
  const coefficients = Array.from({ length: k }, () => Fn.fromBytes(p256.utils.randomSecretKey()));
  const at = (x: number) =>
    coefficients.reduceRight((sum, c) => Fn.add(Fn.mul(sum, BigInt(x)), c), 0n);
  const point = p256.getPublicKey(Fn.toBytes(at(0)), false);
  const secrets = Array.from({ length: n }, (_, i) => Fn.toBytes(at(i + 1)));
  return { key: { spki: p256Spki(point), k, n }, secrets };
}

describe('a committee of 3 of 4', () => {
  const { key, secrets } = dealt(3, 4);
  const trustees = secrets.map((secret, i) => localTrustee(i + 1, secret));
  const { committeeKey, ...rest } = aLot().ticket;
  const spki = Buffer.from(key.spki).toString('base64');
  const ticket = { ...rest, committeeKey: { ...committeeKey, spki, k: 3, n: 4 } };
  const where = (who: typeof trustees) => ({
    ticket,
    committee: key,
    secret: new Uint8Array(),
    trustees: who,
  });
  const bid = sealAll(aPlan(where(trustees), bidder, { opening: [aFile('a', 'x')] }));

  test.each([[[1, 2, 3]], [[2, 3, 4]], [[4, 1, 3]], [[1, 2, 3, 4]]])(
    'opens with the shares of %j',
    async chosen => {
      const who = trustees.filter(t => chosen.includes(t.index));
      expect(await unseal(await bid, 'opening', where(who), bidder)).toEqual({ a: '78' });
    },
  );
  test('opens nothing with two shares', async () => {
    await expect(unseal(await bid, 'opening', where(trustees.slice(0, 2)), bidder)).rejects.toThrow(
      '需要 3 份，只有 2 份',
    );
  });
  test('opens nothing with two shares of which one is given twice, or with a wrong one', async () => {
    const twice = [...trustees.slice(0, 2), ...trustees.slice(0, 1)];
    await expect(unseal(await bid, 'opening', where(twice), bidder)).rejects.toThrow('只有 2 份');
    const wrong = [...trustees.slice(0, 2), localTrustee(3, soleCommittee().secret)];
    await expect(unseal(await bid, 'opening', where(wrong), bidder)).rejects.toThrow('打不开');
  });
});

test('a committee of one goes the same way and agrees with plain ECDH', async () => {
  const { key, secret } = soleCommittee();
  const fresh = await system.primitives.ecdhEphemeral(p256.getPublicKey(secret, false));
  const share = await localTrustee(1, secret).share(fresh.point);
  expect(equal(combine(key, [share]), fresh.secret)).toBe(true);
});

test('a trustee refuses a point that is not on the curve, which could leak its share', async () => {
  const point = new Uint8Array(65).fill(1);
  point[0] = 4;
  await expect(localTrustee(1, soleCommittee().secret).share(point)).rejects.toThrow('不是 P-256');
});
