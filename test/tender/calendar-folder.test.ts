import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holidays2026 } from '../../src/kernel/holidays/2026.ts';
import { readCalendarFolder } from '../../src/tender/calendar-folder.ts';
import { temporaryFolder } from '../support/folder.ts';

test('without a folder the built-in years hold', async () => {
  const calendar = await readCalendarFolder(join(await temporaryFolder(), 'none'));
  expect(calendar.isWorking('2026-10-10')).toBe(true);
});

test('an operator’s file with a higher version replaces a year and names its source', async () => {
  const folder = await temporaryFolder();
  const own = { ...holidays2026, version: 2, source: '某市通知', makeUpDays: [] };
  await writeFile(join(folder, '2026.json'), JSON.stringify(own));
  await writeFile(join(folder, 'notes.txt'), 'not a year');
  const calendar = await readCalendarFolder(folder);
  expect(calendar.isWorking('2026-10-10')).toBe(false);
  expect(calendar.yearOf(2026).source).toBe('某市通知');
});

test('a file that is no year stops the start with its name', async () => {
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'broken.json'), '{"year": "2026"}');
  await expect(readCalendarFolder(folder)).rejects.toThrow('broken.json');
});
