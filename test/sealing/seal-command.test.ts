import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { verifyCades } from '../../src/pki/cades.ts';
import { readFingerprint } from '../../src/sealing/fingerprint.ts';
import { partsOf } from '../../src/sealing/folder.ts';
import { type Manifest, readManifest } from '../../src/sealing/manifest.ts';
import { openRecovery } from '../../src/sealing/recovery.ts';
import { aLot, someBytes, system, unseal } from './bid.ts';
import { identity, openSsl } from './openssl.ts';

const bidder = identity('ec');
const command = new URL('../../src/cli/kaibiao.ts', import.meta.url).pathname;
const form = JSON.stringify({
  price: '218940216.50',
  periodDays: 360,
  manager: '王强',
  managerCertificate: '苏1322019202012345',
  quality: '合格',
  bond: null,
});

/** A bidder's folder: certificate file, lot.json, and files to seal. */
function desk(files: Record<string, Uint8Array | string>, segmentBytes = 65_536) {
  const ssl = openSsl();
  const where = aLot(['opening', 'technical'], segmentBytes);
  ssl.write('k', bidder.privateKeyPem);
  ssl.write('c', bidder.certificatePem);
  ssl.run('pkcs12', '-export', '-inkey', 'k', '-in', 'c', '-out', 'me.p12', '-passout', 'pass:abc');
  ssl.write('lot.json', JSON.stringify(where.ticket));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(ssl.folder, name)), { recursive: true });
    writeFileSync(join(ssl.folder, name), content);
  }
  return { ...ssl, where };
}

const fixed = ['--lot', 'lot.json', '--p12', 'me.p12', '--out', 'x.kbid'];
const env = {
  ...process.env,
  KAIBIAO_PASSPHRASE: 'abc',
  KAIBIAO_RECOVERY_PASSPHRASE: 'correct horse battery',
};

function kaibiao(folder: string, args: string[], more: Record<string, string> = {}) {
  const options = { cwd: folder, env: { ...env, ...more }, encoding: 'utf8' as const };
  return spawnSync(process.execPath, [command, 'seal', ...args], options);
}

async function bidIn(
  folder: string,
): Promise<{ manifest: Manifest; parts: Map<string, Uint8Array> }> {
  const signed = await verifyCades(readFileSync(join(folder, 'manifest.p7s')));
  const manifest = readManifest(signed.content ?? new Uint8Array());
  const read = (path: string) => new Uint8Array(readFileSync(join(folder, path)));
  return { manifest, parts: new Map(partsOf(manifest).map(({ path }) => [path, read(path)])) };
}

const text = (hexed: string | undefined) => Buffer.from(hexed ?? '', 'hex').toString('utf8');

