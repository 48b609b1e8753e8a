import type { EntityManager } from '@mikro-orm/postgresql';
import type { SanctionSubject } from '../../contracts/sanctions.ts';
import type { BarSubject, Reach, SanctionBar } from '../kernel/sanction-bar.ts';
import { personTag } from '../pki/person-mark.ts';
import { prepared } from '../platform/prepared.ts';
import { Expert } from '../registry/entities.ts';
import { shareLists } from './lists.ts';
import { reachOf } from './rules/reach.ts';

/** The listing that bars the subject at `at`, of several the one that lasts longest; null when there is none. */
export async function barOn(
  em: EntityManager,
  subject: BarSubject,
  at: Date,
): Promise<SanctionBar | null> {
  await shareLists(em);
  if ('expert' in subject) return longest(await onExpert(em, subject.expert, at));
  if ('organisation' in subject) return longest(await onUnit(em, subject.organisation, at));
  const listed = await prepared<Row>(em, `${select} where ${inEffect} and s.code = $2`, [
    at,
    subject.code,
  ]);
  return longest(listed.map(row => ({ row, reach: 'self' })));
}

/** A listing in effect, as the tables hold it. */
interface Row {
  readonly number: string;
  readonly list: SanctionBar['list'];
  readonly until: Date | string | null;
  readonly code: string | null;
  readonly person: string | null;
  readonly person_tag: string | null;
  readonly subject: SanctionSubject;
  readonly authority: string;
}
interface Reached {
  readonly row: Row;
  readonly reach: Reach;
}

const fields = 's.number, s.list, s.until, s.code, s.person, s.person_tag, s.subject, s.authority';
const select = `select ${fields} from sanction s`;
/** `$1` is the time that is asked about. */
const inEffect = `s.state = 'in-effect' and s."from" <= $1 and (s.until is null or s.until > $1)`;

/**
 * An organisation with its declarations, and each listing that could reach it, in one round trip: bidders wait for one
 * another while this is asked. Mostly there is no row.
 */
const reaching = `select ${fields}, o.code as own, (
    select jsonb_agg(jsonb_build_object('mark', p.mark, 'parent', p.parent, 'predecessors', p.predecessors) order by p.version)
    from organisation_profile p where p.organisation = o.id) as declared
  from organisation o join sanction s on ${inEffect} and (
    s.code = o.code or s.person_tag is not null
    or s.code in (select p.parent from organisation_profile p where p.organisation = o.id)
    or s.code in (select jsonb_array_elements_text(p.predecessors) from organisation_profile p where p.organisation = o.id))
  where o.id = $2`;

interface Declared {
  readonly mark: string;
  readonly parent: string | null;
  readonly predecessors: readonly string[];
}

async function onUnit(em: EntityManager, organisation: string, at: Date): Promise<Reached[]> {
  type Reaching = Row & { readonly own: string; readonly declared: readonly Declared[] | null };
  const rows = await prepared<Reaching>(em, reaching, [at, organisation]);
  return rows.flatMap(row => {
    const newest = row.declared?.at(-1);
    const reach = reachOf(
      { number: row.number, code: row.code, personTag: row.person_tag },
      {
        code: row.own,
        parent: newest?.parent ?? null,
        predecessors: row.declared?.flatMap(d => d.predecessors) ?? [],
        tagFor: number => (newest ? personTag(newest.mark, number) : null),
      },
    );
    return reach ? [{ row, reach }] : [];
  });
}

/** In this city's pool by the person; a listing from another city names the expert and the employer. */
async function onExpert(em: EntityManager, person: string, at: Date): Promise<Reached[]> {
  const rows = await prepared<Row>(em, `${select} where ${inEffect} and s.code is null`, [at]);
  if (rows.length === 0) return [];
  const expert = await em.findOne(Expert, { person }, { populate: ['person'] });
  const isThis = ({ person: listed, subject }: Row) =>
    listed === person ||
    (expert !== null &&
      subject.kind === 'expert' &&
      subject.name === expert.person.name &&
      subject.employer === expert.employer);
  return rows.filter(isThis).map(row => ({ row, reach: 'self' }));
}

const endOf = ({ row: { until } }: Reached) =>
  until === null ? Number.POSITIVE_INFINITY : new Date(until).getTime();

function longest(reached: readonly Reached[]): SanctionBar | null {
  const [first] = [...reached].sort((a, b) => endOf(b) - endOf(a));
  if (!first) return null;
  const { number, list, until, subject, authority } = first.row;
  const end = until === null ? null : new Date(until).toISOString();
  return { number, list, until: end, reach: first.reach, subject: subject.name, authority };
}
