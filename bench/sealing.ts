/**
 * Sealing a large file against `openssl cms`, a plain copy and a plain hash; and sealing while uploading against a plain
 * upload, both to a bare node http server that writes to disk and syncs: MiB/s and peak memory of a whole process.
 * `node bench/sealing.ts [--mib 1024] [--rounds 3]`. Files lie in a temporary folder and are removed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readInTurn } from '../src/cli/bid-files.ts';
import { nodePrimitives } from '../src/platform/node-primitives.ts';
import { outerPath, segmentPath } from '../src/sealing/folder.ts';
import { seal } from '../src/sealing/seal.ts';
import { newSecrets } from '../src/sealing/session.ts';
import { cryptosystem } from '../src/sealing/suites.ts';
import { webPrimitives } from '../src/sealing/web-primitives.ts';
import { type Keep, receiver, send, toServer } from './bare-upload.ts';
import { benchTicket } from './ticket.ts';

const mebi = 1024 * 1024;
const { values } = parseArgs({
  options: {
    mib: { type: 'string', default: '1024' },
    rounds: { type: 'string', default: '3' },
    child: { type: 'string' },
    folder: { type: 'string' },
    url: { type: 'string', default: '' },
  },
});
const mib = Number(values.mib);

/** Seals `big` of the folder with one set of primitives and keeps each part: what one measured process does. */
async function sealOnce(folder: string, which: string, keep: Keep): Promise<void> {
  const primitives = which === 'web' ? webPrimitives : nodePrimitives;
  const certificateDer = new Uint8Array(readFileSync(join(folder, 'c.der')));
  const source = {
    name: 'big',
    bytes: mib * mebi,
    stream: () => readInTurn(join(folder, 'big')),
  };
  const secrets = newSecrets(['technical'], cryptosystem('intl-1', primitives));
  const envelopes = [{ id: 'technical', files: [source] }];
  const createdAt = new Date().toISOString();
  const sealing = seal(
    { ticket: benchTicket(), certificateDer, envelopes, secrets, createdAt },
    primitives,
  );
  let step = await sealing.next();
  for (; !step.done; step = await sealing.next())
    await keep(segmentPath('technical', step.value.index), step.value.bytes);
  for (const { envelope, outer } of step.value.packages) await keep(outerPath(envelope), outer);
}

const toDisk =
  (folder: string): Keep =>
  async (path, bytes) => {
    const file = join(folder, 'out', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes ?? new Uint8Array());
  };

/** What a child process does, by its name. */
async function act(name: string, folder: string, url: string): Promise<void> {
  if (name === 'plain') return send(url, 'big', createReadStream(join(folder, 'big')));
  if (name !== 'upload') return sealOnce(folder, name, toDisk(folder));
  const { keep, done } = toServer(url);
  await sealOnce(folder, 'node', keep);
  await done();
}

interface Run {
  readonly seconds: number;
  /** Of the processor, over all threads: it says more than the clock on a busy machine. */
  readonly cpuSeconds: number;
  readonly peakMib: number;
}

/** One process from start to exit; its peak memory and processor time are read from /proc while it lives. */
async function measure(command: string, args: string[], cwd: string): Promise<Run> {
  const started = performance.now();
  const child = spawn(command, args, { cwd, stdio: 'ignore' });
  let used = { cpuSeconds: 0, peakMib: 0 };
  const watch = setInterval(() => {
    used = usedBy(child) ?? used;
  }, 10);
  const code = await new Promise(resolve => child.once('exit', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, ...used };
}

function usedBy({ pid }: ChildProcess): Omit<Run, 'seconds'> | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const peak = /VmHWM:\s+(\d+)/.exec(status)?.[1];
    if (!peak) return null;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')'))
      .split(' ')
      .slice(12)
      .map(Number);
    return { cpuSeconds: (user + system) / 100, peakMib: Number(peak) / 1024 };
  } catch {
    return null;
  }
}

const median = (numbers: number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

async function prepare(folder: string): Promise<void> {
  const openssl = (...args: string[]) => measure('openssl', args, folder);
  const made = ['-nodes', '-newkey', 'rsa:3072', '-keyout', 'k', '-out', 'c', '-subj', '/CN=bench'];
  await openssl('req', '-x509', ...made);
  await openssl('x509', '-in', 'c', '-outform', 'DER', '-out', 'c.der');
  const file = await open(join(folder, 'big'), 'w');
  for (let i = 0; i < mib; i++) await file.write(nodePrimitives.random(mebi));
  await file.close();
}

function contenders(folder: string, url: string): [string, string, string[]][] {
  const self = (which: string) => [
    import.meta.filename,
    ...['--child', which, '--folder', folder, '--mib', String(mib), '--url', url],
  ];
  const cms = ['cms', '-encrypt', '-binary', '-aes-256-gcm', '-in', 'big', '-outform', 'DER'];
  const oaep = ['-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256'];
  return [
    ['seal (node:crypto)', process.execPath, self('node')],
    ['seal (WebCrypto, as in a browser)', process.execPath, self('web')],
    ['openssl cms -encrypt -aes-256-gcm', 'openssl', [...cms, '-out', 'o', '-recip', 'c', ...oaep]],
    ['openssl dgst -sha256', 'openssl', ['dgst', '-sha256', 'big']],
    ['cp', 'cp', ['big', 'copy']],
    ['seal and upload', process.execPath, self('upload')],
    ['plain upload', process.execPath, self('plain')],
  ];
}

async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-sealing-'));
  try {
    await prepare(folder);
    const { server, url } = await receiver(folder);
    const runs = new Map<string, Run[]>();
    // Round by round, so that a busy moment of the machine falls on all alike.
    for (let round = 0; round < Number(values.rounds); round++)
      for (const [name, command, args] of contenders(folder, url)) {
        const run = await measure(command, args, folder);
        runs.set(name, [...(runs.get(name) ?? []), run]);
        for (const made of ['out', 'o', 'copy'])
          await rm(join(folder, made), { recursive: true, force: true });
        for (const name of await readdir(join(folder, 'received')))
          await rm(join(folder, 'received', name));
      }
    server.close();
    report(runs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function report(runs: Map<string, Run[]>): void {
  const rows = [...runs].map(([name, all]) => ({
    name,
    speed: mib / median(all.map(run => run.seconds)),
    cpu: (median(all.map(run => run.cpuSeconds)) * 1024) / mib,
    peak: Math.max(...all.map(run => run.peakMib)),
  }));
  const ours = rows[0]?.speed ?? 0;
  console.log(`${mib} MiB, median of ${values.rounds}; peak memory of the whole process\n`);
  console.log(`${''.padEnd(36)}    MiB/s  CPU s/GiB  peak MiB  speed of seal ÷ this`);
  for (const { name, speed, cpu, peak } of rows)
    console.log(
      [
        name.padEnd(36),
        speed.toFixed(0).padStart(8),
        cpu.toFixed(2).padStart(10),
        peak.toFixed(0).padStart(9),
        (ours / speed).toFixed(2).padStart(9),
      ].join(' '),
    );
  const [sealed, plain] = ['seal and upload', 'plain upload'].map(name =>
    rows.find(row => row.name === name),
  );
  if (sealed && plain)
    console.log(
      `\nseal and upload ÷ plain upload: speed ${(sealed.speed / plain.speed).toFixed(2)}, peak memory ${(sealed.peak / plain.peak).toFixed(2)}`,
    );
}

if (values.child && values.folder) await act(values.child, values.folder, values.url);
else await bench();
