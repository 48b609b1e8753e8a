import type { ClueLink } from '../../contracts/clues.ts';
import { type Context, transact } from '../platform/command.ts';
import { EvidenceMark } from './entities.ts';
import type { BidMarks } from './intake/marks.ts';
import { markKinds } from './rules/mark-kinds.ts';
import { logOddsOf, markTies, type SharedMark } from './rules/mark-ties.ts';
import { weights } from './rules/weights.ts';

/** Keeps the marks of a lot, so that later lots know what is common here; the same again changes nothing. */
export async function keepMarks(ctx: Context, of: readonly BidMarks[]): Promise<void> {
  await transact(ctx, async ({ em }) => {
    const rows = of.flatMap(({ bid: { bid, organisation, receivedAt: at }, marks, lot }) =>
      marks.map(({ kind, value, source }) => ({ kind, value, bid, lot, organisation, source, at })),
    );
    if (rows.length > 0) await em.upsertMany(EvidenceMark, rows, { onConflictAction: 'ignore' });
  });
}

/** Marks that bids of different organisations in this lot have in common, with how common each is in the city. */
export async function sharedMarks(
  ctx: Context,
  lot: string,
  of: readonly BidMarks[],
): Promise<SharedMark[]> {
  const rows = await ctx.em
    .fork()
    .execute<
      { kind: string; value: string; bids: string[]; bearers: number; population: number }[]
    >(
      `with shared as (
       select kind, value, array_agg(bid::text) as bids from evidence_mark
       where lot = ? group by 1, 2 having count(distinct organisation) > 1)
     select s.*,
       (select count(distinct organisation)::int from evidence_mark m where m.kind = s.kind and m.value = s.value) as bearers,
       (select count(distinct organisation)::int from evidence_mark m where m.kind = s.kind) as population
     from shared s order by kind, value`,
      [lot],
    );
  const number = new Map(of.map(({ bid }) => [bid.bid, bid.number]));
  return rows.map(({ bids, ...row }) => ({
    ...row,
    bids: bids.flatMap(bid => number.get(bid) ?? []).sort((a, b) => a - b),
  }));
}

/** The same as edges of the graph. */
export function linksOf(marks: readonly SharedMark[]): ClueLink[] {
  return marks.flatMap(mark => {
    const kind = markKinds[mark.kind];
    if (!kind) return [];
    const { words, source } = kind;
    const strength = Math.min(1, logOddsOf(mark) / weights.most);
    return markTies([mark]).map(({ a, b }) => ({ a, b, rule: mark.kind, words, source, strength }));
  });
}
