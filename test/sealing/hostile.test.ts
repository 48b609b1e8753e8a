import { describe, expect, test } from 'vitest';
import { concat, utf8 } from '../../src/kernel/bytes.ts';
import { RuleError } from '../../src/kernel/rule-error.ts';
import { canonicalBytes } from '../../src/sealing/canonical.ts';
import { readContent, writeContent } from '../../src/sealing/envelope-content.ts';
import { readEnveloped, sealEnveloped } from '../../src/sealing/enveloped.ts';
import { fingerprintBytes, hardwareHash, readFingerprint } from '../../src/sealing/fingerprint.ts';
import { lockUnderKey } from '../../src/sealing/locks.ts';
import { manifestBytes, readManifest, readWithdrawal } from '../../src/sealing/manifest.ts';
import { aFile, aLot, aPlan, lot, project, sealAll, someBytes, system } from './bid.ts';
import { identity } from './openssl.ts';

const where = 'technical/seg/000000.p7m';
const lock = lockUnderKey(someBytes(32), 'technical');
const good = await sealEnveloped(someBytes(300), lock, system);
const read = (bytes: Uint8Array) => readEnveloped(bytes, system, where, 1000);
const hexed = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** The good segment with the first occurrence of one byte string replaced, lengths left as they are. */
function swapped(from: string, to: string): Uint8Array {
  const text = Buffer.from(good).toString('hex');
  expect(text).toContain(from);
  return hexed(text.replace(from, to));
}

describe('hostile DER is refused in the name of the part', () => {
  const bombs: [string, Uint8Array][] = [
    ['nothing', new Uint8Array()],
    ['a lone tag', hexed('30')],
    ['an indefinite length', hexed('3080 0000')],
    ['a length of 4 GiB', hexed('3084 ffffffff')],
    ['a length of length 127', concat(hexed('30ff'), new Uint8Array(127))],
    ['a length not in its shortest form', concat(hexed('3083 00'), good.subarray(2))],
    ['a high tag number', hexed('3f8101 00')],
    ['bytes after the end', concat(good, Uint8Array.of(0))],
    ['the end cut off', good.subarray(0, -1)],
    ['10,000 nested sequences', nested(10_000)],
    ['20 nested sequences', nested(20)],
    [
      'SignedData in its place',
      swapped('060b2a864886f70d0109100117', '060b2a864886f70d0109100102'),
    ],
    ['another version', swapped('020100', '020101')],
    ['another content cipher', swapped('060960864801650304012e', '0609608648016503040106')],
    ['another key wrap', swapped('060960864801650304012d', '0609608648016503040119')],
    ['a content type other than data', swapped('06092a864886f70d010701', '06092a864886f70d010702')],
    ['a tag length of 12 announced', swapped('020110', '02010c')],
  ];
  test.each(bombs)('%s', (_what, bytes) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'BID_MALFORMED' }));
    expect(() => read(bytes)).toThrow(where);
  });
  test('a short tag, a long nonce, an empty wrapped key: shapes that keep DER whole', () => {
    const shapes = [
      rebuilt({ tag: 12 }),
      rebuilt({ iv: 16 }),
      rebuilt({ iv: 0 }),
      rebuilt({ wrapped: 0 }),
      rebuilt({ wrapped: 24 }),
    ];
    for (const bytes of shapes) expect(() => read(bytes)).toThrow(/must be|another size/);
    expect(() => read(rebuilt({}))).not.toThrow();
  });
  test('a ciphertext beyond the announced segment size', () => {
    expect(() => readEnveloped(good, system, where, 299)).toThrow('密文超过 299 字节');
    expect(() => readEnveloped(new Uint8Array(80_000), system, where, 299)).toThrow(
      '超过 299 字节',
    );
  });
  test('10,000 random mutations never give anything but a refusal or the same parse', () => {
    let random = 12345;
    const next = (below: number) => {
      random = (Math.imul(random, 1103515245) + 12345) >>> 0;
      return (random >>> 8) % below;
    };
    for (let i = 0; i < 10_000; i++) {
      const at = next(good.length);
      const kept = good.subarray(0, at);
      const rest = good.subarray(Math.min(good.length, at + next(20)));
      const bytes = concat(
        kept,
        Uint8Array.from({ length: next(20) }, () => next(256)),
        rest,
      );
      try {
        expect(read(bytes).recipient.kind).toBe('kek');
      } catch (error) {
        expect(error).toBeInstanceOf(RuleError);
      }
    }
  });
});

