import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const command = new URL('../../src/cli/kaibiao.ts', import.meta.url).pathname;
const kaibiao = (...args: string[]) =>
  spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });

test.each([
  ['seal', '--lott'],
  ['submit', '--wrong'],
  ['release', '--wrong'],
  ['verify', '--wrong'],
  ['redflags', '--wrong'],
  ['collusion', '--wrong'],
])('%s says which option it does not know, and how it is called; no stack', (name, option) => {
  const { status, stderr } = kaibiao(name, option);
  expect(stderr).toContain(option);
  expect(stderr).toContain(`kaibiao ${name} --help`);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(status).toBe(2);
});

test('an option without its value is said too', () => {
  const { status, stderr } = kaibiao('submit', 'lot.kbid', '--server');
  expect(stderr).toContain('--server');
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(status).toBe(2);
});
