import { describe, expect, test } from 'vitest';
import { hex } from '../../src/kernel/bytes.ts';
import { nodePrimitives } from '../../src/platform/node-primitives.ts';
import { layOut } from '../../src/sealing/archive.ts';
import { manifestBytes, readManifest } from '../../src/sealing/manifest.ts';
import { fileOf, openRange } from '../../src/sealing/open-envelope.ts';
import { seal } from '../../src/sealing/seal.ts';
import { lockSecrets, unlockSecrets } from '../../src/sealing/session.ts';
import { cryptosystem } from '../../src/sealing/suites.ts';
import { webPrimitives } from '../../src/sealing/web-primitives.ts';
import {
  aFile,
  aLot,
  aPlan,
  envelopeOf,
  keyOf,
  reveal,
  sealAll,
  someBytes,
  system,
  unseal,
} from './bid.ts';
import { identity } from './openssl.ts';

const bidders = { rsa: identity('rsa'), ec: identity('ec') };
const sets = { 'node:crypto': nodePrimitives, WebCrypto: webPrimitives };
const pairs = Object.keys(sets).flatMap(a => Object.keys(sets).map(b => [a, b] as const));

describe.each(Object.entries(bidders))('a bid sealed to an %s certificate', (_kind, bidder) => {
  test.each(pairs)('made by %s opens by %s, file for file', async (made, opened) => {
    const where = aLot(['opening', 'technical']);
    const scan = someBytes(5000);
    const files = {
      opening: [aFile('开标一览表.json', '{"price":"218940216.50"}'), aFile('empty', '')],
      technical: [aFile('图纸/总平面图.pdf', scan)],
    };
    const primitives = sets[made as keyof typeof sets];
    const using = cryptosystem('intl-1', sets[opened as keyof typeof sets]);
    const bid = await sealAll(aPlan(where, bidder, files), primitives);
    expect(readManifest(manifestBytes(bid.manifest))).toEqual(bid.manifest);
    expect(await unseal(bid, 'opening', where, bidder, using)).toEqual({
      '开标一览表.json': hex(new TextEncoder().encode('{"price":"218940216.50"}')),
      empty: '',
    });
    expect(await unseal(bid, 'technical', where, bidder, using)).toEqual({
      '图纸/总平面图.pdf': hex(scan),
    });
  });
});

describe('segments', () => {
  const where = aLot(['technical'], 1024);
  const { ec } = bidders;
  /** Header, content, padding and end marker: content so chosen that the tar meets the boundary as near as 512 allow. */
  const contents = [0, 1, 511, 512, 513, 1023, 1024, 1025, 2047, 2048, 2049, 10_000];

  test.each(contents)('a file of %i bytes comes back whole', async length => {
    const content = someBytes(length);
    const bid = await sealAll(aPlan(where, ec, { technical: [aFile('a', content)] }));
    expect(await unseal(bid, 'technical', where, ec)).toEqual({ a: hex(content) });
  });

  test.each([1, 2, 511, 512, 513, 1535, 1536, 1537, 2047, 2048, 2049, 4096])(
    'a tar of 2,048 bytes cut into segments of %i is put together again',
    async segmentBytes => {
      const lot = aLot(['technical'], segmentBytes);
      const content = someBytes(512);
      const bid = await sealAll(aPlan(lot, ec, { technical: [aFile('a', content)] }));
      const [entry] = bid.manifest.envelopes;
      expect(entry?.bytes).toBe(2048);
      expect(entry?.segments).toHaveLength(Math.ceil(2048 / segmentBytes));
      expect(await unseal(bid, 'technical', lot, ec)).toEqual({ a: hex(content) });
    },
  );

  test('a range of one file decrypts only the segments it lies in', async () => {
    const content = someBytes(20_000);
    const files = [aFile('a', someBytes(3000)), aFile('b', content)];
    const bid = await sealAll(aPlan(where, ec, { technical: files }));
    const envelope = await envelopeOf(bid, 'technical', await reveal(bid, 'technical', where, ec));
    const asked: number[] = [];
    const watched = {
      ...envelope,
      segment: (index: number) => {
        asked.push(index);
        return envelope.segment(index);
      },
    };
    const found: number[] = [];
    const range = { start: 9000, end: 11_000 };
    for await (const bytes of openRange(watched, fileOf(envelope, 'b'), range, system))
      found.push(...bytes);
    expect(hex(Uint8Array.from(found))).toBe(hex(content.subarray(9000, 11_000)));
    const { offset } = (await layOut(files, 'technical')).files[1] ?? { offset: 0 };
    const first = Math.floor((offset + 9000) / 1024);
    expect(asked).toEqual([first, first + 1, first + 2].slice(0, asked.length));
    expect(asked.length).toBeLessThanOrEqual(3);
  });
});

