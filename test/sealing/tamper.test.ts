import { describe, expect, test } from 'vitest';
import { hex } from '../../src/kernel/bytes.ts';
import { RuleError } from '../../src/kernel/rule-error.ts';
import { signCades, verifyCades } from '../../src/pki/cades.ts';
import { parseCertificate } from '../../src/pki/certificate.ts';
import { checkParts } from '../../src/sealing/check-parts.ts';
import { combine } from '../../src/sealing/committee.ts';
import { outerPath, segmentPath } from '../../src/sealing/folder.ts';
import { type Manifest, manifestBytes, readManifest } from '../../src/sealing/manifest.ts';
import { openSegment, openTar } from '../../src/sealing/open-envelope.ts';
import { openRecovery, recoveryOf, sealRecovery } from '../../src/sealing/recovery.ts';
import { entryOf, innerName, openInner, openOuter, readInner } from '../../src/sealing/unseal.ts';
import { aFile, aLot, aPlan, envelopeOf, keyOf, reveal, sealAll, system } from './bid.ts';
import { identity } from './openssl.ts';

const bidder = identity('ec');
const rsaBidder = identity('rsa');
const where = aLot(['opening', 'technical'], 700);
const files = { opening: [aFile('a', 'price 218940216.50')], technical: [aFile('b', 'drawing')] };
const bid = await sealAll(aPlan(where, bidder, files));

const sha256 = async (bytes: Uint8Array) => hex(await system.primitives.sha256(bytes));

/** The part with one byte changed: every bit of it in turn over the positions, so that no bit pattern is favoured. */
function* flips(bytes: Uint8Array): Generator<[number, Uint8Array]> {
  for (let at = 0; at < bytes.length; at++) {
    const flipped = bytes.slice();
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
    yield [at, flipped];
  }
}

/** What a refusal says about where the fault is. */
async function faultOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    if (error instanceof RuleError) return error.facts.where ?? error.code;
    throw error;
  }
  return 'accepted';
}

/** The manifest with other values in one envelope, as a dishonest bidder could sign it. */
function withEntry(id: string, values: object): Manifest {
  const envelopes = bid.manifest.envelopes.map(e => (e.id === id ? { ...e, ...values } : e));
  return { ...bid.manifest, envelopes };
}

describe('one flipped byte anywhere in a bid is refused and named', () => {
  test('every byte of every part, by its hash', async () => {
    for (const [path, bytes] of bid.parts)
      for (const [at, flipped] of flips(bytes)) {
        const source = async (part: { path: string }) =>
          part.path === path ? flipped : (bid.parts.get(part.path) ?? null);
        const found = await faultOf(() => checkParts(bid.manifest, source, system.primitives));
        expect([at, found]).toEqual([at, path]);
      }
  });
  test('a part that is missing', async () => {
    const source = async () => null;
    const found = await faultOf(() => checkParts(bid.manifest, source, system.primitives));
    expect(found).toBe(outerPath('opening'));
  });
  test('every byte of the signed manifest', async () => {
    const key = await crypto.subtle.importKey(
      'pkcs8',
      new Uint8Array(bidder.privateKey),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['sign'],
    );
    const signer = { key, certificate: parseCertificate(bidder.certificate) };
    const how = { detached: false, signingTime: new Date() };
    const signed = await signCades(manifestBytes(bid.manifest), [signer], how);
    expect(readManifest((await verifyCades(signed)).content ?? new Uint8Array())).toEqual(
      bid.manifest,
    );
    for (const [at, flipped] of flips(signed))
      expect([at, await faultOf(() => verifyCades(flipped))]).toEqual([at, 'SIGNATURE_INVALID']);
  });
});

