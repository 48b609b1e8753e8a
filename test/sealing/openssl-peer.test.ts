import { describe, expect, test } from 'vitest';
import { equal, hex, utf8 } from '../../src/kernel/bytes.ts';
import { layOut, pack } from '../../src/sealing/archive.ts';
import { lockToCommittee, soleCommittee } from '../../src/sealing/committee.ts';
import { writeContent } from '../../src/sealing/envelope-content.ts';
import { openEnveloped, readEnveloped, sealEnveloped } from '../../src/sealing/enveloped.ts';
import { outerPath, segmentPath } from '../../src/sealing/folder.ts';
import { lockToCertificate } from '../../src/sealing/locks.ts';
import type { Manifest } from '../../src/sealing/manifest.ts';
import {
  openRecovery,
  recoveredInner,
  recoveryOf,
  sealRecovery,
} from '../../src/sealing/recovery.ts';
import { committeeOf } from '../../src/sealing/seal.ts';
import { entryOf, openOuter } from '../../src/sealing/unseal.ts';
import {
  aFile,
  aLot,
  aPlan,
  keyOf,
  reveal,
  sealAll,
  someBytes,
  system,
  type TestLot,
  unseal,
} from './bid.ts';
import { type Identity, identity, openSsl } from './openssl.ts';

const bidders: [string, Identity][] = [
  ['RSA', identity('rsa')],
  ['P-256', identity('ec')],
];
const passphrase = '一个足够长的恢复口令';

/** openssl's arguments that make the locks of suite intl-1. */
const locks: Record<string, string[]> = {
  RSA: ['-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256'],
  'P-256': ['-keyopt', 'ecdh_kdf_md:sha256', '-aes256-wrap'],
};

/** The committee's private key as PEM, and a certificate that carries its key identifier, for openssl's command line. */
function committeeFiles(ssl: ReturnType<typeof openSsl>, where: TestLot, keyId: string): void {
  const spki = Buffer.from(where.committee.spki);
  const der = Buffer.concat([
    Buffer.from('307702010104 20'.replace(' ', ''), 'hex'),
    where.secret,
    Buffer.from('a00a06082a8648ce3d030107a14403420004', 'hex'),
    spki.subarray(-64),
  ]);
  ssl.write('committee.der', der);
  ssl.run('ec', '-inform', 'DER', '-in', 'committee.der', '-out', 'committee.key');
  const extension = `subjectKeyIdentifier=${keyId}`;
  ssl.run(
    'req',
    '-x509',
    '-key',
    'committee.key',
    '-out',
    'committee.crt',
    '-subj',
    '/CN=Y',
    '-addext',
    extension,
  );
}

describe.each(bidders)('openssl opens every part of a bid sealed to %s', (_name, bidder) => {
  test('outer with the bidder’s key, inner with the committee’s, each segment with K', async () => {
    const ssl = openSsl();
    const where = aLot(['technical']);
    const files = [
      aFile('a.pdf', someBytes(3000)),
      aFile('图纸/总平面图（一）.dwg', someBytes(2000)),
    ];
    const bid = await sealAll(aPlan(where, bidder, { technical: files }));
    const [entry] = bid.manifest.envelopes;
    ssl.write('outer', bid.parts.get(outerPath('technical')) ?? '');
    ssl.write('bidder.key', bidder.privateKeyPem);
    ssl.write('bidder.crt', bidder.certificatePem);
    const how = ['-binary', '-inform', 'DER'];
    ssl.run(
      'cms',
      '-decrypt',
      ...how,
      '-in',
      'outer',
      '-inkey',
      'bidder.key',
      '-recip',
      'bidder.crt',
      '-out',
      'inner',
    );
    committeeFiles(ssl, where, bid.manifest.committeeKeySha256);
    for (const recipient of [[], ['-recip', 'committee.crt']])
      ssl.run(
        'cms',
        '-decrypt',
        ...how,
        '-in',
        'inner',
        '-inkey',
        'committee.key',
        ...recipient,
        '-out',
        'content',
      );
    const content = ssl.read('content');
    const tar: Buffer[] = [];
    for (let i = 0; i < (entry?.segments.length ?? 0); i++) {
      ssl.write('segment', bid.parts.get(segmentPath('technical', i)) ?? '');
      const key = [
        '-secretkey',
        hex(content.subarray(0, 32)),
        '-secretkeyid',
        hex(utf8('technical')),
      ];
      tar.push(ssl.run('cms', '-decrypt', ...how, '-in', 'segment', ...key));
    }
    ssl.write('tar', Buffer.concat(tar));
    expect(ssl.run('dgst', '-sha256', 'inner').toString()).toContain(entry?.innerSha256);
    const listing = new TextDecoder().decode(content.subarray(64));
    expect(JSON.parse(listing).files).toHaveLength(2);
    expect(equal(ssl.read('tar'), await wholeTar(files))).toBe(true);
  });

  test('the recovery file with the passphrase', async () => {
    const ssl = openSsl();
    const plan = aPlan(aLot(), bidder, { opening: [aFile('a', 'x')] });
    const bid = await sealAll(plan);
    ssl.write('r', await sealRecovery(recoveryOf(bid, plan.secrets), passphrase, system));
    const text = ssl.run(
      'cms',
      '-decrypt',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'r',
      '-pwri_password',
      passphrase,
    );
    expect(JSON.parse(text.toString()).envelopes[0].innerSha256).toBe(
      bid.manifest.envelopes[0]?.innerSha256,
    );
  });
});

