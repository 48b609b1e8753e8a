import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDevelopmentCa } from '../../certs/development-ca.ts';
import { exportCase } from '../../contracts/blacklist.ts';
import { openStage, type Player } from '../../src/demo/play/player.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { type Signer, signCades } from '../../src/pki/cades.ts';
import { sha256Hex } from '../../src/platform/digest.ts';
import { AnyIndex } from '../../src/verifier/bundle.ts';
import { layout } from '../../src/verifier/layout.ts';
import { verifyBundle } from '../../src/verifier/verify.ts';
import { type Cast, castOf, hasCode } from '../blacklist/play.ts';
import { playToListing, playToRepair, type WholeCase } from '../blacklist/whole-case.ts';
import {
  withChanged as changedFile,
  flipped,
  unpackInto,
  verified,
} from '../support/bundle-folder.ts';
import { type Service, startService } from '../support/service.ts';

const run = promisify(execFile);

let service: Service;
let cast: Cast;
let whole: WholeCase;
let folder: string;
let bundle: string;
let index: AnyIndex;
let centre: Signer;
beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'kaibiao-case-'));
  ({ centre } = await makeDevelopmentCa(join(service.dataDir, 'development-ca')));
  cast = await castOf(await openStage(service.url));
  whole = await playToListing(cast);
  await playToRepair(cast, whole);
  bundle = await exported('case', cast.officer);
  index = AnyIndex.parse(JSON.parse(await readFile(join(bundle, layout.index), 'utf8')));
}, 180_000);
afterAll(async () => {
  await service.remove();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function exported(name: string, by: Player): Promise<string> {
  const reply = await by.client.callForBytes(exportCase, { params: { case: whole.id } });
  return unpackInto(join(folder, name), reply);
}

const withChanged = <T>(path: string, bytes: Buffer, look: () => Promise<T>): Promise<T> =>
  changedFile(join(bundle, path), bytes, look);

const faultOf = async () => (await verifyBundle(bundle)).fault?.where ?? null;

test('the bundle of a case verifies from the clue to the repair', async () => {
  const { code, said } = await verified(bundle);
  expect(said).toContain('8 份文书逐份签名，摘要与日志一致，前后相连');
  expect(said).toContain(
    '3 份证据与日志一致，告知书依据的 2 份都在；1 条线索的分值可由各项依据复算',
  );
  expect(said).toContain(`${whole.number} 与决定一致`);
  expect(said).toContain('现为 repaired');
  expect(said).toContain('2 件申请、2 份决定逐份签名');
  expect(code).toBe(0);
  const json = JSON.parse((await verified(bundle, '--json')).said);
  expect(json).toMatchObject({ holds: true, fault: null });
});

test('the respondent gets what it may see, and that verifies too', async () => {
  const root = await exported('party', cast.firm);
  const { holds, steps, fault } = await verifyBundle(root);
  expect(fault).toBe(null);
  expect(holds).toBe(true);
  const found = steps.map(step => step.found.zh).join();
  expect(found).toContain('部门内部的 1 份只核对摘要');
  expect(found).toContain('2 份证据与日志一致，告知书依据的 2 份都在');
  const files = JSON.parse(await readFile(join(root, layout.index), 'utf8')).files;
  const texts = files.map((f: { path: string }) => readFile(join(root, f.path), 'utf8'));
  expect((await Promise.all(texts)).join()).not.toContain('内部研判');
  const stranger = await cast.stage.enter(cast.stage.accounts('bidder')[3] ?? cast.firm.account);
  await expect(exported('none', stranger)).rejects.toSatisfy(hasCode('NOT_FOUND'));
});

test('openssl, by the commands of the README, reads the same texts out of the signatures', async () => {
  const readme = await readFile(join(bundle, layout.readme), 'utf8');
  const commands = readme.match(/^ {4}openssl .*$/gm) ?? [];
  expect(commands).toHaveLength(3);
  for (const line of commands) {
    const { stdout } = await run('bash', ['-o', 'pipefail', '-c', line], { cwd: bundle });
    if (line.includes(layout.act(1)))
      expect(stdout).toBe(await readFile(join(bundle, layout.act(1)), 'utf8'));
  }
});

test('one flipped byte in any file is named', async () => {
  const paths = [layout.index, layout.indexSignature, ...index.files.map(f => f.path)];
  for (const path of paths) {
    const bytes = await readFile(join(bundle, path));
    const at = randomInt(bytes.length);
    const where = await withChanged(path, flipped(bytes, at), faultOf);
    expect(where, `${path}, byte ${at}`).toBe(path);
  }
}, 60_000);

test('a file that is missing, was added, or changed places with another is named', async () => {
  for (const { path } of index.files) {
    await rename(join(bundle, path), join(folder, 'aside'));
    expect(await faultOf()).toBe(path);
    await rename(join(folder, 'aside'), join(bundle, path));
  }
  await writeFile(join(bundle, 'evidence', 'note.txt'), 'x');
  expect(await faultOf()).toBe('evidence/note.txt');
  await rm(join(bundle, 'evidence', 'note.txt'));
  const [first, second] = [layout.act(2), layout.act(3)];
  const [one, two] = [await readFile(join(bundle, first)), await readFile(join(bundle, second))];
  const where = await withChanged(first, two, () => withChanged(second, one, faultOf));
  expect(where).toBe(first);
  expect(await faultOf()).toBe(null);
}, 60_000);

/** The index as the centre itself would sign it over other files: no hash gives the change away. */
async function faultWhenCentreLies(
  changed: ReadonlyMap<string, Buffer>,
  gone: readonly string[] = [],
) {
  const files = index.files
    .filter(({ path }) => !gone.includes(path))
    .map(file => {
      const content = changed.get(file.path);
      return content ? { ...file, bytes: content.length, sha256: sha256Hex(content) } : file;
    });
  const text = canonicalText({ ...index, files });
  const signingTime = new Date(index.exportedAt);
  const signature = await signCades(utf8(text), [centre], { detached: false, signingTime });
  for (const path of gone) await rename(join(bundle, path), join(folder, sha256Hex(path)));
  try {
    let look = () =>
      withChanged(layout.index, Buffer.from(text), () =>
        withChanged(layout.indexSignature, Buffer.from(signature), faultOf),
      );
    for (const [path, content] of changed) {
      const before = look;
      look = () => withChanged(path, content, before);
    }
    return await look();
  } finally {
    for (const path of gone) await rename(join(folder, sha256Hex(path)), join(bundle, path));
  }
}

const read = (path: string) => readFile(join(bundle, path));

test('the centre itself cannot change an act, a piece of evidence, a clue or an appeal', async () => {
  const [file] = index.files.filter(f => f.path.startsWith('evidence/'));
  const [clue] = index.files.filter(f => f.path.startsWith('clues/'));
  const statement = index.files.find(f => f.path.endsWith('statement.json'))?.path ?? '';
  const decision = index.files.find(f => f.path.endsWith('decision-1.json'))?.path ?? '';
  const proof = index.files.find(f => f.path.includes('/proofs/'))?.path ?? '';
  for (const path of [
    layout.act(6),
    file?.path ?? '',
    clue?.path ?? '',
    statement,
    decision,
    proof,
  ]) {
    const bytes = await read(path);
    const changed = new Map([[path, flipped(bytes, randomInt(bytes.length))]]);
    expect(await faultWhenCentreLies(changed), path).toBe(path);
  }
});

test('nor leave out an act, nor put one act in the place of another, nor lose evidence of the notice', async () => {
  const answer = [layout.act(3), layout.actSignature(3)];
  expect(await faultWhenCentreLies(new Map(), answer)).toBe(layout.act(3));
  const swapped = new Map([
    [layout.act(2), await read(layout.act(3))],
    [layout.act(3), await read(layout.act(2))],
    [layout.actSignature(2), await read(layout.actSignature(3))],
    [layout.actSignature(3), await read(layout.actSignature(2))],
  ]);
  expect(await faultWhenCentreLies(swapped)).toBe(layout.act(2));
  const list = JSON.parse((await read(layout.evidenceList)).toString('utf8'));
  const fewer = Buffer.from(canonicalText(list.slice(1)));
  expect(await faultWhenCentreLies(new Map([[layout.evidenceList, fewer]]))).toBe(
    layout.evidenceList,
  );
});
