#!/usr/bin/env node
// The command needs Node 24, which npm installed beside it: an older node hands over to that one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const command = join(root, 'src', 'cli', 'kaibiao.ts');
if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(command);
} else {
  const local = [join(root, 'node_modules', '.bin', 'node'), join(root, '..', '.bin', 'node')];
  const node = local.find(path => existsSync(path));
  if (!node) {
    console.error('kaibiao needs Node 24 or newer');
    process.exit(1);
  }
  const run = spawnSync(node, [command, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(run.status ?? 1);
}