async function wholeTar(files: ReturnType<typeof aFile>[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of pack(await layOut(files, 'x'), files, 'x')) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

describe.each(bidders)('a bid made by openssl alone and locked to %s', (name, bidder) => {
  test('opens through every lock, hash and commitment', async () => {
    const ssl = openSsl();
    const where = aLot(['technical'], 1024);
    const files = [aFile('a.pdf', someBytes(5000))];
    const model = await sealAll(aPlan(where, bidder, { technical: files }));
    const bid = await byOpenssl(ssl, where, { name, bidder, files, model: model.manifest });
    const opened = await unseal(bid, 'technical', where, bidder);
    expect(Object.keys(opened)).toEqual(['a.pdf']);
  });
});

interface Work {
  readonly name: string;
  readonly bidder: Identity;
  readonly files: ReturnType<typeof aFile>[];
  readonly model: Manifest;
}

/** The whole format by the openssl command line; hashes and commitments by `openssl dgst` too. */
async function byOpenssl(ssl: ReturnType<typeof openSsl>, where: TestLot, work: Work) {
  const key = someBytes(32);
  const salt = someBytes(32);
  const sha256 = (bytes: Uint8Array) => {
    ssl.write('hashed', bytes);
    return ssl.run('dgst', '-sha256', '-r', 'hashed').toString().slice(0, 64);
  };
  const encrypt = ['cms', '-encrypt', '-binary', '-aes-256-gcm', '-outform', 'DER'];
  const tar = await wholeTar(work.files);
  const parts = new Map<string, Uint8Array>();
  const segments: string[] = [];
  for (let at = 0; at < tar.length; at += 1024) {
    ssl.write('plain', tar.subarray(at, at + 1024));
    const under = ['-secretkey', hex(key), '-secretkeyid', hex(utf8('technical'))];
    ssl.run(...encrypt, '-in', 'plain', '-out', 'segment', ...under);
    parts.set(segmentPath('technical', segments.length), ssl.read('segment'));
    segments.push(sha256(ssl.read('segment')));
  }
  committeeFiles(ssl, where, work.model.committeeKeySha256);
  const { files } = await layOut(work.files, 'technical');
  ssl.write('content', writeContent({ key, salt, files }));
  const toCommittee = ['-keyid', '-recip', 'committee.crt', ...(locks['P-256'] ?? [])];
  ssl.run(...encrypt, '-in', 'content', '-out', 'inner', ...toCommittee);
  ssl.write('bidder.crt', work.bidder.certificatePem);
  const toBidder = ['-recip', 'bidder.crt', ...(locks[work.name] ?? [])];
  ssl.run(...encrypt, '-in', 'inner', '-out', 'outer', ...toBidder);
  parts.set(outerPath('technical'), ssl.read('outer'));
  const lp = (text: string) =>
    Buffer.concat([Buffer.from([0, 0, 0, utf8(text).length]), utf8(text)]);
  const { project, lot } = where.ticket;
  const scope = ['kaibiao/key', project, lot, 'technical'].map(lp);
  const envelope = {
    ...entryOf(work.model, 'technical'),
    segments,
    outerSha256: sha256(ssl.read('outer')),
    innerSha256: sha256(ssl.read('inner')),
    keyCommit: sha256(Buffer.concat([...scope, key])),
    plainCommit: sha256(
      Buffer.concat([lp('kaibiao/plain'), salt, Buffer.from(sha256(tar), 'hex')]),
    ),
  };
  return { manifest: { ...work.model, envelopes: [envelope] }, parts };
}

describe('what openssl makes outside the suite is refused', () => {
  const [, rsa] = bidders[0] ?? ['', identity('rsa')];
  const [, ec] = bidders[1] ?? ['', identity('ec')];
  const cases: [string, Identity, string[], string][] = [
    ['RSA PKCS #1 v1.5', rsa, ['-aes-256-gcm'], 'key transport is not the one of this suite'],
    [
      'RSA-OAEP with SHA-1',
      rsa,
      ['-aes-256-gcm', '-keyopt', 'rsa_padding_mode:oaep'],
      'key transport is not the one of this suite',
    ],
    [
      'ECDH with the SHA-1 derivation',
      ec,
      ['-aes-256-gcm', '-aes256-wrap'],
      'key agreement is not',
    ],
    ['AES-128-GCM', rsa, ['-aes-128-gcm', ...(locks.RSA ?? [])], 'content cipher is not'],
    [
      'AES-256-CBC without a tag',
      rsa,
      ['-aes-256-cbc', ...(locks.RSA ?? [])],
      'content type is not',
    ],
    ['an indefinite length', rsa, ['-aes-256-gcm', '-stream', ...(locks.RSA ?? [])], 'indefinite'],
  ];
  test.each(cases)('%s', (_what, bidder, how, message) => {
    const ssl = openSsl();
    ssl.write('plain', 'price');
    ssl.write('c', bidder.certificatePem);
    ssl.run(
      'cms',
      '-encrypt',
      '-binary',
      '-in',
      'plain',
      '-outform',
      'DER',
      '-out',
      'p',
      '-recip',
      'c',
      ...how,
    );
    expect(() => readEnveloped(ssl.read('p'), system, 'price/outer.p7m', 1000)).toThrow(message);
  });
  test('two recipients, even of the right kind', () => {
    const ssl = openSsl();
    ssl.write('plain', 'price');
    ssl.write('a', rsa.certificatePem);
    ssl.write('b', identity('rsa').certificatePem);
    const how = locks.RSA ?? [];
    const to = ['-recip', 'a', ...how, '-recip', 'b', ...how];
    ssl.run(
      'cms',
      '-encrypt',
      '-binary',
      '-aes-256-gcm',
      '-in',
      'plain',
      '-outform',
      'DER',
      '-out',
      'p',
      ...to,
    );
    expect(() => readEnveloped(ssl.read('p'), system, 'price/outer.p7m', 1000)).toThrow(
      'exactly one',
    );
  });
});

describe('who may open', () => {
  const [, rsa] = bidders[0] ?? ['', identity('rsa')];
  const where = aLot();

  test('another certificate of the same bidder does not open outer; the recovery file gives the same inner', async () => {
    const plan = aPlan(where, rsa, { opening: [aFile('a', 'x')] });
    const bid = await sealAll(plan);
    const entry = entryOf(bid.manifest, 'opening');
    const outer = bid.parts.get(outerPath('opening')) ?? new Uint8Array();
    const renewed = identity('rsa');
    await expect(openOuter(outer, entry, keyOf(renewed), system)).rejects.toThrow('另一张证书');
    const file = await sealRecovery(recoveryOf(bid, plan.secrets), passphrase, system);
    await expect(openRecovery(file, `${passphrase} `, system)).rejects.toThrow('恢复文件');
    const recovery = await openRecovery(file, passphrase, system);
    const inner = recoveredInner(recovery, bid.manifest, 'opening');
    expect(equal(inner, await openOuter(outer, entry, keyOf(rsa), system))).toBe(true);
    const other = await sealAll(aPlan(where, rsa, { opening: [aFile('a', 'x')] }));
    expect(() => recoveredInner(recovery, other.manifest, 'opening')).toThrow('不是这份投标');
  });
  test('a private key that does not belong to the certificate opens nothing', async () => {
    const bid = await sealAll(aPlan(where, rsa, { opening: [aFile('a', 'x')] }));
    const wrong = { ...rsa, privateKey: identity('rsa').privateKey };
    await expect(reveal(bid, 'opening', where, wrong)).rejects.toThrow('opening/outer.p7m：打不开');
  });
  test('a package locked to another committee is refused before any share is asked for', async () => {
    const bid = await sealAll(aPlan(where, rsa, { opening: [aFile('a', 'x')] }));
    const other = { ...where, committee: soleCommittee().key };
    await expect(reveal(bid, 'opening', other, rsa)).rejects.toThrow('另一个标段');
  });
  test('an ephemeral package of ours opens for openssl with a named recipient', async () => {
    const ssl = openSsl();
    const sealed = await sealEnveloped(utf8('hello'), lockToCertificate(rsa.certificate), system);
    const parsed = readEnveloped(sealed, system, 'x', 100);
    expect(parsed.recipient.kind).toBe('rsa-oaep');
    await expect(openEnveloped(parsed, new Uint8Array(32), system, 'x')).rejects.toThrow('打不开');
    ssl.write('p', sealed);
    ssl.write('k', rsa.privateKeyPem);
    expect(
      ssl.run('cms', '-decrypt', '-binary', '-inform', 'DER', '-in', 'p', '-inkey', 'k').toString(),
    ).toBe('hello');
  });
  test('the committee’s point must be on P-256', async () => {
    const p384 = openSsl();
    p384.write('k', identity('p384').privateKeyPem);
    p384.run('pkey', '-in', 'k', '-pubout', '-outform', 'DER', '-out', 'spki');
    const key = { ...committeeOf(where.ticket), spki: p384.read('spki') };
    await expect(lockToCommittee(key, system)).rejects.toThrow('only P-256');
  });
});
