import type { RetentionKind } from '../../../contracts/retention.ts';
import { lookTypes } from '../../blacklist/rules/looks.ts';

/** The database lets these leave the event table, and no others. */
const looks = ['clues.looked', ...lookTypes].map(type => `'${type}'`).join(', ');

/** Of a row as it stands: an erasure leaves this and nothing else. */
const digest = (row: string) =>
  `encode(sha256(convert_to(to_jsonb(${row})::text, 'UTF8')), 'hex') as digest`;

/**
 * What each kind consists of: its rows with the day from which the term counts (null: it has not begun), and whether a
 * case, an appeal or a hold keeps them.
 */
export const kinds: Readonly<Record<RetentionKind, string>> = {
  clues: `select c.id::text as id, coalesce(c.judged_at, c.raised_at) as since,
      c.lot in (select lot from held_lot) as held, ${digest('c')}
    from clue c where c.state = 'dismissed' or (c.state = 'case'
      and not exists (select 1 from sanction_case s where s.id = c.sanction_case))`,
  looks: `select e.id::text as id, e.at as since,
      (e.subject in (select id::text from held_case)
        or e.subject in (select id::text from clue where lot in (select lot from held_lot))) as held, ${digest('e')}
    from event e where e.type in (${looks}) and e.leaf_index is not null`,
  fingerprints: `select concat_ws(' ', m.kind, m.bid, m.value) as id, m.at as since,
      m.lot in (select lot from held_lot) as held, ${digest('m')}
    from evidence_mark m`,
  traces: `select t.id::text as id, coalesce(h.revealed_at, h.closed_at) as since,
      t.lot in (select lot from held_lot) as held, ${digest('t')}
    from sealed_trace t join hall h on h.lot = t.lot`,
  'closed-cases': `select c.id::text as id,
      coalesce((select max(a.at) from sanction_act a where a."case" = c.id), c.opened_at) as since,
      c.id in (select id from held_case) as held, ${digest('c')}
    from sanction_case c where c.state in ('dismissed', 'dropped')`,
  'listed-cases': `select c.id::text as id,
      case when s.state in ('in-effect', 'suspended') then null else
        (select max(e.at) from sanction_entry e where e.number = s.number) end as since,
      c.id in (select id from held_case) as held, ${digest('c')}
    from sanction_case c join sanction s on s."case" = c.id where c.state = 'listed'`,
};
