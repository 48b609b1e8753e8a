import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const command = new URL('../../src/cli/kaibiao.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'redflags-'));
afterAll(() => rmSync(folder, { recursive: true }));

function kaibiao(args: string[], input = '') {
  const options = { cwd: folder, input, encoding: 'utf8' as const };
  return spawnSync(process.execPath, [command, 'redflags', ...args], options);
}

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return name;
}

const single = '{"ocid":"开标-1","tender":{"numberOfTenderers":1,"procurementMethod":"open"}}';

test('prints one line of JSON; blank lines and a missing last newline are fine', () => {
  const { stdout, status } = kaibiao([file('a.jsonl', `\n${single}\r\n\n{"ocid":"2"}`)]);
  expect([stdout, status]).toEqual(['{"OCID":{"开标-1":{"R018":1.0}}}\n', 0]);
});

test('reads standard input, and a record that is cut anywhere between two chunks', () => {
  const many = `${single.replace('开标-1', 'x'.repeat(70_000))}\n`.repeat(3) + single;
  const { stdout, status } = kaibiao(['-'], many);
  expect(status).toBe(0);
  expect(Object.keys(JSON.parse(stdout).OCID)).toEqual(['x'.repeat(70_000), '开标-1']);
});

test('settings turn on what they name, and --meta tells the fences', () => {
  const settings = file('s.json', '{"R058":{"threshold":0.5}}');
  const { stdout } = kaibiao([file('b.jsonl', single), '--settings', settings, '--meta']);
  expect(stdout).toBe('{"Meta":{"R058":{"upper_fence":0.5}}}\n');
});

test('a line that is not JSON is named, and nothing is printed as a result', () => {
  const { stdout, stderr, status } = kaibiao([file('c.jsonl', `${single}\n\n{"ocid":\n`)]);
  expect([stdout, status]).toEqual(['', 1]);
  expect(stderr).toContain('c.jsonl 第 3 行不是合法的 JSON');
});

test('a mistyped setting, a missing file and a missing argument are said plainly', () => {
  const settings = file('t.json', '{"R003":{"treshold":3}}');
  const mistyped = kaibiao([file('d.jsonl', single), '--settings', settings]);
  expect([mistyped.status, mistyped.stderr]).toEqual([1, expect.stringContaining('treshold')]);
  const missing = kaibiao(['nowhere.jsonl']);
  expect([missing.status, missing.stderr.split('\n').length]).toEqual([1, 2]);
  expect(kaibiao([]).status).toBe(2);
});

test('--help shows what it does and examples', () => {
  const { stdout, status } = kaibiao(['--help']);
  expect(status).toBe(0);
  expect(stdout).toContain('$ kaibiao redflags releases.jsonl');
});
