import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportBundle } from '../../contracts/audit.ts';
import { drawExperts, readDraw, type Widening, widenDraw } from '../../contracts/experts.ts';
import { publishResult } from '../../src/demo/play/award.ts';
import { drawCommittee, readPool } from '../../src/experts/rules/draw.ts';
import { wideningStatement } from '../../src/experts/rules/widening.ts';
import { fromBase64, hex } from '../../src/kernel/bytes.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { Index, type LoggedEvent, openBundle } from '../../src/verifier/bundle.ts';
import { checkDraw } from '../../src/verifier/checks/draw.ts';
import { checkLog } from '../../src/verifier/checks/log.ts';
import { Signatures } from '../../src/verifier/signatures.ts';
import { verifyBundle } from '../../src/verifier/verify.ts';
import { type Service, startService } from '../support/service.ts';
import {
  closeSmall,
  publishSmall,
  removeSmall,
  type SmallTrade,
  sealSmall,
  submitOne,
  toEvaluated,
  toOpened,
} from '../support/small-trade.ts';

const run = promisify(execFile);
const near: Widening = { cities: [], disciplines: [{ id: '隧道', also: '桥梁' }] };

let service: Service;
let small: SmallTrade;
let folder: string;
let bundle: string;

/** Wants one expert of a discipline that nobody of the city has. */
const withTunnels = (committee: { disciplines: { id: string; seats: number }[] }) => ({
  disciplines: committee.disciplines.map(d => (d.id === '桥梁' ? { ...d, id: '隧道' } : d)),
});

/** The pool is exhausted: widened once in vain, once enough. */
async function widenTwice({ tenderer, trade }: SmallTrade): Promise<void> {
  const params = { lot: trade.lot };
  const widen = async (round: number, added: Widening) => {
    const reason = '专家库里没有隧道专业的专家。';
    const text = canonicalText(wideningStatement(trade.lot, round, { ...added, reason }));
    const body = { ...added, reason, signature: await tenderer.sign(text) };
    await tenderer.client.call(widenDraw, { params, body });
  };
  const problem = expect.objectContaining({ code: 'POOL_TOO_SMALL' });
  const short = expect.objectContaining({ problem });
  await expect(tenderer.client.call(drawExperts, { params })).rejects.toEqual(short);
  const vain = { cities: [], disciplines: [{ id: '隧道', also: '岩土' }] };
  await expect(widen(2, vain)).rejects.toEqual(short);
  await widen(3, near);
}

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'kaibiao-widened-'));
  small = await sealSmall(await publishSmall(service.url, withTunnels), 3);
  for (const desk of small.desks) await submitOne(desk);
  await closeSmall(small);
  await toOpened(small, 3);
  await widenTwice(small);
  await toEvaluated(small);
  await publishResult(small.tenderer, small.trade.lot);
  bundle = join(folder, 'bundle');
  await mkdir(bundle);
  const params = { lot: small.trade.lot };
  const reply = await small.tenderer.client.callForBytes(exportBundle, { params });
  await writeFile(`${bundle}.tar`, Buffer.from(await reply.arrayBuffer()));
  await run('tar', ['-xf', `${bundle}.tar`, '-C', bundle]);
}, 240_000);

afterAll(async () => {
  await service.remove();
  if (small) await removeSmall(small);
  await rm(folder, { recursive: true, force: true });
}, 60_000);

test('a bundle of a draw in three rounds holds, and says how often it was widened', async () => {
  const { holds, fault, steps } = await verifyBundle(bundle);
  expect({ holds, fault }).toEqual({ holds: true, fault: null });
  expect(steps.find(step => step.name.zh === '抽取')?.found.zh).toContain('扩大抽取范围 2 次');
}, 60_000);

test('anyone draws every round again from what is published', async () => {
  const { lot } = small.trade;
  const view = await small.stage.open.call(readDraw, { params: { lot } });
  const opened = view.opened;
  if (!opened) throw new Error('not opened');
  const { seed, beacon, pool, departures, result } = opened;
  const rounds = opened.rounds.map(one => {
    const added = view.widenings.find(w => w.round === one.round);
    if (!added) throw new Error('no widening');
    const { cities, disciplines } = added;
    return { ...one, cities, disciplines, pool: readPool(one.pool) };
  });
  const source = { lot, seed: hex(fromBase64(seed)), beacon };
  const again = drawCommittee(source, view.criteria, readPool(pool), departures, rounds);
  expect(again.seats.map(s => s.person)).toEqual(result.map(r => r.person));
  expect(again.rounds.map(r => r.seats.length)).toEqual([0, 0, 5]);
});

describe('a centre that tells the widening otherwise is found out', () => {
  const other = 'ab'.repeat(32);
  type Change = (event: LoggedEvent) => LoggedEvent | null;
  const saying =
    (data: Record<string, unknown>): Change =>
    event => ({ ...event, data: { ...event.data, ...data } });
  const rounds =
    (change: Record<string, unknown>): Change =>
    event => {
      const told = event.data.rounds as Record<string, unknown>[];
      return saying({ rounds: told.map(one => ({ ...one, ...change })) })(event);
    };

  test.each<[string, string, Change]>([
    ['签的不是日志里的扩大范围', 'experts.widened', saying({ reason: '别的理由' })],
    ['签的不是日志里的扩大范围', 'experts.widened', saying(near)],
    ['不是用日志里记的证书签的', 'experts.widened', saying({ certificateSha256: other })],
    ['次数与公开的轮次不一致', 'experts.widened', () => null],
    ['次数与公开的轮次不一致', 'experts.opened', saying({ rounds: [] })],
    ['不是事先固定的', 'experts.opened', rounds({ poolSha256: other })],
    ['符合条件的只有 0 人', 'experts.opened', rounds({ round: 2 })],
    ['封存的结果不是这一个', 'experts.drawn', saying({ resultCommit: other })],
    ['信标不是封存集合的根', 'experts.drawn', saying({ beacon: other })],
    ['是否抽取与日志不一致', 'experts.drawn', saying({ round: 2 })],
  ])('%s: %s', async (fault, type, change) => {
    const opened = await openBundle(bundle, Index);
    const all = await checkLog(opened);
    const at = all.findIndex(event => event.type === type);
    const told = at < 0 ? null : change(all[at] as LoggedEvent);
    const events = told ? all.with(at, told) : all.toSpliced(at, 1);
    const signatures = await Signatures.open(opened, null);
    await expect(checkDraw({ bundle: opened, signatures, events })).rejects.toThrow(fault);
  });
});
