import { randomInt } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDevelopmentCa } from '../../certs/development-ca.ts';
import { exportBundle } from '../../contracts/audit.ts';
import { awardLot, previewAward } from '../../contracts/award.ts';
import { voidAward } from '../../contracts/award-voiding.ts';
import type { Words } from '../../contracts/words.ts';
import { voidingStatement } from '../../src/award/rules/voiding.ts';
import { organisations } from '../../src/demo/city.ts';
import { projects } from '../../src/demo/content/project.ts';
import {
  awardAfterWindow,
  objectAndAnswer,
  publishResult,
  readAwardOf,
} from '../../src/demo/play/award.ts';
import { payBond } from '../../src/demo/play/bond.ts';
import { signContract } from '../../src/demo/play/contract.ts';
import { untilHall } from '../../src/demo/play/open.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import { chinaCalendar, clockOf, dayOf, instantOf } from '../../src/kernel/calendar.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { type Signer, signCades } from '../../src/pki/cades.ts';
import { sha256Hex } from '../../src/platform/digest.ts';
import { Index, type LoggedEvent, openBundle } from '../../src/verifier/bundle.ts';
import { checkAward } from '../../src/verifier/checks/award.ts';
import { checkBids } from '../../src/verifier/checks/bids.ts';
import { checkBonds } from '../../src/verifier/checks/bonds.ts';
import { checkContract } from '../../src/verifier/checks/contract.ts';
import { checkDraw } from '../../src/verifier/checks/draw.ts';
import { checkEvaluation } from '../../src/verifier/checks/evaluation.ts';
import { checkLog } from '../../src/verifier/checks/log.ts';
import { checkNotice } from '../../src/verifier/checks/notice.ts';
import { checkClose, checkOpening } from '../../src/verifier/checks/opening.ts';
import { layout } from '../../src/verifier/layout.ts';
import { Signatures } from '../../src/verifier/signatures.ts';
import type { Trade } from '../../src/verifier/trade.ts';
import { verifyBundle } from '../../src/verifier/verify.ts';
import {
  withChanged as changedFile,
  flipped,
  unpackInto,
  verified,
} from '../support/bundle-folder.ts';
import { type Service, startService } from '../support/service.ts';
import {
  closeSmall,
  type Desk,
  publishSmall,
  removeSmall,
  type SmallTrade,
  sealOne,
  sealSmall,
  submitOne,
  toEvaluated,
  toOpened,
  withdrawOne,
} from '../support/small-trade.ts';

let service: Service;
let small: SmallTrade;
let failed: SmallTrade;
let folder: string;
/** The bundle of the awarded lot. */
let bundle: string;
let index: Index;
let centre: Signer;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'kaibiao-bundle-'));
  ({ centre } = await makeDevelopmentCa(join(service.dataDir, 'development-ca')));
  await failTender(await sealSmall(await publishSmall(service.url), 2));
  const asked = projects.riverside.bondFen;
  const sealed = await sealSmall(await publishSmall(service.url, undefined, asked), 6);
  for (const desk of sealed.desks) await payFor(sealed, desk);
  small = { ...sealed, desks: await changeMinds(sealed) };
  await closeSmall(small);
  await spoil(small.desks[3]);
  await toOpened(small, 3);
  await toEvaluated(small);
}, 180_000);

/** The bond of a desk, from its own account as the city's register has it. */
async function payFor({ stage, trade }: SmallTrade, { player }: Desk): Promise<void> {
  const own = organisations.find(({ name }) => name === player.account.organisationName);
  await payBond(stage, trade, own?.key ?? '');
}

/** Two bids are too few: a failed lot, not to be opened. */
async function failTender(few: SmallTrade): Promise<void> {
  for (const desk of few.desks) await submitOne(desk);
  await few.stage.advance(few.trade.deadline);
  await untilHall(few.tenderer, few.trade.lot, hall => hall.stage === 'failed');
  failed = few;
}

