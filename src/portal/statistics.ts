import { beijingDay } from '../kernel/beijing.ts';
import { formatYuan } from '../kernel/money.ts';
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

/** Counted from what each signed award notice says, so that it can be counted again from them. */
export async function readStatistics(ctx: Context, now: Date): Promise<Statistics> {
  const year = beijingDay(now).slice(0, 4);
  const [row] = await ctx.em.execute<Row[]>(
    `select count(*) as awards,
       sum(amount_fen)::text as amount, sum(ceiling_fen)::text as ceilings
     from award where awarded_at >= ? and awarded_at <= ?`,
    [new Date(`${year}-01-01T00:00:00+08:00`), now],
  );
  const [amount, ceilings] = [BigInt(row?.amount ?? 0), BigInt(row?.ceilings ?? 0)];
  return {
    ...{ year, awards: Number(row?.awards ?? 0), amount: formatYuan(amount) },
    ...{ ceilings: formatYuan(ceilings), saved: formatYuan(ceilings - amount) },
  };
}
