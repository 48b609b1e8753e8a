import type { z } from 'zod';
import type { Candidate } from '../../contracts/award.ts';
import type { ContractTerms } from '../../contracts/contract.ts';
import type { listResults as contract, ResultStage } from '../../contracts/results.ts';
import { RuleError } from '../kernel/rule-error.ts';
import type { Context } from '../platform/command.ts';

type Reply = z.input<typeof contract.reply>;

const rowsPerPage = 20;

/** The states of a lot that has come so far, and since when. A contract does not end what the result says. */
const stages: Readonly<Record<ResultStage, { states: string; at: string }>> = {
  candidates: { states: `'candidates'`, at: 'a.published_at' },
  awarded: { states: `'awarded', 'contracted'`, at: 'a.awarded_at' },
};

interface Row {
  readonly project: string;
  readonly lot: string;
  readonly code: string;
  readonly name: string;
  readonly title: string;
  readonly city: string;
  readonly tenderer: string;
  readonly ceiling: string;
  readonly first: Candidate;
  readonly awarded_at: Date | string | null;
  readonly window_ends_at: Date | string;
  readonly terms: ContractTerms | null;
  readonly at: string;
}

/** The candidate that a struck one has given way to is the first of those that are left (B55). */
const candidate = `(select c.said from award_candidate c
  where c.lot = a.lot and c.out_reason is null order by c.rank limit 1)`;

/** What an organisation has won, or stands first for while candidates are published. */
const wonBy = `select c.lot from award_candidate c join organisation o on o.id = c.organisation
  join award own on own.lot = c.lot
  where o.code = ? and c.out_reason is null
    and c.rank = coalesce((own.award_text::jsonb #>> '{winner,rank}')::int,
      (select min(rank) from award_candidate where lot = c.lot and out_reason is null))`;

/** Who has won what, newest first, twenty to a page: what the page shows, and no more of any paper. */
export async function listResults(
  ctx: Context,
  { stage, winner, after }: z.output<typeof contract.query>,
): Promise<Reply> {
  const { states, at } = stages[stage];
  const from = after === undefined ? null : readCursor(after);
  const rows = await ctx.em.fork().execute<Row[]>(
    `select l.id as lot, l.title, p.id as project, p.code, p.name, p.city, p.tenderer_name as tenderer,
       l.rules ->> 'ceiling' as ceiling, a.awarded_at, a.window_ends_at, k.terms,
       coalesce(a.award_text::jsonb -> 'winner', ${candidate}) as first,
       (extract(epoch from ${at}) * 1000)::bigint as at
     from award a join lot l on l.id = a.lot join project p on p.id = l.project_id
     left join lot_contract k on k.lot = a.lot and k.recorded_at is not null
     where l.state in (${states}) and ${at} is not null
       ${winner === undefined ? '' : `and a.lot in (${wonBy})`}
       ${from ? `and (${at}, a.lot) < (to_timestamp(?::bigint / 1000.0), ?::uuid)` : ''}
     order by ${at} desc, a.lot desc limit ${rowsPerPage + 1}`,
    [...(winner === undefined ? [] : [winner]), ...(from ? [from.at, from.lot] : [])],
  );
  const shown = rows.slice(0, rowsPerPage);
  const last = shown.at(-1);
  const next = rows.length > rowsPerPage && last ? `${last.at}_${last.lot}` : null;
  return { rows: shown.filter(row => row.first).map(present), next };
}

const present = ({
  awarded_at,
  window_ends_at,
  terms,
  at: _,
  ...row
}: Row): Reply['rows'][number] => ({
  ...row,
  awardedAt: awarded_at === null ? null : new Date(awarded_at).toISOString(),
  windowEndsAt: new Date(window_ends_at).toISOString(),
  contract: terms,
});

function readCursor(text: string): { at: string; lot: string } {
  const [, at, lot] = /^(\d{1,16})_([0-9a-f-]{36})$/.exec(text) ?? [];
  if (at && lot) return { at, lot };
  throw new RuleError('MALFORMED', {
    zh: '翻页位置不对，请回到第一页。',
    en: 'The page position is not valid. Go back to the first page.',
  });
}
