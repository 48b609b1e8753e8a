import { rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchedFiles } from '../../src/platform/watched-files.ts';
import { temporaryFolder } from '../support/folder.ts';

const textsOf = (files: readonly Uint8Array[]) => files.map(file => new TextDecoder().decode(file));

test('a file that has not changed is not read again; every kind of change is seen at the next call', async () => {
  const folder = await temporaryFolder();
  const path = (name: string) => join(folder, name);
  const read = watchedFiles(folder);
  expect(await read()).toEqual([]);

  await writeFile(path('b.crl'), 'second');
  await writeFile(path('a.crl'), 'first');
  const before = await read();
  expect(textsOf(before)).toEqual(['first', 'second']);
  const again = await read();
  expect([again[0] === before[0], again[1] === before[1]]).toEqual([true, true]);

  // Written over with as many bytes, and its time put back: only the change time tells.
  await writeFile(path('a.crl'), 'FIRST');
  await utimes(path('a.crl'), 1, 1);
  const over = await read();
  expect(textsOf(over)).toEqual(['FIRST', 'second']);
  expect(over[1] === before[1]).toBe(true);

  await writeFile(path('new'), 'SECOND');
  await rename(path('new'), path('b.crl'));
  expect(textsOf(await read())).toEqual(['FIRST', 'SECOND']);
  await rm(path('a.crl'));
  expect(textsOf(await read())).toEqual(['SECOND']);
});
