import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtInYears, type WorkCalendar, workCalendar } from '../kernel/calendar.ts';
import { HolidayYear } from '../kernel/holidays/year.ts';

/**
 * The working-day calendar with the operator's own years: every `*.json` of `folder` is one HolidayYear, and the highest
 * version of a year holds. A file that is none stops the start with its name.
 */
export async function readCalendarFolder(folder: string): Promise<WorkCalendar> {
  const names = existsSync(folder) ? (await readdir(folder)).filter(n => n.endsWith('.json')) : [];
  const own = await Promise.all(names.sort().map(name => readYear(join(folder, name))));
  return workCalendar([...builtInYears, ...own]);
}

async function readYear(path: string): Promise<HolidayYear> {
  try {
    return HolidayYear.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new Error(`holidays ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
