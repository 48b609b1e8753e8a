import type { z } from 'zod';
import type { LotState } from '../../contracts/tender/project.ts';
import type { listProjects as contract, ProjectRow } from '../../contracts/tender/published.ts';
import { formatYuan } from '../kernel/money.ts';
import { RuleError } from '../kernel/rule-error.ts';
import type { Context } from '../platform/command.ts';

type Query = z.output<typeof contract.query>;
type Row = z.input<typeof ProjectRow>;

const rowsPerPage = 20;

/** A project shows the stage of the lot that has the longest way to go; one that stands still is shown so (B22). */
const stageOrder: readonly LotState[] = [
  'suspended',
  'bidding',
  'closed',
  'opening',
  'opened',
  'evaluating',
  'evaluated',
  'candidates',
  'awarded',
  'contracted',
  'failed',
  'terminated',
];
const shown = `(case when l.state = 'bidding' and l.stopped_at is not null then 'suspended' else l.state end)`;
const stage = `(select ${shown} from lot l where l.project_id = p.id
  order by array_position(array[${stageOrder.map(s => `'${s}'`).join(',')}], ${shown}) limit 1)`;

/** Milliseconds as a sort key. */
const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;
const farFuture = 10_000_000_000_000;

/** One ascending key per order; deadlines to come first, soonest first, then those that have passed, newest first. */
const keys: Record<Query['sort'], string> = {
  deadline: `case when ${ms('p.deadline')} >= ? then ${ms('p.deadline')} else ${2 * farFuture} - ${ms('p.deadline')} end`,
  newest: `-${ms('p.published_at')} + 0 * ?::bigint`,
  amount: '-p.ceiling_fen + 0 * ?::bigint',
};

/** Where the next page begins; `at` keeps what has passed the same through all pages of one reading. */
interface Cursor {
  readonly at: number;
  readonly key: string;
  readonly id: string;
}

interface Found {
  id: string;
  code: string;
  name: string;
  city: string;
  industry: Row['industry'];
  tenderer_name: string;
  stage: LotState;
  ceiling_fen: string;
  deadline: Date | string;
  published_at: Date | string;
  key: string;
}

/** Published projects, filtered, in one of three orders, twenty to a page. */
export async function listProjects(
  ctx: Context,
  query: Query,
): Promise<z.input<typeof contract.reply>> {
  const after = query.after === undefined ? null : readCursor(query.after);
  const at = after?.at ?? (await ctx.clock.now(ctx.em)).getTime();
  const { where, values } = filters(query);
  const from = `from project p where ${where.join(' and ')}`;
  const [counted] = await ctx.em.execute<{ n: string }[]>(`select count(*) as n ${from}`, values);
  const found = await ctx.em.execute<Found[]>(
    `select * from (select p.id, p.code, p.name, p.city, p.industry, p.tenderer_name, p.ceiling_fen,
       p.deadline, p.published_at, ${stage} as stage, ${keys[query.sort]} as key ${from}) f
     ${after ? 'where (f.key, f.id) > (?::bigint, ?::uuid)' : ''}
     order by f.key, f.id limit ${rowsPerPage + 1}`,
    [at, ...values, ...(after ? [after.key, after.id] : [])],
  );
  const rows = found.slice(0, rowsPerPage);
  const last = rows.at(-1);
  const more = found.length > rowsPerPage && last;
  return {
    rows: rows.map(present),
    next: more ? writeCursor({ at, key: String(last.key), id: last.id }) : null,
    total: Number(counted?.n),
  };
}

function filters({ text, city, industry, stage: wanted }: Query) {
  const where = ['p.published_at is not null'];
  const values: string[] = [];
  const add = (condition: string, ...given: string[]) => {
    where.push(condition);
    values.push(...given);
  };
  if (text !== '') {
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    add('(p.name ilike ? or p.code ilike ? or p.tenderer_name ilike ?)', like, like, like);
  }
  if (city !== undefined) add('p.city = ?', city);
  if (industry !== undefined) add('p.industry = ?', industry);
  // Who looks for awards looks for those with a contract too.
  if (wanted === 'awarded') add(`${stage} in (?, 'contracted')`, wanted);
  else if (wanted !== undefined) add(`${stage} = ?`, wanted);
  return { where, values };
}

const present = (row: Found): Row => ({
  id: row.id,
  code: row.code,
  name: row.name,
  city: row.city,
  industry: row.industry,
  tenderer: row.tenderer_name,
  stage: row.stage,
  ceiling: formatYuan(BigInt(row.ceiling_fen)),
  deadline: new Date(row.deadline).toISOString(),
  publishedAt: new Date(row.published_at).toISOString(),
});

const writeCursor = ({ at, key, id }: Cursor) =>
  Buffer.from(`${at} ${key} ${id}`).toString('base64url');

function readCursor(text: string): Cursor {
  const found = /^(\d{1,16}) (-?\d{1,18}) ([0-9a-f-]{36})$/.exec(
    Buffer.from(text, 'base64url').toString(),
  );
  const [, at, key, id] = found ?? [];
  if (!at || !key || !id)
    throw new RuleError('MALFORMED', {
      zh: '翻页位置不对，请回到第一页。',
      en: 'The page position is not valid. Go back to the first page.',
    });
  return { at: Number(at), key, id };
}