/** All submit; the first replaces its bid by a lower one, the second withdraws. The third will not release. */
async function changeMinds(all: SmallTrade): Promise<Desk[]> {
  for (const desk of all.desks) await submitOne(desk);
  const [first, second, third, ...rest] = all.desks;
  if (!first || !second || !third) throw new Error('five desks expected');
  const form = { ...first.form, price: '212345678.90' };
  const replaced = await sealOne(all, { ...first, form });
  await submitOne(replaced);
  await withdrawOne(all, second);
  return [replaced, ...rest, third];
}

/** The platform loses one bit of what a bidder has sent. */
async function spoil(desk: Desk | undefined): Promise<void> {
  if (!desk) throw new Error('no fourth desk');
  const part = await readFile(join(desk.sealed, 'technical', 'seg', '000000.p7m'));
  const sha256 = sha256Hex(part);
  await writeFile(join(service.dataDir, 'blobs', sha256.slice(0, 2), sha256), flipped(part, 99));
}

afterAll(async () => {
  await service.remove();
  for (const trade of [small, failed]) if (trade) await removeSmall(trade);
  if (folder) await rm(folder, { recursive: true, force: true });
}, 60_000);

async function exported(name: string, by = small.tenderer, { trade } = small): Promise<string> {
  const reply = await by.client.callForBytes(exportBundle, { params: { lot: trade.lot } });
  return unpackInto(join(folder, name), reply);
}

const withChanged = <T>(path: string, bytes: Buffer, look: () => Promise<T>): Promise<T> =>
  changedFile(join(bundle, path), bytes, look);

const faultOf = async () => (await verifyBundle(bundle)).fault?.where ?? null;

test('before the candidates are published nothing can be exported; from then on it verifies', async () => {
  await expect(exported('early')).rejects.toMatchObject({ problem: { code: 'WRONG_STATE' } });
  await publishResult(small.tenderer, small.trade.lot);
  const { code, said } = await verified(await exported('candidates'));
  expect(said).toContain('3 名候选人与评标报告一致');
  expect(code).toBe(0);
});

test('the bundle of a lot that is over verifies from notice to contract, objection and all', async () => {
  const { stage, tenderer, trade, desks } = small;
  const loser = desks[2]?.player;
  if (loser) await objectAndAnswer(loser, tenderer, trade.lot);
  await awardAfterWindow(stage, tenderer, trade.lot);
  await signContract(stage, tenderer, trade.lot);
  bundle = await exported('awarded');
  index = Index.parse(JSON.parse(await readFile(join(bundle, layout.index), 'utf8')));
  const { code, said } = await verified(bundle);
  expect(said).toContain('1 件异议都已答复，公示期满后由第 1 名');
  expect(said).toMatch(/保证金：6 笔共 12000000.00 元.*不予退还 1 笔/);
  expect(said).toMatch(/合同：.*等于中标价/);
  expect(code).toBe(0);
}, 60_000);

test('a bid that the platform has spoilt is in the bundle by manifest and receipt; nobody can lay it on the bidder', async () => {
  const trade = await retold('opening.revealed', event => event);
  const bids = trade.events
    .filter(event => event.type === 'opening.revealed')
    .flatMap(({ data }) => data.bids as { bid: string; fate: string; owner: string }[]);
  const lost = bids.find(bid => bid.fate === 'withdrawn-by-platform');
  expect(lost?.owner).toBe('platform');
  const kept = trade.bundle.under(layout.bid(lost?.bid ?? '')).map(path => path.split('/').pop());
  expect(kept).toEqual(['manifest.p7s', 'ocsp-1.der', 'receipt.p7s', 'receipt.tst']);
  expect((await checkBids(trade)).zh).toContain('其中 1 份因平台保管的数据损坏视为撤回');
  const blamed = bids.map(bid => (bid === lost ? { ...bid, fate: 'revoked' } : bid));
  const lie = await retold('opening.revealed', saying({ bids: blamed }));
  await expect(checkBids(lie)).rejects.toThrow('证据包里没有这个文件');
});