describe('sealing goes on after a reload', () => {
  const { ec } = bidders;
  const where = aLot(['opening', 'technical']);
  const files = (last = 9) => ({
    opening: [aFile('a', 'price 1')],
    technical: [
      aFile('b', new Uint8Array(6000).fill(7)),
      aFile('c', new Uint8Array(5000).fill(last)),
    ],
  });

  test('with the same files every held segment is reused and the bid opens', async () => {
    const plan = aPlan(where, ec, files());
    const first = await sealAll(plan);
    const held = first.records.slice(0, 6);
    const again = await sealAll({ ...plan, held }, nodePrimitives, first.parts);
    expect(again.made).toHaveLength(first.made.length - 6);
    expect(again.manifest.blind).not.toBe(first.manifest.blind);
    expect(Object.keys(await unseal(again, 'technical', where, ec))).toEqual(['b', 'c']);
  });
  test('from the first changed byte on segments are made anew, so the bid is never a mix', async () => {
    const plan = aPlan(where, ec, files());
    const first = await sealAll(plan);
    const changed = files(8);
    const envelopes = Object.entries(changed).map(([id, list]) => ({ id, files: list }));
    const again = await sealAll(
      { ...plan, envelopes, held: first.records },
      nodePrimitives,
      first.parts,
    );
    expect(again.made[0]).toBe('technical/seg/000007.p7m');
    expect((await unseal(again, 'technical', where, ec)).c).toBe('08'.repeat(5000));
  });
  test('the keys of an unfinished sealing open only with the bidder’s own key', async () => {
    const { secrets } = aPlan(where, ec, files());
    const locked = await lockSecrets(secrets, ec.certificate, system);
    expect(await unlockSecrets(locked, keyOf(ec), system)).toEqual(secrets);
    await expect(unlockSecrets(locked, keyOf(identity('ec')), system)).rejects.toThrow(
      'sealing.p7m',
    );
  });
});

describe('what cannot be sealed is refused by name', () => {
  const { ec } = bidders;
  const where = aLot(['opening']);
  const attempt = (files: Record<string, ReturnType<typeof aFile>[]>) =>
    sealAll(aPlan(where, ec, files));

  test('a required envelope that is missing', async () => {
    const two = aLot(['opening', 'technical']);
    const plan = aPlan(two, ec, { opening: [aFile('a', 'x')] });
    await expect(sealAll(plan)).rejects.toThrow('technical：缺少');
  });
  test('an envelope that the lot does not have', async () => {
    await expect(attempt({ opening: [aFile('a', 'x')], price: [aFile('b', 'y')] })).rejects.toThrow(
      'price：本标段没有这个封套',
    );
  });
  test('a file that grows or shrinks while it is sealed', async () => {
    await expect(attempt({ opening: [{ ...aFile('a', 'xyz'), bytes: 2 }] })).rejects.toThrow(
      '大小变了',
    );
    await expect(attempt({ opening: [{ ...aFile('a', 'xyz'), bytes: 4 }] })).rejects.toThrow(
      '大小变了',
    );
  });
  test('a certificate with a short RSA key or another curve', async () => {
    for (const kind of ['weak', 'p384'] as const) {
      const plan = aPlan(where, identity(kind), { opening: [aFile('a', 'x')] });
      await expect(sealAll(plan)).rejects.toThrow('加密证书');
    }
  });
  test('a lot.json whose numbers would hang or exhaust the machine', async () => {
    const files = { opening: [aFile('a', 'x')] };
    const plan = aPlan(where, ec, files);
    const attempt = (change: object) => sealAll({ ...plan, ticket: { ...plan.ticket, ...change } });
    for (const segmentBytes of [0, -1, 2 ** 31, 0.5])
      await expect(attempt({ segmentBytes })).rejects.toThrow('lot.json：分段大小');
    const committeeKey = { ...plan.ticket.committeeKey, k: 2 };
    await expect(attempt({ committeeKey })).rejects.toThrow('lot.json：开标密钥');
    const huge = { ...aFile('a', 'x'), bytes: 20_000_000 };
    await expect(sealAll(aPlan(where, ec, { opening: [huge] }))).rejects.toThrow('opening：太大');
  });
  test('an abort stops it with the signal’s reason', async () => {
    const stop = new AbortController();
    const files = { opening: [aFile('a', someBytes(50_000))] };
    const sealing = seal(aPlan(where, ec, files, { signal: stop.signal }), nodePrimitives);
    await sealing.next();
    stop.abort(new Error('the bidder closed the page'));
    await expect(
      (async () => {
        for await (const _ of sealing);
      })(),
    ).rejects.toThrow('closed the page');
  });
  test('progress ends at the total', async () => {
    const seen: number[] = [];
    const files = { opening: [aFile('a', someBytes(5000))] };
    const plan = aPlan(where, ec, files, { progress: p => seen.push(p.done / p.total) });
    await sealAll(plan);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});
