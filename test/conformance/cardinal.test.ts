import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printFindings } from '../../src/analytics/redflags/print.ts';
import { screen } from '../../src/analytics/redflags/screen.ts';
import { readSettings } from '../../src/analytics/redflags/settings.ts';

const folder = '../shared/conformance/cardinal/fixtures';
const present = existsSync(folder);
if (!present) console.log(`skipped: ${folder} is not there (Cardinal's fixtures)`);

const value = (text: string) => (/^\d+$/.test(text) ? Number(text) : text.replaceAll('+', '|'));

/** `NAME-option-value` sets one option, `NAME-option-key-value-key-value` a map (the conformance folder's README). */
function settingsOf(name: string) {
  const [flag = '', option, ...rest] = name.split('-');
  const pairs: [string, number | string][] = [];
  for (let i = 0; i + 1 < rest.length; i += 2)
    pairs.push([rest[i] ?? '', value(rest[i + 1] ?? '')]);
  const set = rest.length === 1 ? value(rest[0] ?? '') : Object.fromEntries(pairs);
  return readSettings({
    no_price_comparison_procurement_methods: 'NPC',
    exclusions: { procurement_method_details: 'EXC' },
    // R038-tenderer is a case of its own, not an option.
    [flag]: rest.length > 0 && option ? { [option]: set } : {},
  });
}

describe.skipIf(!present)("Cardinal's fixtures", () => {
  const files = present ? globSync(`${folder}/*.jsonl`).sort() : [];
  test.each(files.map(f => [basename(f, '.jsonl'), f]))('%s', (name, file) => {
    const screening = screen(settingsOf(name));
    for (const line of readFileSync(file, 'utf8').split('\n'))
      if (line.trim()) screening.see(JSON.parse(line));
    const expected = readFileSync(file.replace(/jsonl$/, 'expected'), 'utf8');
    expect(JSON.parse(printFindings(screening.conclude()))).toEqual(JSON.parse(expected));
  });
  test('all 11 were read', () => expect(files).toHaveLength(11));
});