test('a letter that somebody else has answered for the bidder is found out', async () => {
  const own = await retold('evaluation.letter-sent', event => event);
  const bid = own.events.find(event => event.type === 'evaluation.letter-sent')?.data.bid;
  const received = own.events.filter(event => event.type === 'bidding.submitted');
  const asked = received.find(({ data }) => data.bid === bid)?.data.bidder;
  // Its superseded bid is the same bidder's.
  const other = received.find(({ data }) => data.bidder !== asked);
  const trade = await retold('evaluation.letter-sent', saying({ bid: other?.data.bid }));
  await expect(checkEvaluation(trade)).rejects.toThrow('不是投标人签的');
});

test('a failed lot verifies too, for those who watch: received, closed, never opened', async () => {
  const supervisor = await failed.stage.first('supervisor');
  const root = await exported('failed', supervisor, failed);
  const { holds, steps } = await verifyBundle(root);
  expect(steps.map(s => s.found.zh).join()).toContain('2 份有效投标不开标，没有打开');
  expect(holds).toBe(true);
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

test('the command ends with 1 and names the file', async () => {
  const { path } = index.files[randomInt(index.files.length)] ?? { path: '' };
  const bytes = await readFile(join(bundle, path));
  const { code, said } = await withChanged(path, flipped(bytes, randomInt(bytes.length)), () =>
    verified(bundle),
  );
  expect(said).toContain(`✗ ${path}`);
  expect(code).toBe(1);
});

test('a file that is missing, was added, or changed places with another is named', async () => {
  for (const { path } of index.files) {
    await rename(join(bundle, path), join(folder, 'aside'));
    expect(await faultOf()).toBe(path);
    await rename(join(folder, 'aside'), join(bundle, path));
  }
  await writeFile(join(bundle, 'log', 'note.txt'), 'x');
  expect(await faultOf()).toBe('log/note.txt');
  await rm(join(bundle, 'log', 'note.txt'));
  const [first = '', second = ''] = index.files
    .map(f => f.path)
    .filter(path => path.endsWith('/receipt.p7s'));
  const [one, two] = [await readFile(join(bundle, first)), await readFile(join(bundle, second))];
  const where = await withChanged(first, two, () => withChanged(second, one, faultOf));
  expect(where).toBe(first);
  expect(await faultOf()).toBe(null);
}, 60_000);

/** The index as the centre itself would sign it over other files: no hash gives the change away. */
async function resigned(files: Index['files']): Promise<() => Promise<void>> {
  const paths = [layout.index, layout.indexSignature];
  const before = await Promise.all(paths.map(path => readFile(join(bundle, path))));
  const text = canonicalText({ ...index, files });
  const signingTime = new Date(index.exportedAt);
  const signature = await signCades(utf8(text), [centre], { detached: false, signingTime });
  await writeFile(join(bundle, layout.index), text);
  await writeFile(join(bundle, layout.indexSignature), signature);
  return async () => {
    for (const [i, path] of paths.entries())
      await writeFile(join(bundle, path), before[i] ?? new Uint8Array());
  };
}

async function faultWhenCentreLies(path: string, content: Buffer): Promise<string | null> {
  const files = index.files.map(file =>
    file.path === path ? { ...file, bytes: content.length, sha256: sha256Hex(content) } : file,
  );
  const undo = await resigned(files);
  try {
    return await withChanged(path, content, faultOf);
  } finally {
    await undo();
  }
}

/** What the centre itself cannot change either, with where a change shows. Signatures are cut in their signed part. */
const evidence = [
  /^trust\/\d\.crl$/,
  /^documents\//,
  /^bids\/[^/]+\/manifest\.p7s$/,
  /^bids\/[^/]+\/ocsp-1\.der$/,
  /^bids\/[^/]+\/\w+\/(outer|inner)\.p7m$/,
  /^bids\/[^/]+\/\w+\/content\.json$/,
  /^bids\/[^/]+\/\w+\/seg\//,
  /^draw\/pool\.json$/,
  /^bonds\/payments\.json$/,
  /^award\/(candidates|award)\.json$/,
  /^award\/objections\/[^/]+\.json$/,
  /^contract\/contract\.json$/,
];

test('even the centre cannot change a bid, the pool, a candidate or an award: every piece is bound to what was logged', async () => {
  for (const kind of evidence) {
    const paths = index.files.map(f => f.path).filter(path => kind.test(path));
    const path = paths[randomInt(paths.length)] ?? '';
    const bytes = await readFile(join(bundle, path));
    const where = await faultWhenCentreLies(path, flipped(bytes, randomInt(bytes.length)));
    expect(where, path).toBe(path);
  }
}, 60_000);

test('an event that is changed, or taken from its place, does not fit the log', async () => {
  const path = layout.events;
  const lines = (await readFile(join(bundle, path), 'utf8')).split('\n');
  const at = lines.findIndex(line => line.includes('opening.revealed'));
  const price = /"price\\":\\"(\d+)\.\d\d/.exec(lines[at] ?? '')?.[1] ?? '';
  expect(price).toMatch(/^\d{9}$/);
  const cheaper = lines.with(at, (lines[at] ?? '').replace(price, `1${price.slice(1)}`));
  const swapped = lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? '');
  for (const changed of [cheaper, swapped])
    expect(await faultWhenCentreLies(path, Buffer.from(changed.join('\n')))).toMatch(
      /^log\/events\.jsonl:\d+$/,
    );
}, 60_000);

test('an event that is left out shows in what rests on it', async () => {
  const path = layout.events;
  const lines = (await readFile(join(bundle, path), 'utf8')).split('\n');
  for (const type of ['bidding.submitted', 'opening.record-signed', 'evaluation.signed']) {
    const without = lines.toSpliced(
      lines.findIndex(line => line.includes(`\\"type\\":\\"${type}\\"`)),
      1,
    );
    expect(await faultWhenCentreLies(path, Buffer.from(without.join('\n'))), type).not.toBe(null);
  }
}, 60_000);

/** The trade as the log tells it, with one event told otherwise; null leaves it out. */
async function retold(
  type: string,
  change: (event: LoggedEvent) => LoggedEvent | null,
): Promise<Trade> {
  const opened = await openBundle(bundle, Index);
  const all = await checkLog(opened);
  const at = all.findIndex(event => event.type === type);
  const event = all[at];
  if (!event) throw new Error(`no ${type}`);
  const told = change(event);
  const events = told ? all.with(at, told) : all.toSpliced(at, 1);
  return { bundle: opened, signatures: await Signatures.open(opened, null), events };
}

type Check = (trade: Trade) => Promise<Words>;
const saying = (data: Record<string, unknown>) => (event: LoggedEvent) => ({
  ...event,
  data: { ...event.data, ...data },
});
const drawing = (change: Record<string, unknown>) => (event: LoggedEvent) => {
  const { float } = event.data.drawn as Record<string, Record<string, unknown>>;
  return saying({ drawn: { float: { ...float, ...change } } })(event);
};
const contracting = (change: Record<string, unknown>) => (event: LoggedEvent) =>
  saying({ terms: { ...(event.data.terms as object), ...change } })(event);
const other = 'ab'.repeat(32);
const told: [string, Check, string, (event: LoggedEvent) => LoggedEvent | null][] = [
  ['用日志里记的证书', checkNotice, 'tender.published', saying({ certificateSha256: other })],
  ['摘要不一致', checkBids, 'bidding.submitted', saying({ manifestSha256: other })],
  [
    '回执与日志不一致',
    checkBids,
    'bidding.submitted',
    saying({ receivedAt: '2030-01-01T00:00:00.000Z' }),
  ],
  ['封存 2 份', checkClose, 'opening.closed', saying({ count: 2 })],
  ['封存 5 份', checkClose, 'bidding.withdrawn', () => null],
  ['根与有效投标不一致', checkClose, 'opening.closed', saying({ root: other })],
  ['截止时间之前', checkClose, 'opening.closed', e => ({ ...e, at: '2026-01-01T00:00:00.000Z' })],
  ['份数与日志不一致', checkOpening, 'opening.record-signed', () => null],
  ['不能从它的抽取密钥得出', checkOpening, 'opening.revealed', drawing({ value: '0.99' })],
  ['与唱标内容不一致', checkOpening, 'opening.revealed', saying({ drawn: {} })],
  ['不是从公布的范围抽出的', checkEvaluation, 'opening.revealed', drawing({ from: ['0.03'] })],
  ['不是从公布的范围抽出的', checkEvaluation, 'opening.revealed', drawing({ value: '0.05' })],
  ['不是由公告承诺的种子抽出的', checkEvaluation, 'experts.opened', saying({ seed: other })],
  ['不是日志里的开标记录', checkOpening, 'opening.recorded', saying({ sha256: other })],
  ['不是事先固定的', checkDraw, 'experts.pool-fixed', saying({ poolSha256: other })],
  ['封存的结果不是这一个', checkDraw, 'experts.drawn', saying({ resultCommit: other })],
  ['重新抽取不一致', checkDraw, 'experts.opened', saying({ seed: other })],
  ['不是封存集合的根', checkDraw, 'experts.opened', saying({ beacon: other })],
  ['不是日志里的报告', checkEvaluation, 'evaluation.reported', saying({ sha256: other })],
  [
    '不是日志里的那个签名',
    checkEvaluation,
    'evaluation.signed',
    saying({ signatureSha256: other }),
  ],
  ['没有 ', checkEvaluation, 'evaluation.signed', () => null],
  ['签名', checkEvaluation, 'evaluation.letter-answered', saying({ answer: '改报价' })],
  ['是否计入', checkBonds, 'bond.received', saying({ at: '2030-01-01T00:00:00.000Z' })],
  ['收退记录不一致', checkBonds, 'bond.received', saying({ amount: '1.00' })],
  ['收退记录不一致', checkBonds, 'bond.received', saying({ payerAccount: '99999999' })],
  ['收退记录不一致', checkBonds, 'bond.kept', () => null],
  ['去向次序不对', checkBonds, 'bond.kept', event => ({ ...event, type: 'bond.returned' })],
  ['摘要不一致', checkAward, 'award.candidates-published', saying({ sha256: other })],
  ['公示期的终点', checkAward, 'award.candidates-published', saying({ windowEndsAt: '' })],
  ['答复与日志里的摘要', checkAward, 'award.objection-answered', () => null],
  ['公示期没有结束', checkAward, 'award.awarded', e => ({ ...e, at: '2026-10-27T00:00:00.000Z' })],
  ['投标有效期内，记得不对', checkAward, 'award.awarded', saying({ afterValidity: true })],
  ['与日志里的合同不一致', checkContract, 'contract.recorded', contracting({ amount: '1.00' })],
  ['是否逾期', checkContract, 'contract.recorded', saying({ late: true })],
  ['不在将来', checkContract, 'contract.recorded', e => ({ ...e, at: '2026-10-27T00:00:00.000Z' })],
  ['没有发出中标通知书', checkContract, 'award.awarded', () => null],
];

test.each(told)(
  'an event told otherwise than it was shows: %s',
  async (fault, check, type, change) => {
    const trade = await retold(type, change);
    await expect(check(trade)).rejects.toThrow(fault);
  },
);

test('who ranks behind a candidate that stands cannot have won; who was disqualified cannot either', async () => {
  const disqualified = await retold('award.awarded', event => event);
  const published = disqualified.events.findIndex(e => e.type === 'award.candidates-published');
  const event = disqualified.events[published];
  if (!event) throw new Error('no candidates');
  const out = { ...event, type: 'award.disqualified', data: { rank: 1, reason: '业绩不实' } };
  const events = disqualified.events.toSpliced(published + 1, 0, out);
  await expect(checkAward({ ...disqualified, events })).rejects.toThrow('不是排名最前的候选人');
});

test('a trade that an objection stopped: its deadline moves by just the time lost, and no bid came meanwhile', async () => {
  const told = await retold('tender.published', event => event);
  const first = told.events.findIndex(e => e.type === 'tender.published');
  const [published, bid] = [
    told.events[first],
    told.events.find(e => e.type === 'bidding.submitted'),
  ];
  if (!published || !bid) throw new Error('no trade');
  const { schedule } = JSON.parse(String(published.data.notice));
  const stopped = (from: Date, deadline: string) => {
    const to = new Date(from.getTime() + 1).toISOString();
    const notice = JSON.stringify({ number: 1, deadline, from: from.toISOString(), to });
    const resumed = { ...published, type: 'tender.resumption', data: { notice } };
    return { ...told, events: told.events.toSpliced(first + 1, 0, resumed) };
  };
  const dayLater = new Date(Date.parse(schedule.deadline) + 86_400_000);
  const day = chinaCalendar.roll(dayOf(dayLater));
  const moved = instantOf(day, clockOf(dayLater)).toISOString();
  const before = new Date(published.at);
  expect((await checkBids(stopped(before, moved))).zh).toContain('都在截止之前');
  await expect(checkBids(stopped(before, schedule.deadline))).rejects.toThrow('应顺延到');
  const received = new Date(String(bid.data.receivedAt));
  await expect(checkBids(stopped(received, moved))).rejects.toThrow('当时因异议暂停');
});

test('an award that was decided to be void is in the bundle with its contract and the decision; each piece is named', async () => {
  const { stage, tenderer, trade } = small;
  const supervisor = await stage.first('supervisor');
  const { noticeSha256 } = await readAwardOf(stage, trade.lot);
  const said = {
    ground: 'fraud',
    consequence: 'next',
    reason: '业绩证明系伪造，经查属实。',
  } as const;
  const statement = canonicalText(voidingStatement(trade.lot, noticeSha256 ?? '', said));
  const signature = await supervisor.sign(statement);
  await supervisor.client.call(voidAward, {
    params: { lot: trade.lot },
    body: { ...said, signature },
  });
  const { text } = await tenderer.client.call(previewAward, { params: { lot: trade.lot } });
  const body = { signature: await tenderer.sign(text) };
  await tenderer.client.call(awardLot, { params: { lot: trade.lot }, body });
  await signContract(stage, tenderer, trade.lot);
  bundle = await exported('voided');
  index = Index.parse(JSON.parse(await readFile(join(bundle, layout.index), 'utf8')));
  const { code, said: found } = await verified(bundle);
  expect(found).toContain('由第 2 名');
  expect(found).toContain('1 次中标被认定无效');
  expect(code).toBe(0);
  const fallen = layout.voided(1);
  for (const path of [fallen.decision, fallen.award, fallen.contract]) {
    const bytes = await readFile(join(bundle, path));
    const changed = flipped(bytes, randomInt(bytes.length));
    expect(await faultWhenCentreLies(path, changed), path).toBe(path);
  }
  const otherwise: [string, Check, LoggedEvent['data'] | null][] = [
    ['与日志里的决定不一致', checkAward, { reason: '另一个理由' }],
    ['前一中标结果没有被认定无效', checkAward, null],
    ['合同是否随之无效', checkAward, { contract: false }],
  ];
  for (const [fault, check, data] of otherwise) {
    const trade = await retold('award.voided', data ? saying(data) : () => null);
    await expect(check(trade), fault).rejects.toThrow(fault);
  }
}, 60_000);

test('another trust list than the one that is pinned is refused', async () => {
  const { fault } = await verifyBundle(bundle, '00'.repeat(32));
  expect(fault?.where).toBe(layout.trust);
});

test('a folder out of nowhere is no bundle', async () => {
  const root = join(folder, 'nothing');
  await mkdir(root);
  expect((await verified(root)).code).toBe(1);
  await cp(join(bundle, layout.index), join(root, layout.index));
  expect((await verified(root)).said).toContain(layout.indexSignature);
});
