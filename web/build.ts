import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
const mark = resolve(import.meta.dirname, 'dist/.inputs');
/** Everything that can end up in the bundle, and what decides how it is made. */
const inputs = [
  'web/**/*.{ts,vue,css,svg,html,json}',
  'contracts/**/*.ts',
  'src/{kernel,pki,sealing}/**/*.{ts,json}',
  'src/*/{rules,reducer}*.ts',
  'src/*/{rules,reducer}*/**/*.ts',
  'package-lock.json',
];

async function digest(): Promise<string> {
  const hash = createHash('sha256');
  const outside = (name: string) => /(^|\/)(dist|node_modules)$/.test(name);
  const found = new Set<string>();
  for await (const name of glob(inputs, { cwd: root, exclude: outside })) found.add(name);
  for (const name of [...found].sort())
    hash.update(`${name}\0`).update(await readFile(resolve(root, name)));
  return hash.digest('hex');
}

/** Builds the web app into web/dist unless what is there was made from these very inputs; says whether it built. */
export async function buildWeb(): Promise<boolean> {
  const now = await digest();
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === now) return false;
  await build({
    configFile: resolve(import.meta.dirname, 'vite.config.ts'),
    logLevel: 'warn',
    mode: 'production',
  });
  await writeFile(mark, now);
  return true;
}

if (import.meta.main) {
  const started = performance.now();
  const built = await buildWeb();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (built) console.log(`web built in ${seconds} s`);
}