function nested(depth: number): Uint8Array {
  let bytes = new Uint8Array();
  for (let i = 0; i < depth; i++) bytes = new Uint8Array(wrap(0x30, bytes));
  return bytes;
}

function wrap(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits = Buffer.from(length.toString(16).padStart(6, '0'), 'hex');
  const short = length < 256 ? digits.subarray(2) : length < 65536 ? digits.subarray(1) : digits;
  return Buffer.concat([Buffer.from([tag, 0x80 | short.length]), short, content]);
}

/** A well-formed segment with parts of unusual sizes. */
function rebuilt(size: { tag?: number; iv?: number; wrapped?: number }): Uint8Array {
  const bytes = (n: number) => wrap(4, new Uint8Array(n));
  const kekid = wrap(0x30, wrap(4, utf8('technical')));
  const keyWrap = hexed('300b060960864801650304012d');
  const recipient = wrap(0xa2, hexed('020104'), kekid, keyWrap, bytes(size.wrapped ?? 40));
  const parameters = wrap(0x30, bytes(size.iv ?? 12), hexed('020110'));
  const cipher = wrap(0x30, hexed('060960864801650304012e'), parameters);
  const data = hexed('06092a864886f70d010701');
  const info = wrap(0x30, data, cipher, wrap(0x80, new Uint8Array(50)));
  const body = wrap(0x30, hexed('020100'), wrap(0x31, recipient), info, bytes(size.tag ?? 16));
  return wrap(0x30, hexed('060b2a864886f70d0109100117'), wrap(0xa0, body));
}

