import { beijingDay } from '../kernel/beijing.ts';
import { formatYuan, parseYuan } from '../kernel/money.ts';
import type { Context } from '../platform/command.ts';

/** Lots awarded since 1 January (in China): how many, their prices, and what they lie under their ceilings; yuan as text. */
export interface Statistics {
  readonly year: string;
  readonly awards: number;
  readonly amount: string;
  readonly ceilings: string;
  readonly saved: string;
}

interface Row {
  readonly awards: string;
  readonly amount: string | null;
  readonly ceilings: string | null;
}

/** Counted from the signed award notices, so that it can be counted again from them. */
export async function readStatistics(ctx: Context, now: Date): Promise<Statistics> {
  const year = beijingDay(now).slice(0, 4);
  const [row] = await ctx.em.execute<Row[]>(
    `select count(*) as awards,
       sum((a.award_text::jsonb #>> '{winner,amount}')::numeric(20, 2))::text as amount,
       sum((l.rules ->> 'ceiling')::numeric(20, 2))::text as ceilings
     from award a join lot l on l.id = a.lot
     where a.award_text is not null and a.awarded_at >= ? and a.awarded_at <= ?`,
    [new Date(`${year}-01-01T00:00:00+08:00`), now],
  );
  const amount = row?.amount ?? '0.00';
  const ceilings = row?.ceilings ?? '0.00';
  const saved = formatYuan(parseYuan(ceilings) - parseYuan(amount));
  return { year, awards: Number(row?.awards ?? 0), amount, ceilings, saved };
}