describe('kaibiao seal', () => {
  test('puts each file into the envelope of its folder or flag, and leaves no key behind', async () => {
    const { folder, where, run } = desk({
      'bid/opening/opening.json': form,
      'bid/technical/图纸/a.pdf': someBytes(200_000),
      'elsewhere/b.pdf': 'from a flag',
    });
    const done = kaibiao(folder, ['bid', '--technical', 'elsewhere', ...fixed]);
    expect([done.status, done.stderr]).toEqual([0, expect.any(String)]);
    expect(readdirSync(join(folder, 'x.kbid')).sort()).toEqual([
      'manifest.p7s',
      'opening',
      'technical',
    ]);
    run(
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'x.kbid/manifest.p7s',
      '-CAfile',
      'c',
    );
    const bid = await bidIn(join(folder, 'x.kbid'));
    const opening = await unseal(bid, 'opening', where, bidder);
    expect(text(opening['opening.json'])).toBe(form);
    expect(readFingerprint(Buffer.from(opening['fingerprint.json'] ?? '', 'hex')).client.name).toBe(
      'cli',
    );
    const technical = await unseal(bid, 'technical', where, bidder);
    expect(Object.keys(technical)).toEqual(['b.pdf', '图纸/a.pdf']);
    expect(text(technical['b.pdf'])).toBe('from a flag');
  });

  test('writes the recovery file beside the bid, and none when told so', async () => {
    const files = { 'opening/opening.json': form, 'technical/a': 'x' };
    const { folder } = desk(files);
    expect(kaibiao(folder, ['opening', 'technical', ...fixed]).status).toBe(0);
    const file = new Uint8Array(readFileSync(join(folder, 'x.recovery.p7m')));
    const recovery = await openRecovery(file, 'correct horse battery', system);
    expect(recovery.envelopes.map(({ id }) => id)).toEqual(['opening', 'technical']);
    const other = desk(files);
    expect(kaibiao(other.folder, ['opening', 'technical', '--no-recovery', ...fixed]).status).toBe(
      0,
    );
    expect(existsSync(join(other.folder, 'x.recovery.p7m'))).toBe(false);
  });

  test('killed in the middle goes on from there, and the finished segments stay as they are', async () => {
    const { folder, where } = desk(
      { 'opening/opening.json': form, 'technical/scan.tif': someBytes(60_000_000) },
      65_536,
    );
    const args = ['opening', 'technical', ...fixed];
    const segments = join(folder, 'x.kbid/technical/seg');
    const first = spawn(process.execPath, [command, 'seal', ...args], { cwd: folder, env });
    await until(first, () => existsSync(segments) && readdirSync(segments).length > 20);
    first.kill('SIGKILL');
    const before = readFileSync(join(segments, '000003.p7m'));
    writeFileSync(join(segments, '000005.p7m'), 'half a segm');
    expect(existsSync(join(folder, 'x.kbid/manifest.p7s'))).toBe(false);
    const again = kaibiao(folder, args);
    expect([again.status, again.stderr]).toEqual([0, expect.any(String)]);
    expect(readFileSync(join(segments, '000003.p7m')).equals(before)).toBe(true);
    const opened = await unseal(await bidIn(join(folder, 'x.kbid')), 'opening', where, bidder);
    expect(text(opened['opening.json'])).toBe(form);
    expect(existsSync(join(folder, 'x.kbid/sealing.p7m'))).toBe(false);
  });

  const refusals: [string, Record<string, string>, string[], Record<string, string>, string][] = [
    ['a file that no rule places', { 'a.pdf': 'x' }, ['a.pdf'], {}, '不知道放进哪个封套'],
    [
      'a path that names two envelopes',
      { 'technical/price/a.pdf': 'x' },
      ['technical'],
      {},
      '不知道放进哪个封套',
    ],
    [
      'an envelope the lot does not have',
      { 'a.xlsx': 'x' },
      ['--price', 'a.xlsx'],
      {},
      '没有封套 price',
    ],
    ['no opening form', { 'technical/a': 'x' }, ['technical'], {}, '没有开标一览表'],
    [
      'an opening form that cannot be read out',
      { 'opening/opening.json': '{"price":"12"}' },
      ['opening'],
      {},
      '填写有误：price',
    ],
    [
      'a required envelope left empty',
      { 'opening/opening.json': form },
      ['opening'],
      {},
      'technical：缺少',
    ],
    ['a file that is not there', {}, ['nothing.pdf'], {}, '没有找到：nothing.pdf'],
    [
      'a wrong certificate passphrase',
      { 'opening/opening.json': form, 'technical/a': 'x' },
      ['opening', 'technical'],
      { KAIBIAO_PASSPHRASE: 'no' },
      'CERTIFICATE_INVALID',
    ],
    [
      'a short recovery passphrase',
      { 'opening/opening.json': form, 'technical/a': 'x' },
      ['opening', 'technical'],
      { KAIBIAO_RECOVERY_PASSPHRASE: 'short' },
      '至少 12 个字符',
    ],
  ];
  test.each(refusals)('refuses %s and writes no manifest', (_what, files, args, more, message) => {
    const { folder } = desk(files);
    const done = kaibiao(folder, [...args, ...fixed], more);
    expect(done.stderr).toContain(message);
    expect(done.status).toBeGreaterThan(0);
    expect(existsSync(join(folder, 'x.kbid/manifest.p7s'))).toBe(false);
  });

  test('takes the forgotten file in a second try', () => {
    const { folder } = desk({ 'opening/opening.json': form, 'technical/a': 'x' });
    expect(kaibiao(folder, ['opening', '--no-recovery', ...fixed]).stderr).toContain(
      'technical：缺少',
    );
    expect(kaibiao(folder, ['opening', 'technical', '--no-recovery', ...fixed]).status).toBe(0);
  });

  test('refuses to seal twice into one folder', () => {
    const { folder } = desk({ 'opening/opening.json': form, 'technical/a': 'x' });
    const args = ['opening', 'technical', '--no-recovery', ...fixed];
    expect(kaibiao(folder, args).status).toBe(0);
    expect(kaibiao(folder, args).stderr).toContain('已经加密完成');
  });

  test('explains itself with --help', () => {
    const help = execFileSync(process.execPath, [command, 'seal', '--help'], { encoding: 'utf8' });
    expect(help).toContain('--technical');
    expect(help).toContain('$ kaibiao seal');
  });
});

async function until(child: ChildProcess, holds: () => boolean): Promise<void> {
  while (!holds()) {
    if (child.exitCode !== null) throw new Error('it ended before it could be killed');
    await pause(5);
  }
}
