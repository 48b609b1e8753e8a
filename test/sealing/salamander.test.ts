import { expect, test } from 'vitest';
import { concat, equal, hex, utf8 } from '../../src/kernel/bytes.ts';
import { context, der, octets, sequence, setOf } from '../../src/pki/der.ts';
import { integer, oid } from '../../src/pki/der-values.ts';
import { oids } from '../../src/pki/oids.ts';
import { layOut, pack } from '../../src/sealing/archive.ts';
import { lockToCommittee } from '../../src/sealing/committee.ts';
import { writeContent } from '../../src/sealing/envelope-content.ts';
import { readEnveloped, sealEnveloped } from '../../src/sealing/enveloped.ts';
import { outerPath, segmentPath } from '../../src/sealing/folder.ts';
import { lockToCertificate, lockUnderKey } from '../../src/sealing/locks.ts';
import { openTar } from '../../src/sealing/open-envelope.ts';
import { entryOf } from '../../src/sealing/unseal.ts';
import { aFile, aLot, aPlan, envelopeOf, reveal, sealAll, someBytes, system } from './bid.ts';
import { identity, openSsl } from './openssl.ts';
import { salamander } from './salamander.ts';

const { primitives, suite } = system;
const low = utf8('{"price":"180000000.00","days":1}'.padEnd(48));
const high = utf8('{"price":"230000000.00","days":9}'.padEnd(48));
const keys = [someBytes(32), someBytes(32)] as const;
const iv = someBytes(12);
const both = salamander([...keys], iv, low, high);

test('the salamander is real: one ciphertext and tag open to two prices under two keys', async () => {
  const opened = await Promise.all(keys.map(key => primitives.aesGcmOpen(key, iv, both)));
  expect(equal(opened[0]?.subarray(0, 48) ?? low.subarray(1), low)).toBe(true);
  expect(equal(opened[1]?.subarray(48, 96) ?? low.subarray(1), high)).toBe(true);
});

/** A segment with one lock for each key: openssl opens it to either plaintext, by the key it is given. */
async function twoFaced(locks: readonly [Uint8Array, Uint8Array], names: readonly string[]) {
  const recipients = await Promise.all(
    locks.map(async (kek, i) => {
      const wrapped = await primitives.aesWrap(kek, keys[i] ?? kek);
      return der(
        context(2),
        integer(4),
        sequence(octets(utf8(names[i] ?? ''))),
        suite.keyWrap,
        octets(wrapped),
      );
    }),
  );
  const parameters = sequence(octets(iv), integer(16));
  const content = sequence(
    oid(oids.data),
    sequence(suite.contentCipher, parameters),
    der(context(0, true), both.ciphertext),
  );
  const body = sequence(integer(0), setOf(recipients), content, octets(both.tag));
  return sequence(oid('1.2.840.113549.1.9.16.1.23'), der(context(0), body));
}

test('a segment with two faces, which openssl opens both ways, is refused for its second recipient', async () => {
  const locks = [someBytes(32), someBytes(32)] as const;
  const segment = await twoFaced(locks, ['a', 'b']);
  const ssl = openSsl();
  ssl.write('s', segment);
  const opened = locks.map((key, i) => {
    const under = ['-secretkey', hex(key), '-secretkeyid', i === 0 ? '61' : '62'];
    return ssl
      .run('cms', '-decrypt', '-binary', '-inform', 'DER', '-in', 's', ...under)
      .toString('latin1');
  });
  expect(opened[0]).toContain('180000000.00');
  expect(opened[1]).toContain('230000000.00');
  expect(() => readEnveloped(segment, system, 'price/seg/000000.p7m', 1000)).toThrow(
    'exactly one recipient',
  );
});

const bidder = identity('ec');
const where = aLot(['price'], 4096);

/** A bid whose bidder put another K (or the wrong plaintext) behind the commitments it signed. */
async function dishonest(change: { key?: Uint8Array }) {
  const plan = aPlan(where, bidder, { price: [aFile('bill', 'one price')] });
  const bid = await sealAll(plan);
  const [secret] = plan.secrets;
  if (!secret) throw new Error('no secret');
  const { files } = await layOut([aFile('bill', 'one price')], 'price');
  const content = { key: change.key ?? secret.key, salt: secret.salt, files };
  const toCommittee = await lockToCommittee(where.committee, system);
  const inner = await sealEnveloped(writeContent(content), toCommittee, system);
  const outer = await sealEnveloped(inner, lockToCertificate(bidder.certificate), system);
  const hash = async (bytes: Uint8Array) => hex(await primitives.sha256(bytes));
  const entry = {
    ...entryOf(bid.manifest, 'price'),
    outerSha256: await hash(outer),
    innerSha256: await hash(inner),
  };
  const parts = new Map(bid.parts).set(outerPath('price'), outer);
  return { manifest: { ...bid.manifest, envelopes: [entry] }, parts, secret };
}

test('the second key is refused by keyCommit', async () => {
  const bid = await dishonest({ key: someBytes(32) });
  await expect(reveal(bid, 'price', where, bidder)).rejects.toThrow(
    expect.objectContaining({
      code: 'COMMITMENT_BROKEN',
      facts: expect.objectContaining({ what: 'keyCommit' }),
    }),
  );
});

test('a key committed for another lot or envelope is refused by keyCommit', async () => {
  const bid = await dishonest({});
  for (const other of [{ lot: where.ticket.project }, { project: where.ticket.lot }])
    await expect(
      reveal({ ...bid, manifest: { ...bid.manifest, ...other } }, 'price', where, bidder),
    ).rejects.toThrow(expect.objectContaining({ code: 'COMMITMENT_BROKEN' }));
});

test('a second plaintext under the committed key is refused by plainCommit, and none of it leaves', async () => {
  const bid = await dishonest({});
  const other = [aFile('bill', 'two price')];
  const tar: Uint8Array[] = [];
  for await (const part of pack(await layOut(other, 'price'), other, 'price')) tar.push(part);
  const segment = await sealEnveloped(
    concat(...tar),
    lockUnderKey(bid.secret.key, 'price'),
    system,
  );
  const entry = {
    ...entryOf(bid.manifest, 'price'),
    segments: [hex(await primitives.sha256(segment))],
  };
  const forged = {
    manifest: { ...bid.manifest, envelopes: [entry] },
    parts: new Map(bid.parts).set(segmentPath('price', 0), segment),
  };
  const content = await reveal(forged, 'price', where, bidder);
  const seen: Uint8Array[] = [];
  const read = async () => {
    for await (const bytes of openTar(await envelopeOf(forged, 'price', content), system))
      seen.push(bytes);
  };
  await expect(read()).rejects.toThrow(
    expect.objectContaining({
      code: 'COMMITMENT_BROKEN',
      facts: expect.objectContaining({ what: 'plainCommit' }),
    }),
  );
  expect(seen).toEqual([]);
});
