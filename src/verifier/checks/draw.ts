import { z } from 'zod';
import { Id, Sha256 } from '../../../contracts/route.ts';
import type { Words } from '../../../contracts/words.ts';
import { type DrawResult, drawCommittee, readPool } from '../../experts/rules/draw.ts';
import { readRound, recompute, resultCommit } from '../../experts/rules/sealed-result.ts';
import { hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { nothing, said } from '../said.ts';
import { eventsOf, type Trade } from '../trade.ts';
import { readReport } from './evaluation.ts';
import { readTerms } from './notice.ts';
import { closedOf } from './opening.ts';
import { OpenedRound, readRounds } from './widenings.ts';

const OpenedData = z.object({
  seed: Sha256,
  beacon: Sha256,
  poolSha256: Sha256,
  departures: z.array(z.object({ person: Id, reason: z.string() })),
  rounds: z.array(OpenedRound).default([]),
  result: z.array(
    z.object({ number: z.int(), person: Id, city: z.string(), discipline: z.string() }),
  ),
});

const round = z.int().default(1);
const FixedData = z.object({ round, poolSha256: Sha256 });
const DrawnData = z.object({ round, beacon: Sha256, poolSha256: Sha256, resultCommit: Sha256 });

/** The draw of the committee, drawn again: seed promised in the notice, beacon out of the close, pool fixed before. */
export async function checkDraw(trade: Trade): Promise<Words> {
  const [event] = eventsOf(trade, 'experts.opened');
  if (!event || eventsOf(trade, 'experts.drawn').length === 0)
    return { zh: '抽取结果还没有公开', en: 'The draw is not published yet' };
  const where = layout.pool;
  const opened = OpenedData.parse(event.data);
  const { lot } = await readTerms(trade);
  const { root } = closedOf(trade);
  hold(opened.beacon === root, where, {
    zh: '信标不是封存集合的根',
    en: 'The beacon is not the root of the sealed bids',
  });
  const report = await readReport(trade);
  const criteria = report?.rules.committee ?? lot.rules.committee;
  const pool = await trade.bundle.text(where);
  const rounds = await readRounds(trade, opened.rounds);
  checkPools(trade, [{ round: 1, poolSha256: opened.poolSha256 }, ...rounds]);
  const seats = opened.result.filter(({ number }) => number <= criteria.experts);
  const source = { lot: lot.id, seed: opened.seed, beacon: root };
  const { departures } = opened;
  const again = await within(where, () =>
    recompute({
      ...source,
      ...{ seedCommit: lot.drawSeedCommit, pool, poolSha256: opened.poolSha256 },
      ...{ criteria, departures, rounds, seats },
    }),
  );
  hold(again.matches, where, {
    zh: `重新抽取不一致：${again.steps.map(step => step.zh).join('；')}`,
    en: `Drawn again, it differs: ${again.steps.map(step => step.en).join('; ')}`,
  });
  const widened = rounds.map(readRound);
  checkRounds(
    trade,
    opened.seed,
    drawCommittee(source, criteria, readPool(pool), departures, widened),
  );
  for (const member of report?.committee ?? []) {
    const seat = opened.result.find(({ number }) => number === member.number);
    const same = seat?.city === member.city && seat.discipline === member.discipline;
    hold(same, layout.evaluation, {
      zh: `${member.number} 号成员不是抽取的席位`,
      en: `Member ${member.number} is not the seat that was drawn`,
    });
  }
  const wider =
    rounds.length > 0
      ? { zh: `，扩大抽取范围 ${rounds.length} 次`, en: `, widened ${rounds.length} times` }
      : nothing;
  const { length } = readPool(pool);
  const drawn = {
    zh: `${seats.length} 名专家由种子、封存根和 ${length} 人的专家库重新抽出，替换 ${departures.length} 次`,
    en: `${seats.length} experts drawn again from the seed, the sealed root and the pool of ${length}, ${departures.length} replaced`,
  };
  return said(drawn, wider);
}

/** The pool of each round is the one fixed last for it, before it was drawn. */
function checkPools(trade: Trade, rounds: readonly { round: number; poolSha256: string }[]): void {
  for (const one of rounds)
    hold(fixedPool(trade, one.round) === one.poolSha256, layout.pool, {
      zh: '抽取用的专家库不是事先固定的那一份',
      en: 'The pool drawn from is not the one fixed before',
    });
}

const fixedPool = (trade: Trade, of: number): string | undefined =>
  eventsOf(trade, 'experts.pool-fixed')
    .map(e => FixedData.parse(e.data))
    .findLast(f => f.round === of)?.poolSha256;

/** Each round gave what was sealed when it was drawn; what was too small gave nothing, and none was without need. */
function checkRounds(trade: Trade, seed: string, { rounds }: DrawResult): void {
  const drawn = eventsOf(trade, 'experts.drawn').map(e => DrawnData.parse(e.data));
  const where = layout.pool;
  for (const one of rounds) {
    const told = drawn.find(d => d.round === one.round);
    hold((told === undefined) === (one.shortage !== null), where, {
      zh: `第 ${one.round} 轮是否抽取与日志不一致`,
      en: `Whether round ${one.round} was drawn is not as the log says`,
    });
    if (!told) continue;
    hold(one.seats.length > 0, where, {
      zh: `第 ${one.round} 轮没有空缺的席位，却扩大了抽取范围`,
      en: `Round ${one.round} was widened with no vacant seat`,
    });
    hold(told.beacon === one.beacon, where, {
      zh: '信标不是封存集合的根',
      en: 'The beacon is not the root of the sealed bids',
    });
    const samePool = told.poolSha256 === fixedPool(trade, one.round);
    hold(samePool, where, {
      zh: '抽取用的专家库不是事先固定的那一份',
      en: 'The pool drawn from is not the one fixed before',
    });
    const sealed = resultCommit(seed, one.seats) === told.resultCommit;
    hold(sealed, where, {
      zh: '抽取当时封存的结果不是这一个',
      en: 'The result sealed at the draw is another one',
    });
  }
}
