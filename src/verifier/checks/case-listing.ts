import { z } from 'zod';
import { Sha256, Time } from '../../../contracts/route.ts';
import type { Words } from '../../../contracts/words.ts';
import {
  type EntryKind,
  endAfter,
  sanctionMoves,
  stateAfter,
} from '../../blacklist/rules/listing.ts';
import { move } from '../../kernel/move.ts';
import type { LoggedEvent } from '../bundle.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { type Case, eventsOf } from '../trade.ts';
import { actsOf } from './case-acts.ts';

const ListedData = z.object({
  number: z.string(),
  decision: z.string(),
  decisionSha256: Sha256,
  from: Time,
  until: Time.nullable(),
});
const kinds = Object.keys(stateAfter) as EntryKind[];

/** The listing is the decision's, for its term; what became of it went by the table of moves. */
export async function checkListing(matter: Case): Promise<Words> {
  const [listed, ...again] = eventsOf(matter, 'sanction.listed');
  const published = (await actsOf(matter)).some(act => act.act === 'publish');
  hold(published === (listed !== undefined) && again.length === 0, layout.events, {
    zh: '公布与列入名单不一致',
    en: 'What was announced is not what was listed',
  });
  if (!listed) return { zh: '没有列入名单', en: 'Not listed' };
  const where = layout.events;
  const { number, decision, decisionSha256, from, until } = ListedData.parse(listed.data);
  const act = (await actsOf(matter)).findLast(one => one.act === 'decide');
  if (!act) throw new Fault(where, { zh: '没有决定就列入了名单', en: 'Listed without a decision' });
  const own = act.text === decision && act.sha256 === decisionSha256;
  hold(own, layout.act(act.place), {
    zh: '列入名单依据的不是这份决定',
    en: 'The listing rests on another decision',
  });
  const { months } = z.object({ months: z.int().nullable() }).parse(JSON.parse(decision));
  const end = endAfter(new Date(from), months)?.toISOString() ?? null;
  hold(end === until, where, {
    zh: '名单的期限与决定不一致',
    en: 'The term of the listing is not that of the decision',
  });
  const state = await within(where, () => replay(matter.events));
  return {
    zh: `${number} 与决定一致，${from} 起${until ? `至 ${until}` : '长期'}；现为 ${state}`,
    en: `${number} is as decided, from ${from} ${until ? `to ${until}` : 'on, without end'}; now ${state}`,
  };
}

function replay(events: readonly LoggedEvent[]): string {
  let state: (typeof stateAfter)[EntryKind] = 'in-effect';
  for (const { type } of events) {
    const kind = kinds.find(id => type === `sanction.${id}`);
    if (kind && kind !== 'listed') state = move(sanctionMoves, state, stateAfter[kind]);
  }
  return state;
}
