import { z } from 'zod';
import { Widening } from '../../../contracts/experts.ts';
import { Sha256 } from '../../../contracts/route.ts';
import { neighboursOf } from '../../experts/rules/neighbours.ts';
import type { RoundRecord } from '../../experts/rules/sealed-result.ts';
import { wideningStatement } from '../../experts/rules/widening.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { Fault, hold } from '../fault.ts';
import { layout } from '../layout.ts';
import { eventsOf, type Trade } from '../trade.ts';

/** What the opening of the draw says of a round after the first. */
export const OpenedRound = z.object({
  round: z.int(),
  poolSha256: Sha256,
  departuresBefore: z.int(),
});
type OpenedRound = z.infer<typeof OpenedRound>;

const WidenedData = Widening.extend({
  round: z.int(),
  reason: z.string(),
  certificateSha256: Sha256,
});

/** Every widening signed by who is on record, within the table of neighbours; gives the rounds to be drawn again. */
export async function readRounds(
  trade: Trade,
  opened: readonly OpenedRound[],
): Promise<RoundRecord[]> {
  const events = eventsOf(trade, 'experts.widened');
  hold(events.length === opened.length, layout.pool, {
    zh: '扩大抽取范围的次数与公开的轮次不一致',
    en: 'The widenings are not as many as the published rounds',
  });
  return Promise.all(
    opened.map(async one => {
      const where = layout.widening(one.round);
      const event = events.find(({ data }) => data.round === one.round);
      if (!event)
        throw new Fault(where, {
          zh: `日志里没有第 ${one.round} 轮扩大抽取范围的记录`,
          en: `The log holds no widening for round ${one.round}`,
        });
      const said = WidenedData.parse(event.data);
      const { cities, disciplines, reason } = said;
      const signed = await trade.signatures.check(where, new Date(event.at));
      const own = signed.certificate.sha256 === said.certificateSha256;
      hold(own, where, {
        zh: '不是用日志里记的证书签的',
        en: 'Not signed with the certificate in the log',
      });
      const lot = trade.bundle.index.lot;
      const statement = wideningStatement(lot, one.round, { cities, disciplines, reason });
      hold(signed.text === canonicalText(statement), where, {
        zh: '签的不是日志里的扩大范围',
        en: 'What is signed is not the widening in the log',
      });
      const near = disciplines.every(({ id, also }) => neighboursOf(id).includes(also));
      hold(near, where, { zh: '增加的不是相近专业', en: 'What was added is no related field' });
      const pool = await trade.bundle.text(layout.roundPool(one.round));
      return { ...one, cities, disciplines, pool };
    }),
  );
}
