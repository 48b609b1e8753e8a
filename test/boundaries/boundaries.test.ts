import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { violations } from './cruise.ts';

const root = join(import.meta.dirname, '..', '..');
const planted: string[] = [];
afterEach(() => {
  for (const path of planted.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** Plants one file that breaks a rule, and gives what the check says of it. */
async function plant(folder: string, name: string, source: string): Promise<string[]> {
  const dir = mkdtempSync(join(root, folder, 'planted-'));
  planted.push(dir);
  writeFileSync(join(dir, name), source);
  const { found } = await violations([dir]);
  return found.map(line => line.split(':')[0] ?? '');
}

test('the house has no violation, and the check saw the house', async () => {
  const { modules, found } = await violations(['contracts', 'src', 'web']);
  expect(found).toEqual([]);
  expect(modules).toBeGreaterThan(100);
});

test('a kernel file that knows a capability is caught', async () => {
  const source = `export { registryRoutes } from '../../registry/routes.ts';\n`;
  expect(await plant('src/kernel', 'x.ts', source)).toContain('kernel-is-pure');
});

test('an earlier capability that knows a later one is caught', async () => {
  const source = `export { hallMoves } from '../../opening/rules.ts';\n`;
  expect(await plant('src/tender', 'x.ts', source)).toContain('before-opening');
});

test('a credit record that looks at clues is caught: only decided and published facts count', async () => {
  const source = `export { Clue } from '../../clues/entities.ts';\n`;
  expect(await plant('src/credit', 'x.ts', source)).toContain('before-clues');
});

test('a capability that imports another’s use case is caught', async () => {
  const source = `export { signOut } from '../../registry/sign-out.ts';\n`;
  expect(await plant('src/award', 'x.ts', source)).toContain('words-and-tables');
});

test('sealing code that needs node is caught', async () => {
  const source = `export { createHash } from 'node:crypto';\n`;
  expect(await plant('src/sealing', 'x.ts', source)).toContain('crypto-imports-no-node');
});

test('a page that reaches into the server is caught', async () => {
  const source = `export { transact } from '../../src/platform/command.ts';\n`;
  expect(await plant('web', 'x.ts', source)).toContain('web-sees-the-shared-words');
});

test('a verifier that needs the platform is caught', async () => {
  const source = `export { transact } from '../../platform/command.ts';\n`;
  expect(await plant('src/verifier', 'x.ts', source)).toContain('verifier-stands-alone');
});

test('an indicator that reads a file is caught', async () => {
  const source = `export { readFile } from 'node:fs/promises';\n`;
  expect(await plant('src/analytics/text', 'x.ts', source)).toContain('rules-are-pure');
});
