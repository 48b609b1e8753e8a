import { randomInt } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { makeDevelopmentCa } from '../../certs/development-ca.ts';
import { DevelopmentStore, type KeptKey } from '../../certs/development-store.ts';
import { addressOf, type Client, makeClient } from '../../contracts/client.ts';
import {
  listDemoAccounts,
  readSession,
  signInAsDemo,
  signInByPassword,
} from '../../contracts/registry.ts';
import { attachDocument, createDraft } from '../../contracts/tender/drafting.ts';
import { fromBase64 } from '../../src/kernel/bytes.ts';
import { parseCertificate } from '../../src/pki/certificate.ts';
import { writeP12 } from '../../src/pki/pkcs12/write.ts';
import { centreFiles } from '../../src/platform/centre-keys.ts';
import type { Checkpoint } from '../../src/transparency/checkpoint.ts';
import {
  dataFolder,
  isAlive,
  postgresOf,
  type Run,
  removeData,
  serveWith,
} from '../support/embedded.ts';
import { temporaryFolder } from '../support/folder.ts';
import { isContinued, seeCheckpoint } from '../support/seen-log.ts';
import { startService } from '../support/service.ts';

/** The embedded PostgreSQL, in a data folder of its own, over one start after another. */
const folder = dataFolder();
const settings = { DATA_DIR: folder };
let run: Run;
let seen: { people: string[]; checkpoint: Checkpoint };

afterAll(async () => {
  run?.child.kill('SIGKILL');
  await removeData(folder);
}, 60_000);

const clientOf = async (): Promise<Client> => makeClient({ origin: await run.url });

async function look(): Promise<typeof seen> {
  const client = await clientOf();
  const { rows } = await client.call(listDemoAccounts);
  const checkpoint = await seeCheckpoint(await run.url, client);
  return { people: rows.map(row => row.person).sort(), checkpoint };
}

/** The same people as before, and a log that begins with the one seen before. */
async function expectSameCity(): Promise<void> {
  const now = await look();
  expect(now.people).toEqual(seen.people);
  expect(await isContinued(await clientOf(), seen.checkpoint, now.checkpoint)).toBe(true);
  seen = now;
}

async function postgresIsAlive(): Promise<boolean> {
  const pid = await postgresOf(folder);
  return pid !== null && isAlive(pid);
}

test('the first start makes the demo city and is ready', async () => {
  run = serveWith(settings);
  const url = await run.url;
  for (const path of ['/livez', '/readyz']) expect((await fetch(url + path)).status).toBe(200);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('kaibiao_http_seconds');
  seen = await look();
  expect(seen.people.length).toBeGreaterThan(50);
}, 60_000);

/** A document that arrives slowly: half of it before `between`, the rest after. */
async function slowUpload(
  origin: string,
  token: string,
  project: string,
  between: () => Promise<void>,
) {
  const path = addressOf(attachDocument, {
    params: { project },
    query: { name: '招标文件.pdf', kind: 'tender' },
  });
  const method = attachDocument.method.toUpperCase();
  const headers = {
    ...{ authorization: `Bearer ${token}`, 'idempotency-key': 'slow-upload-1' },
    ...{ 'content-type': attachDocument.bytes?.request, 'content-length': 20 },
  };
  const sending = request(origin + path, { method, headers });
  const answered = new Promise<number>((done, fail) => {
    sending.once('response', reply => done(reply.statusCode ?? 0)).once('error', fail);
  });
  sending.write('%PDF-1.7 x');
  await between();
  sending.end('0123456789');
  return answered;
}

test('SIGTERM: the request under way is answered, no new one is taken, exit 0, nothing is left running', async () => {
  const origin = await run.url;
  const { rows } = await (await clientOf()).call(listDemoAccounts);
  const person = rows.find(row => row.roles.includes('tenderer'))?.person ?? '';
  const { token } = await (await clientOf()).call(signInAsDemo, { body: { person } });
  const tenderer = makeClient({ origin, token: () => token });
  const body = { name: '慢速上传', city: '云江市', industry: 'building' as const };
  const { id } = await tenderer.call(createDraft, { body });
  const status = await slowUpload(origin, token, id, async () => {
    await pause(300);
    run.child.kill('SIGTERM');
    await pause(700);
    await expect(fetch(`${origin}/livez`)).rejects.toThrow();
  });
  expect(status).toBe(200);
  expect(await run.ended).toBe(0);
  expect(await postgresIsAlive()).toBe(false);
}, 60_000);

test('the second start finds its data: the same people, the same log', async () => {
  run = serveWith(settings);
  await expectSameCity();
}, 60_000);

test('after kill -9 the next start takes over the PostgreSQL that was left, and stops it in the end', async () => {
  const left = await postgresOf(folder);
  run.child.kill('SIGKILL');
  await run.ended;
  expect(await postgresIsAlive()).toBe(true);
  run = serveWith(settings);
  await expectSameCity();
  expect(await postgresOf(folder)).toBe(left);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  expect(await postgresIsAlive()).toBe(false);
}, 60_000);

