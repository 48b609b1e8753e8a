import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { concat, equal, utf8 } from '../../src/kernel/bytes.ts';
import { layOut, pack, type SourceFile, unpack } from '../../src/sealing/archive.ts';
import { aFile, someBytes } from './bid.ts';
import { openSsl } from './openssl.ts';

async function tarOf(files: SourceFile[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of pack(await layOut(files, 'technical'), files, 'technical'))
    parts.push(part);
  return concat(...parts);
}

const long = `${'深'.repeat(30)}/${'图'.repeat(40)}.pdf`;
const files = [
  aFile('b.txt', 'second'),
  aFile('a/empty', ''),
  aFile(
    'A-plain-name-of-more-than-one-hundred-characters/'.repeat(3).slice(0, 140),
    someBytes(513),
  ),
  aFile(long, someBytes(1024)),
  aFile('中文 名称（一）.pdf', '内容'),
];

describe('an envelope’s archive', () => {
  test('unpacks with GNU tar, names and contents whole', async () => {
    const { folder, write } = openSsl();
    write('x.tar', await tarOf(files));
    execFileSync('tar', ['-xf', 'x.tar'], { cwd: folder });
    expect(readFileSync(join(folder, '中文 名称（一）.pdf'), 'utf8')).toBe('内容');
    expect(readFileSync(join(folder, long))).toHaveLength(1024);
    expect(readFileSync(join(folder, 'a/empty'))).toHaveLength(0);
  });
  test('is the same to the byte whenever and in whatever order it is made', async () => {
    expect(equal(await tarOf(files), await tarOf([...files].reverse()))).toBe(true);
  });
  test('is laid out ahead: every content is where the layout says', async () => {
    const tar = await tarOf(files);
    const layout = await layOut(files, 'technical');
    expect(layout.bytes).toBe(tar.length);
    const placed = layout.files.find(file => file.name === 'b.txt');
    const from = placed?.offset ?? 0;
    expect(new TextDecoder().decode(tar.subarray(from, from + 6))).toBe('second');
  });
  test('of a file over 8 GiB has a size field that GNU tar reads', async () => {
    const bytes = 9 * 2 ** 30;
    const { files: placed } = await layOut([{ name: 'scan.tif', bytes }], 'technical');
    const { folder, write } = openSsl();
    write('head.tar', placed[0]?.header ?? new Uint8Array());
    // Only the headers are given: tar lists the entry, then says that the rest is missing.
    const listing = (() => {
      try {
        return execFileSync('tar', ['-tvf', 'head.tar'], { cwd: folder, stdio: 'pipe' }).toString();
      } catch (error) {
        return String((error as { stdout: Buffer }).stdout);
      }
    })();
    expect(listing).toContain(String(bytes));
  });
});

describe('a file name is refused', () => {
  const bad = [
    '/etc/passwd',
    '../x',
    'a/../../x',
    'a//b',
    './a',
    'a/',
    '',
    'a\\b',
    'C:x',
    'a\u0000b',
    'a\nb',
    'con',
    'a/NUL.txt',
    'ends.',
    'ends ',
    'a?',
    'e\u0301',
    '\u202Efdp.exe',
    '\ud800',
    'x'.repeat(256),
    'zero\u200bwidth',
  ];
  test.each(bad)('%j', async name => {
    await expect(layOut([{ name, bytes: 1 }], 'technical')).rejects.toThrow('technical：文件名');
  });
  test('when it comes twice, in any letter case, or is file and folder at once', async () => {
    const attempt = (...names: string[]) =>
      layOut(
        names.map(name => ({ name, bytes: 1 })),
        'technical',
      );
    await expect(attempt('a', 'a')).rejects.toThrow('重复');
    await expect(attempt('图/A.pdf', '图/a.PDF')).rejects.toThrow('重复');
    await expect(attempt('a', 'a/b')).rejects.toThrow('既是文件又是文件夹');
    await expect(attempt('a/b', 'a')).rejects.toThrow('既是文件又是文件夹');
    await expect(attempt()).rejects.toThrow('1 至 4096');
    await expect(layOut([{ name: 'a', bytes: -1 }], 'technical')).rejects.toThrow('大小不对');
  });
});

describe('a tar that is not the one of its list', () => {
  const two = [aFile('a', someBytes(600)), aFile('b', someBytes(10))];
  const read = async (tar: Uint8Array) => {
    const layout = await layOut(two, 'technical');
    const chunks = async function* () {
      for (let at = 0; at < tar.length; at += 333) yield tar.subarray(at, at + 333);
    };
    for await (const _ of unpack(layout, chunks(), 'technical'));
  };
  test('is read when whole, and refused with anything cut off or added', async () => {
    const tar = await tarOf(two);
    await read(tar);
    await expect(read(tar.subarray(0, -1))).rejects.toThrow('不完整');
    await expect(read(concat(tar, new Uint8Array(512)))).rejects.toThrow('多出');
  });
  test('is refused when any byte outside the contents differs: names, sizes, kinds, owners, padding', async () => {
    const tar = await tarOf(two);
    const layout = await layOut(two, 'technical');
    const inside = (at: number) =>
      layout.files.some(f => at >= f.offset && at < f.offset + f.bytes);
    for (let at = 0; at < tar.length; at++) {
      if (inside(at)) continue;
      const changed = tar.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(read(changed)).rejects.toThrow('文件清单不一致');
    }
  });
  test('is refused when it was made by another tool with links, folders or other metadata', async () => {
    const { folder, write } = openSsl();
    write('a', utf8('x'));
    execFileSync('ln', ['-s', '/etc/passwd', 'b'], { cwd: folder });
    execFileSync('tar', ['-cf', 'x.tar', 'a', 'b'], { cwd: folder });
    await expect(read(new Uint8Array(readFileSync(join(folder, 'x.tar'))))).rejects.toThrow(
      '不一致',
    );
  });
});
