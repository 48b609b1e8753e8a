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

/** A way through the list: an index is walked from where the page begins, and no further than the page goes. */
interface Walk {
  readonly column: 'deadline' | 'published_at' | 'ceiling_fen';
  readonly descending: boolean;
  /** Only what is to come at the time of the first page, or only what had passed. */
  readonly only?: '>=' | '<';
}

/** Deadlines to come first, soonest first, then those that have passed, newest first. */
const walks: Record<Query['sort'], readonly Walk[]> = {
  deadline: [
    { column: 'deadline', descending: false, only: '>=' },
    { column: 'deadline', descending: true, only: '<' },
  ],
  newest: [{ column: 'published_at', descending: true }],
  amount: [{ column: 'ceiling_fen', descending: true }],
};

/** Times go as milliseconds in a cursor, money as fen. */
const isTime = ({ column }: Walk) => column !== 'ceiling_fen';
const keyOf = (walk: Walk) =>
  isTime(walk) ? `(extract(epoch from p.${walk.column}) * 1000)::bigint` : `p.${walk.column}`;
const boundOf = (walk: Walk) => (isTime(walk) ? 'to_timestamp(?::bigint / 1000.0)' : '?::bigint');

/** More than this is not counted: nobody pages so far, and counting would read everything. */
const mostCounted = 1000;

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
  const filter = filters(query);
  const ids = await gather(ctx, filter);
  const few = ids.length <= mostCounted;
  const found = await walkOn(ctx, walks[query.sort], few ? these(ids) : filter, at, after);
  const rows = found.slice(0, rowsPerPage);
  const last = rows.at(-1);
  const more = found.length > rowsPerPage && last;
  return {
    rows: rows.map(present),
    next: more ? writeCursor({ at, key: String(last.key), id: last.id }) : null,
    total: Math.min(ids.length, mostCounted),
    more: !few,
  };
}

type Filter = Pick<ReturnType<typeof filters>, 'where' | 'values'>;

/** What passes the filter, as far as it is counted. Of few the page is made; among many a page is soon full. */
async function gather(ctx: Context, { where, values }: Filter): Promise<string[]> {
  const rows = await ctx.em.execute<{ id: string }[]>(
    `select p.id from project p where ${where.join(' and ')} limit ${mostCounted + 1}`,
    values,
  );
  return rows.map(row => row.id);
}

const these = (ids: readonly string[]): Filter => ({
  where: [`p.published_at is not null and p.id = any(string_to_array(?, ',')::uuid[])`],
  values: [ids.join(',')],
});

/** One page and a row more: where one way ends, the next goes on. */
async function walkOn(
  ctx: Context,
  ways: readonly Walk[],
  filter: Filter,
  at: number,
  after: Cursor | null,
): Promise<Found[]> {
  const rows: Found[] = [];
  let from = after;
  for (const walk of ways) {
    if (from && walk.only === '>=' && Number(from.key) < at) continue;
    rows.push(...(await step(ctx, walk, filter, at, from, rowsPerPage + 1 - rows.length)));
    if (rows.length > rowsPerPage) break;
    from = null;
  }
  return rows;
}

function step(
  ctx: Context,
  walk: Walk,
  { where, values }: Filter,
  at: number,
  from: Cursor | null,
  wanted: number,
): Promise<Found[]> {
  const column = `p.${walk.column}`;
  const value = boundOf(walk);
  const [beyond, order] = walk.descending ? ['<', 'desc'] : ['>', 'asc'];
  const conditions = [...where];
  const given: unknown[] = [...values];
  if (walk.only) {
    conditions.push(`${column} ${walk.only} ${value}`);
    given.push(at);
  }
  if (from) {
    // The bound before the bracket lets the index be entered where the page begins.
    conditions.push(
      `${column} ${beyond}= ${value} and (${column} ${beyond} ${value} or p.id > ?::uuid)`,
    );
    given.push(from.key, from.key, from.id);
  }
  return ctx.em.execute<Found[]>(
    `select p.id, p.code, p.name, p.city, p.industry, p.tenderer_name, p.ceiling_fen, p.deadline,
       p.published_at, ${stage} as stage, ${keyOf(walk)} as key
     from project p where ${conditions.join(' and ')}
     order by ${column} ${order}, p.id limit ${wanted}`,
    given,
  );
}

function filters({ text, city, industry, stage: wanted }: Query) {
  const where = ['p.published_at is not null'];
  const values: string[] = [];
  const add = (condition: string, ...given: string[]) => {
    where.push(condition);
    values.push(...given);
  };
  // A lot at that stage is found by its index; whether another has a longer way to go is asked of those few.
  const addStage = (...states: LotState[]) => {
    const marks = states.map(() => '?').join(',');
    const stopped = states.includes('suspended')
      ? ` or (l.state = 'bidding' and l.stopped_at is not null)`
      : '';
    add(
      `p.id in (select l.project_id from lot l where l.state in (${marks})${stopped})`,
      ...states,
    );
    add(`${stage} in (${marks})`, ...states);
  };
  if (text !== '') {
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    // Chinese and figures have no case: without folding it the same look takes a fraction of the time.
    const is = text.toLowerCase() === text.toUpperCase() ? 'like' : 'ilike';
    add(`(p.name ${is} ? or p.code ${is} ? or p.tenderer_name ${is} ?)`, like, like, like);
  }
  if (city !== undefined) add('p.city = ?', city);
  if (industry !== undefined) add('p.industry = ?', industry);
  // Who looks for awards looks for those with a contract too.
  if (wanted === 'awarded') addStage(wanted, 'contracted');
  else if (wanted !== undefined) addStage(wanted);
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