describe('the manifest', () => {
  const bid = sealAll(aPlan(aLot(), identity('ec'), { opening: [aFile('a', 'x')] }));
  const changed = async (change: object) => canonicalBytes({ ...(await bid).manifest, ...change });
  const envelope = async (change: object) => {
    const [entry] = (await bid).manifest.envelopes;
    return changed({ envelopes: [{ ...entry, ...change }] });
  };
  const cases: [string, () => Promise<Uint8Array>, string][] = [
    ['an unknown field', () => changed({ note: 1 }), 'note'],
    ['another format', () => changed({ format: 'kaibiao-sealed-bid/2' }), 'format'],
    ['an unknown suite', () => changed({ suite: 'intl-0' }), 'suite'],
    ['a first bid with a previous one', () => changed({ previous: 'a'.repeat(64) }), 'previous'],
    ['a later bid without one', () => changed({ sequence: 2 }), 'previous'],
    ['no envelope', () => changed({ envelopes: [] }), 'envelopes'],
    ['a local time', () => changed({ createdAt: '2026-01-01T08:00:00+08:00' }), 'createdAt'],
    ['a path as envelope name', () => envelope({ id: '../x' }), 'envelopes.0.id'],
    ['a segment count that does not follow', () => envelope({ bytes: 999_999 }), 'segments'],
    ['segments of 1 GiB', () => envelope({ segmentBytes: 2 ** 30 }), 'segmentBytes'],
    ['an upper-case hash', () => envelope({ keyCommit: 'A'.repeat(64) }), 'keyCommit'],
  ];
  test.each(cases)('with %s is refused and the field named', async (_what, bytes, field) => {
    const text = await bytes();
    expect(() => readManifest(text)).toThrow(field);
    expect(() => readManifest(text)).toThrow('manifest.json');
  });
  test('with the same envelope twice is refused', async () => {
    const { envelopes } = (await bid).manifest;
    const text = await changed({ envelopes: [...envelopes, ...envelopes] });
    expect(() => readManifest(text)).toThrow('twice');
  });
  test('must be RFC 8785 to the byte: no spaces, no repeated key, no byte order mark, no broken UTF-8', async () => {
    const bytes = manifestBytes((await bid).manifest);
    const text = new TextDecoder().decode(bytes);
    const spellings = [
      `${text} `,
      ` ${text}`,
      text.replace('{', '{"sequence":1,'),
      `\ufeff${text}`,
      text.replace('"sequence":1', '"sequence":1.0'),
      '['.repeat(100_000),
    ];
    for (const spelling of spellings)
      expect(() => readManifest(utf8(spelling))).toThrow('manifest.json');
    expect(() => readManifest(concat(bytes, Uint8Array.of(0xff)))).toThrow('不是 JSON');
    expect(() => readManifest(new Uint8Array(6_000_001))).toThrow('超过');
  });
  test('of a withdrawal always names what it withdraws, and is never taken for a bid', () => {
    const withdrawal = {
      format: 'kaibiao-sealed-bid/1' as const,
      withdraw: true as const,
      project,
      lot,
      sequence: 2,
      previous: 'b'.repeat(64),
      bidderCertSha256: 'c'.repeat(64),
      blind: 'd'.repeat(64),
      createdAt: '2026-02-28T08:00:00Z',
    };
    expect(readWithdrawal(manifestBytes(withdrawal))).toEqual(withdrawal);
    expect(() => readManifest(manifestBytes(withdrawal))).toThrow('manifest.json');
    expect(() => readWithdrawal(canonicalBytes({ ...withdrawal, previous: null }))).toThrow(
      'previous',
    );
    expect(() => readWithdrawal(canonicalBytes({ ...withdrawal, sequence: 1 }))).toThrow(
      'sequence',
    );
  });
});

describe('the content of the inner package', () => {
  const content = { key: someBytes(32), salt: someBytes(32), files: [{ name: 'a', bytes: 1 }] };
  test('comes back as written', () => {
    expect(readContent(writeContent(content), 'x')).toEqual(content);
  });
  test('is refused when cut short, unsorted, or with a repeated name', () => {
    expect(() => readContent(new Uint8Array(63), 'x')).toThrow('太短');
    expect(() => readContent(new Uint8Array(64), 'x')).toThrow('不是 JSON');
    for (const names of [
      ['b', 'a'],
      ['a', 'a'],
    ]) {
      const files = names.map(name => ({ name, bytes: 1 }));
      expect(() => readContent(writeContent({ ...content, files }), 'x')).toThrow('排序');
    }
  });
});

describe('the fingerprint of the sealing computer', () => {
  test('gives equal hashes for equal hardware, however it is spelt, and never the id itself', async () => {
    const [a, b, c] = await Promise.all([
      hardwareHash('mac', '00:1B:44:11:3A:B7', system.primitives),
      hardwareHash('mac', ' 00:1b:44:11:3a:b7\n', system.primitives),
      hardwareHash('disk', '00:1B:44:11:3A:B7', system.primitives),
    ]);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });
  test('of a browser or of a machine is read back; anything else in it is refused', () => {
    const fingerprint = {
      format: 'kaibiao-fingerprint/1' as const,
      client: { name: 'browser' as const, version: '0.1.0' },
      madeAt: '2026-02-28T08:00:00Z',
      machine: null,
      browser: {
        userAgent: 'Mozilla/5.0',
        languages: ['zh-CN'],
        timeZone: 'Asia/Shanghai',
        screen: '1920x1080x24',
        cores: 8,
        graphics: null,
      },
    };
    expect(readFingerprint(fingerprintBytes(fingerprint))).toEqual(fingerprint);
    expect(() => readFingerprint(canonicalBytes({ ...fingerprint, verdict: 1 }))).toThrow(
      'verdict',
    );
  });
});