test('after a power cut the next start recovers, though the recorded process number is another’s by now', async () => {
  run = serveWith(settings);
  await run.url;
  const server = (await postgresOf(folder)) ?? 0;
  const record = join(folder, 'postgres', 'postmaster.pid');
  process.kill(server, 'SIGKILL');
  run.child.kill('SIGKILL');
  await run.ended;
  while (isAlive(server)) await pause(20);
  const lines = (await readFile(record, 'utf8')).split('\n');
  await writeFile(record, lines.with(0, String(process.pid)).join('\n'));
  run = serveWith(settings);
  await expectSameCity();
}, 60_000);

test('a start that fails stops the PostgreSQL it started, and says what is wrong', async () => {
  run.child.kill('SIGTERM');
  await run.ended;
  const other: Server = createServer();
  await new Promise<void>(done => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as { port: number };
  run = serveWith({ ...settings, PORT: String(port) });
  expect(await run.ended).toBe(1);
  other.close();
  expect(run.output()).toContain('PORT');
  expect(run.output()).toContain('EADDRINUSE');
  expect(await postgresIsAlive()).toBe(false);
}, 60_000);

test('outside demo mode a start without the centre’s keys says what to put where', async () => {
  run = serveWith({ ...settings, KAIBIAO_DEMO: '0' });
  expect(await run.ended).toBe(1);
  for (const file of Object.values(centreFiles)) expect(run.output()).toContain(`  ${file}：`);
  expect(run.output()).toContain(join(folder, 'centre'));
  expect(run.output()).toContain('TSA_URL');
  expect(run.output()).not.toContain('    at ');
  expect(await postgresIsAlive()).toBe(false);
}, 60_000);

test('a first start killed at any moment does not spoil the next', async () => {
  const fresh = dataFolder();
  try {
    for (let i = 0; i < 2; i++) {
      const broken = serveWith({ DATA_DIR: fresh });
      await pause(randomInt(600, 3500));
      broken.child.kill('SIGKILL');
      await broken.ended;
    }
    const whole = serveWith({ DATA_DIR: fresh });
    const client = makeClient({ origin: await whole.url });
    const { rows } = await client.call(listDemoAccounts);
    expect(rows).toHaveLength(seen.people.length);
    whole.child.kill('SIGTERM');
    expect(await whole.ended).toBe(0);
  } finally {
    await removeData(fresh);
  }
}, 90_000);

const wrongSettings: Record<string, string>[] = [
  { PORT: 'http' },
  { DATABASE_URL: 'mysql://127.0.0.1/kaibiao' },
  { KAIBIAO_DEMO: 'yes', LOG_LEVEL: 'loud' },
  { DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/kaibiao' },
];

test('a wrong setting stops the start with its name', async () => {
  const refused = async (wrong: Record<string, string>) => {
    const start = serveWith({ DATA_DIR: await temporaryFolder(), ...wrong });
    expect(await start.ended).toBe(1);
    for (const name of Object.keys(wrong)) expect(start.output()).toContain(name);
    expect(start.output()).not.toContain('    at ');
  };
  await Promise.all(wrongSettings.map(refused));
});

/** The centre's folder as an operator would fill it. */
async function centreFolder(): Promise<string> {
  const made = await temporaryFolder();
  const ca = await makeDevelopmentCa(join(made, 'ca'));
  const kept = new DevelopmentStore(join(made, 'ca')).authorities();
  if (!kept) throw new Error('no authorities');
  const [first] = kept.authorities;
  const chain = [first?.issuing, first?.root].flatMap(key =>
    key ? [parseCertificate(fromBase64(key.certificate))] : [],
  );
  const p12 = ({ pkcs8, certificate }: KeptKey) => {
    const pair = {
      pkcs8: fromBase64(pkcs8),
      certificate: parseCertificate(fromBase64(certificate)),
    };
    return writeP12([pair], chain, 'operator-passphrase', 2048);
  };
  const centre = join(made, 'centre');
  await mkdir(join(centre, centreFiles.crls), { recursive: true });
  await writeFile(join(centre, centreFiles.seal), await p12(kept.centre));
  await writeFile(join(centre, centreFiles.stamp), await p12(kept.timestamp));
  await writeFile(join(centre, centreFiles.passphrase), 'operator-passphrase\n');
  await writeFile(join(centre, centreFiles.trust), ca.trustList);
  await writeFile(join(centre, centreFiles.trustSigner), `${ca.trustSignerSha256}\n`);
  for (const [i, { der }] of (await ca.crls(new Date())).entries())
    await writeFile(join(centre, centreFiles.crls, `${i}.crl`), der);
  return centre;
}

test('outside demo mode there is no demo city and no demo route; the three administrators are there', async () => {
  const service = await startService({ KAIBIAO_DEMO: '0', CENTRE_DIR: await centreFolder() });
  try {
    const client = makeClient({ origin: service.url });
    const gone = { problem: { code: 'NOT_FOUND' } };
    await expect(client.call(listDemoAccounts)).rejects.toMatchObject(gone);
    const person = { person: seen.people[0] ?? '' };
    await expect(client.call(signInAsDemo, { body: person })).rejects.toMatchObject(gone);
    expect((await client.call(readSession)).demo).toBe(false);
    const file = join(service.dataDir, 'first-passwords');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      const [login = '', password = ''] = line.split(' ');
      const session = await client.call(signInByPassword, { body: { login, password } });
      expect(session.roles).toHaveLength(1);
      expect(service.output()).not.toContain(password);
    }
  } finally {
    await service.remove();
  }
}, 60_000);