describe('even where a dishonest bidder signs the hash of the changed part', () => {
  test.each([
    ['P-256', bidder],
    ['RSA', rsaBidder],
  ])('every byte of an outer package to %s', async (_name, who) => {
    const own = await sealAll(aPlan(where, who, files));
    const outer = own.parts.get(outerPath('opening')) ?? new Uint8Array();
    for (const [at, flipped] of flips(outer)) {
      const entry = { ...entryOf(own.manifest, 'opening'), outerSha256: await sha256(flipped) };
      const found = await faultOf(() => openOuter(flipped, entry, keyOf(who), system));
      expect([at, found]).toEqual([at, outerPath('opening')]);
    }
  });
  test('every byte of an inner package', async () => {
    const inner = bid.packages[0]?.inner ?? new Uint8Array();
    for (const [at, flipped] of flips(inner)) {
      const manifest = withEntry('opening', { innerSha256: await sha256(flipped) });
      const found = await faultOf(async () => {
        const entry = entryOf(manifest, 'opening');
        const locked = await readInner(flipped, entry, where.committee, system);
        const [trustee] = where.trustees;
        const shares = trustee ? [await trustee.share(locked.ephemeral)] : [];
        return openInner(locked, shares, manifest, system);
      });
      expect([at, found]).toEqual([at, innerName('opening')]);
    }
  });
  test('every byte of a segment', async () => {
    const content = await reveal(bid, 'technical', where, bidder);
    const path = segmentPath('technical', 1);
    for (const [at, flipped] of flips(bid.parts.get(path) ?? new Uint8Array())) {
      const { segments } = entryOf(bid.manifest, 'technical');
      const manifest = withEntry('technical', {
        segments: await Promise.all(segments.map((s, i) => (i === 1 ? sha256(flipped) : s))),
      });
      const changed = { manifest, parts: new Map(bid.parts).set(path, flipped) };
      const envelope = await envelopeOf(changed, 'technical', content);
      expect([at, await faultOf(() => openSegment(envelope, 1, system))]).toEqual([at, path]);
    }
  });
  test('two segments exchanged, or one of another envelope, break the commitment or the name', async () => {
    const content = await reveal(bid, 'technical', where, bidder);
    const { segments } = entryOf(bid.manifest, 'technical');
    const [first = '', second = '', ...rest] = segments;
    const parts = new Map(bid.parts);
    parts.set(
      segmentPath('technical', 0),
      bid.parts.get(segmentPath('technical', 1)) ?? new Uint8Array(),
    );
    parts.set(
      segmentPath('technical', 1),
      bid.parts.get(segmentPath('technical', 0)) ?? new Uint8Array(),
    );
    const manifest = withEntry('technical', { segments: [second, first, ...rest] });
    const read = async () => {
      const seen: Uint8Array[] = [];
      const envelope = await envelopeOf({ manifest, parts }, 'technical', content);
      try {
        for await (const bytes of openTar(envelope, system)) seen.push(bytes);
      } finally {
        // The end of a tar that is not the committed one never leaves.
        expect(seen.length).toBeLessThan(segments.length);
      }
    };
    await expect(read()).rejects.toThrow(expect.objectContaining({ code: 'COMMITMENT_BROKEN' }));
    const foreign = new Map(bid.parts);
    const stray = bid.parts.get(segmentPath('opening', 0)) ?? new Uint8Array();
    foreign.set(segmentPath('technical', 0), stray);
    const mixed = withEntry('technical', { segments: [await sha256(stray), second, ...rest] });
    const envelope = await envelopeOf({ manifest: mixed, parts: foreign }, 'technical', content);
    await expect(openSegment(envelope, 0, system)).rejects.toThrow('不是本封套的分段');
  });
});

test('one flipped byte anywhere in a recovery file is refused', async () => {
  const file = await sealRecovery(recoveryOf(bid, bid.secrets), 'correct horse battery', system);
  // Each try costs 600,000 rounds once the structure holds, so positions are sampled: the frame closely.
  for (const [at, flipped] of flips(file)) {
    if (at % (at < 260 ? 7 : 499) !== 0) continue;
    const found = await faultOf(() => openRecovery(flipped, 'correct horse battery', system));
    expect([at, found]).toEqual([at, '恢复文件']);
  }
});

test('a share that is not a point, or of no such trustee, names its trustee', () => {
  const bad = [{ trustee: 1, point: new Uint8Array(65) }];
  expect(() => combine(where.committee, bad)).toThrow('解密委员 1');
  expect(() => combine(where.committee, [{ trustee: 2, point: new Uint8Array(65) }])).toThrow(
    '没有这个编号',
  );
  expect(() => combine(where.committee, [])).toThrow('需要 1 份');
});
