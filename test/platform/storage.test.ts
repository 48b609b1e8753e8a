import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '../../src/platform/digest.ts';
import { folderStorage } from '../../src/platform/storage.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'kaibiao-storage-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('a worker that starts while something is being written does not take it away', async () => {
  const storage = await folderStorage(root);
  const content = Buffer.from('一段密文');
  async function* halves() {
    yield content.subarray(0, 5);
    await folderStorage(root);
    yield content.subarray(5);
  }
  const kept = await storage.put(halves(), { maxBytes: 100, expected: sha256Hex(content) });
  expect(await storage.size(kept.sha256)).toBe(content.length);
});

test('what a crash has left behind goes at the next start after a day', async () => {
  const incoming = join(root, 'incoming');
  const longAgo = new Date(Date.now() - 25 * 3_600_000);
  await writeFile(join(incoming, 'old'), 'x');
  await utimes(join(incoming, 'old'), longAgo, longAgo);
  await writeFile(join(incoming, 'new'), 'x');
  await folderStorage(root);
  expect(await readdir(incoming)).toEqual(['new']);
});

test('other content than expected, or too much, is refused and leaves nothing', async () => {
  const storage = await folderStorage(root);
  const before = await readdir(join(root, 'incoming'));
  const put = (maxBytes: number, expected?: string) =>
    storage.put(Readable.from([Buffer.from('abc')]), { maxBytes, ...(expected && { expected }) });
  const code = (expected: string) => expect.objectContaining({ code: expected });
  await expect(put(100, '00'.repeat(32))).rejects.toThrow(code('DIGEST_MISMATCH'));
  await expect(put(2)).rejects.toThrow(code('TOO_LARGE'));
  expect(await readdir(join(root, 'incoming'))).toEqual(before);
});
