import type { Context } from '../platform/command.ts';
import type { DueWork } from '../platform/due.ts';
import { eachAlone } from '../platform/each-alone.ts';
import { conveneRoom, renewRoom } from './convene.ts';
import { priceEvaluation } from './price.ts';
import { startEvaluation } from './start.ts';

/** Each turn with the lots it is due for; a suspended lot has none. */
const turns: readonly { act: (ctx: Context, lot: string) => Promise<void>; due: string }[] = [
  {
    act: conveneRoom,
    due: `select d.lot from expert_draw d join lot l on l.id = d.lot
      where d.state = 'complete' and l.state in ('closed', 'opening', 'opened')
        and not exists (select 1 from evaluation e where e.lot = d.lot)`,
  },
  {
    act: renewRoom,
    due: `select e.lot from evaluation e join lot l on l.id = e.lot
      where e.stage <> 'finished' and l.state in ('closed', 'opening', 'opened', 'evaluating') and (
        exists (select 1 from evaluation_member m join committee_seat s on s.id = m.id
                where m.lot = e.lot and m.left_at is null and s.left_at is not null)
        or exists (select 1 from committee_seat s
                   where s.lot = e.lot and s.left_at is null and s.reply = 'accepted'
                     and not exists (select 1 from evaluation_member m where m.id = s.id)))`,
  },
  {
    act: startEvaluation,
    due: `select e.lot from evaluation e join lot l on l.id = e.lot
      where e.stage = 'waiting' and l.state = 'opened' and e.leader is not null
        and not exists (select 1 from evaluation_member m
                        where m.lot = e.lot and m.left_at is null and m.checked_in_at is null)`,
  },
  {
    act: priceEvaluation,
    due: `select e.lot from evaluation e join lot l on l.id = e.lot
      where e.stage = 'price' and l.state = 'evaluating'`,
  },
];

/** Rooms for complete committees, members replaced, evaluations begun, prices opened: each as soon as it may. */
export const evaluationWork: DueWork = {
  name: 'evaluation',
  everyMs: 500,
  async run(ctx) {
    for (const { act, due } of turns) {
      const lots = await ctx.em.fork().execute<{ lot: string }[]>(due);
      await eachAlone(lots, ({ lot }) => act(ctx, lot));
    }
  },
};
