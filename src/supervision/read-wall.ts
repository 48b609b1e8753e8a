import type { z } from 'zod';
import type { readWall as contract } from '../../contracts/supervision.ts';
import { LotState } from '../../contracts/tender/project.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
import type { Context } from '../platform/command.ts';
import { isOver } from '../tender/rules/lifecycle.ts';
import { shownState } from '../tender/rules/state-words.ts';
import { type LotFacts, seenOnWall } from './rules.ts';

type Reply = z.input<typeof contract.reply>;

/** What a tile shows of a lot and its project, and nothing else of either: there may be thousands of them. */
interface Row extends Pick<LotFacts, 'hall' | 'draw' | 'evaluation'> {
  readonly lot: string;
  readonly title: string;
  readonly state: LotState;
  readonly deadline: Date | string;
  readonly stopped: boolean;
  readonly project: string;
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly tenderer: string;
  /** Since when the lot is where it is: stopped, suspended, moved by an event, or published. */
  readonly since: Date | string;
}

/** Events that bring a lot to another stage. Those of a bid have the bid as their subject and are not among them. */
const moves = [
  'opening.closed',
  'opening.revealed',
  'opening.finished',
  'experts.drawn',
  'experts.widened',
  'evaluation.convened',
  'evaluation.started',
  'evaluation.stage-ended',
  'evaluation.reported',
  'evaluation.finished',
  'award.candidates-published',
];

/** Between the close and the report: where the facts of a lot's rooms say how far it is. */
const inRooms: readonly LotState[] = ['closed', 'opening', 'opened', 'evaluating'];
const live = LotState.options.filter(state => !isOver(state));
const quoted = (words: readonly string[]) => words.map(word => `'${word}'`).join(', ');

/** Bids are counted only from the table that the close fills: before it there is nothing in it to tell (C21). */
const hall = `select json_build_object('stage', h.stage, 'bids', count(b.bid), 'released', count(b.released_at),
    'failed', count(*) filter (where b.failure is not null and b.released_at is null),
    'signatures', (select count(*) from record_signature r where r.lot = h.lot
      and r.organisation in (select organisation from sealed_bid s where s.lot = h.lot)))
  from hall h left join sealed_bid b on b.lot = h.lot where h.lot = l.id group by h.lot`;

/** Who left the committee has freed the seat. */
const draw = `select json_build_object('seats', (l.rules #>> '{committee,size}')::int,
    'accepted', count(*) filter (where c.reply = 'accepted'),
    'wanting', count(*) filter (where c.source = 'pool') < (l.rules #>> '{committee,experts}')::int
      or (d.state <> 'complete' and exists (select from draw_widening w where w.lot = d.lot)))
  from expert_draw d left join committee_seat c on c.lot = d.lot and c.left_at is null
  where d.lot = l.id group by d.lot`;

const evaluation = `select json_build_object('stage', e.stage, 'members', count(m.id), 'checkedIn', count(m.checked_in_at),
    'locked', count(*) filter (where exists (select from evaluation_sheet s
      where s.member = m.id and s.stage = e.stage and s.locked_at is not null)),
    'signed', count(*) filter (where exists (select from report_signature r where r.member = m.id)))
  from evaluation e left join evaluation_member m on m.lot = e.lot and m.left_at is null
  where e.lot = l.id group by e.lot`;

const ifInRooms = (facts: string) =>
  `case when l.state in (${quoted(inRooms)}) then (${facts}) end`;

const onWall = `
  select l.id as lot, l.title, l.state, l.deadline, l.stopped_at is not null as stopped,
    p.id as project, p.code, p.name, p.city, p.tenderer_name as tenderer,
    coalesce(l.stopped_at, case when l.state = 'suspended' then p.suspended_at end,
      (select max(v.at) from event v where v.subject = l.id::text and v.type in (${quoted(moves)})),
      p.published_at) as since,
    ${ifInRooms(hall)} as hall, ${ifInRooms(draw)} as draw, ${ifInRooms(evaluation)} as evaluation
  from lot l join project p on p.id = l.project_id
  where l.state in (${quoted(live)}) and p.published_at is not null
  order by l.deadline, l.id`;

/** Every lot that is not over, by deadline. */
export async function readWall(ctx: Context): Promise<Reply> {
  const rows = await ctx.em.fork().execute<Row[]>(onWall);
  return { now: (await ctx.clock.now(ctx.em)).toISOString(), rows: rows.map(tileOf) };
}

function tileOf(row: Row): Reply['rows'][number] {
  const { lot, project, code, city, tenderer, deadline, since } = row;
  const state = shownState(row.state, row.stopped);
  return {
    ...{ lot, project, code, city, state, tenderer, title: lotTitle(row, row) },
    deadline: new Date(deadline).toISOString(),
    since: new Date(since).toISOString(),
    ...seenOnWall({ state, hall: row.hall, draw: row.draw, evaluation: row.evaluation }),
  };
}
