import type { RetentionKind } from '../../../contracts/retention.ts';
import { lookTypes } from '../../blacklist/rules/looks.ts';
import { addMonths } from '../../kernel/calendar.ts';
import { retention } from '../rules/retention.ts';
import { holds } from './held.ts';

/** The database lets these leave the event table, and no others. */
const looks = ['clues.looked', ...lookTypes].map(type => `'${type}'`).join(', ');

/** What a kind consists of, as parts of a query: what is due is asked for each hour among ten years of a city. */
interface Kind {
  /** Its tables; `row` stands for each of its rows. */
  readonly from: string;
  readonly where?: string;
  readonly row: string;
  readonly id: string;
  /** From when the term counts (null: it has not begun); where there are millions, in the order of an index. */
  readonly since: string;
  /** Whether a case, an appeal or a hold keeps it. */
  readonly held: string;
}

const ofHeldLot = (lot: string) => `${lot} in (select lot from held_lot)`;
const ofHeldCase = (id: string) => `${id} in (select id from held_case)`;
/** A clue over the years has no lot: it stays as long as one of its parties has something open. */
const ofHeldParty = (parties: string) =>
  `exists (select from jsonb_array_elements(${parties}) p where (p ->> 'id')::uuid in (select id from held_party))`;

export const kinds: Readonly<Record<RetentionKind, Kind>> = {
  clues: {
    ...{ from: 'clue c', row: 'c', id: 'c.id::text' },
    since: 'coalesce(c.judged_at, c.raised_at)',
    held: `case when c.lot is null then ${ofHeldParty('c.parties')} else ${ofHeldLot('c.lot')} end`,
    where: `c.state = 'dismissed' or (c.state = 'case'
      and not exists (select from sanction_case s where s.id = c.sanction_case))`,
  },
  looks: {
    ...{ from: 'event e', row: 'e', id: 'e.id::text', since: 'e.at' },
    where: `e.type in (${looks}) and e.leaf_index is not null`,
    held: `e.subject in (select id::text from held_case)
      or e.subject in (select id::text from clue where ${ofHeldLot('lot')})`,
  },
  fingerprints: {
    ...{ from: 'evidence_mark m', row: 'm', id: `concat_ws(' ', m.kind, m.bid, m.value)` },
    ...{ since: 'm.at', held: ofHeldLot('m.lot') },
  },
  texts: {
    ...{ from: 'history_text x', row: 'x', id: 'x.number::text' },
    ...{ since: 'x.received_at', held: ofHeldLot('x.lot') },
  },
  traces: {
    from: 'hall h join sealed_trace t on t.lot = h.lot',
    ...{ row: 't', id: 't.id::text', held: ofHeldLot('t.lot') },
    since: 'coalesce(h.revealed_at, h.closed_at)',
  },
  'closed-cases': {
    ...{ from: 'sanction_case c', row: 'c', id: 'c.id::text', held: ofHeldCase('c.id') },
    where: `c.state in ('dismissed', 'dropped')`,
    since: 'coalesce((select max(a.at) from sanction_act a where a."case" = c.id), c.opened_at)',
  },
  'listed-cases': {
    from: 'sanction_case c join sanction s on s."case" = c.id',
    ...{ row: 'c', id: 'c.id::text', held: ofHeldCase('c.id'), where: `c.state = 'listed'` },
    since: `case when s.state not in ('in-effect', 'suspended') then
      (select max(e.at) from sanction_entry e where e.number = s.number) end`,
  },
};

const rowsOf = ({ from, where = 'true' }: Kind) => `${from} where (${where})`;
/** What began by this day has passed its term: a day that is given lets the database see how little that is. */
export const lastDay = (kind: RetentionKind, now: Date): Date =>
  addMonths(now, -12 * retention[kind].years);

/** What has passed its term and nothing holds, the oldest first, with the digest of each row as it stands; asks for the last day. */
export const dueRows = (kind: RetentionKind, most: number): string => {
  const { row, id, since, held } = kinds[kind];
  return `with ${holds}
    select ${id} as id, encode(sha256(convert_to(to_jsonb(${row})::text, 'UTF8')), 'hex') as digest
    from ${rowsOf(kinds[kind])} and ${since} <= ? and not (${held}) order by ${since} limit ${most}`;
};

/** How much is kept and how much of it has passed its term, free or held, each counted no further than `most`; asks for the last day, twice. */
export const countRows = (kind: RetentionKind, most: number): string => {
  const { since, held } = kinds[kind];
  const rows = rowsOf(kinds[kind]);
  return `with ${holds}, passed as (
      select (${held}) as held from ${rows} and ${since} <= ? order by ${since} limit ${most})
    select (select count(*) from (select from ${rows} limit ${most + 1}) k)::int as kept,
      count(*) filter (where not held)::int as due, count(*) filter (where held)::int as held,
      (select ${since} from ${rows} and ${since} > ? order by ${since} limit 1) as first
    from passed`;
};
