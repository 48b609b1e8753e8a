import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
const dist = resolve(import.meta.dirname, 'dist');
const mark = resolve(dist, '.inputs');
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

/**
 * Builds the web app into web/dist unless what is there was made from these very inputs; says whether it built.
 * It is made aside and moved in whole: a service that runs meanwhile, or a second build, never meets half of it.
 */
export async function buildWeb(): Promise<boolean> {
  const now = await digest();
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === now) return false;
  const draft = resolve(root, `var/web-${process.pid}`);
  await build({
    configFile: resolve(import.meta.dirname, 'vite.config.ts'),
    logLevel: 'error',
    mode: 'production',
    build: { outDir: draft, emptyOutDir: true },
  });
  await writeFile(resolve(draft, '.inputs'), now);
  await rm(dist, { recursive: true, force: true });
  await rename(draft, dist).catch(async error => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(mark)) throw error;
  });
  return true;
}

if (import.meta.main) {
  const started = performance.now();
  const built = await buildWeb();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (built) console.log(`web built in ${seconds} s`);
}
