import { z } from 'zod';
import { Id, Sha256 } from '../../../contracts/route.ts';
import { drawCommittee, readPool } from '../../experts/rules/draw.ts';
import { recompute, resultCommit } from '../../experts/rules/sealed-result.ts';
import { hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { eventsOf, type Trade } from '../trade.ts';
import { readReport } from './evaluation.ts';
import { readTerms } from './notice.ts';
import { closedOf } from './opening.ts';

const OpenedData = z.object({
  seed: Sha256,
  beacon: Sha256,
  poolSha256: Sha256,
  departures: z.array(z.object({ person: Id, reason: z.string() })),
  result: z.array(
    z.object({ number: z.int(), person: Id, city: z.string(), discipline: z.string() }),
  ),
});

const DrawnData = z.object({ beacon: Sha256, poolSha256: Sha256, resultCommit: Sha256 });

/** The draw of the committee, drawn again: seed promised in the notice, beacon out of the close, pool fixed before. */
export async function checkDraw(trade: Trade): Promise<string> {
  const [event] = eventsOf(trade, 'experts.opened');
  const drawn = eventsOf(trade, 'experts.drawn').at(-1);
  if (!event || !drawn) return '抽取结果还没有公开';
  const where = layout.pool;
  const opened = OpenedData.parse(event.data);
  const first = DrawnData.parse(drawn.data);
  const { lot } = await readTerms(trade);
  const { root } = closedOf(trade);
  hold(opened.beacon === root && first.beacon === root, where, '信标不是封存集合的根');
  const fixed = eventsOf(trade, 'experts.pool-fixed').at(-1)?.data.poolSha256;
  const samePool = opened.poolSha256 === fixed && first.poolSha256 === fixed;
  hold(samePool, where, '抽取用的专家库不是事先固定的那一份');
  const report = await readReport(trade);
  const criteria = report?.rules.committee ?? lot.rules.committee;
  const pool = await trade.bundle.text(where);
  const seats = opened.result.filter(({ number }) => number <= criteria.experts);
  const source = { lot: lot.id, seed: opened.seed, beacon: root };
  const again = await within(where, () =>
    recompute({
      ...source,
      ...{ seedCommit: lot.drawSeedCommit, pool, poolSha256: opened.poolSha256 },
      ...{ criteria, departures: opened.departures, seats },
    }),
  );
  hold(again.matches, where, `重新抽取不一致：${again.steps.join('；')}`);
  const before = drawCommittee(source, criteria, readPool(pool));
  const sealed = resultCommit(opened.seed, before.seats) === first.resultCommit;
  hold(sealed, where, '抽取当时封存的结果不是这一个');
  for (const member of report?.committee ?? []) {
    const seat = opened.result.find(({ number }) => number === member.number);
    const same = seat?.city === member.city && seat.discipline === member.discipline;
    hold(same, layout.evaluation, `${member.number} 号成员不是抽取的席位`);
  }
  return `${seats.length} 名专家由种子、封存根和 ${readPool(pool).length} 人的专家库重新抽出，替换 ${opened.departures.length} 次`;
}
