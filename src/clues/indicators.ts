import type { ClueState } from '../../contracts/clues/clue.ts';
import type { IndicatorRecord } from '../../contracts/clues/indicators.ts';
import type { Context } from '../platform/command.ts';
import { adjustment, type Judged, precisionOf } from './rules/feedback.ts';
import { weights } from './rules/weights.ts';

const rounded = (x: number) => Math.round(x * 1000) / 1000;

/** How each indicator has fared with the people who looked: counts, precision, and what it adds from now on. */
export async function readIndicators(ctx: Context): Promise<{ rows: IndicatorRecord[] }> {
  const rows = await ctx.em.fork().execute<
    {
      rule: string;
      words: IndicatorRecord['words'];
      clues: number;
      confirmed: number;
      dismissed: number;
    }[]
  >(
    `with judged as (
       select reason->>'rule' as rule, reason->'words' as words, raised_at as at, 1 as clues,
              (state in ('confirmed', 'case'))::int as confirmed, (state = 'dismissed')::int as dismissed
       from clue, jsonb_array_elements(reasons) as reason
       where (reason->>'logOdds')::double precision > 0
       union all select rule, words, '-infinity', clues, confirmed, dismissed from judged_tally)
     select rule, (array_agg(words order by at desc))[1] as words, sum(clues)::int as clues,
            sum(confirmed)::int as confirmed, sum(dismissed)::int as dismissed
     from judged group by rule order by clues desc, rule`,
  );
  return {
    rows: rows.map(row => ({
      ...row,
      precision: precisionOf(row),
      adjustment: rounded(adjustment(row)),
    })),
  };
}

/** What people's verdicts add to each indicator, by its name. */
export async function readAdjustments(ctx: Context): Promise<Map<string, number>> {
  const { rows } = await readIndicators(ctx);
  return new Map(rows.map(row => [row.rule, adjustment(row satisfies Judged)]));
}

/** What another threshold would have raised, over every lot that was analysed. */
export async function tryThreshold(ctx: Context, threshold: number) {
  const em = ctx.em.fork();
  const [lots] = await em.execute<{ above: number }[]>(
    `select count(*)::int as above
     from (select from lot_analysis where score >= ? group by lot) as each_once`,
    [threshold],
  );
  const clues = await em.execute<{ state: ClueState; n: number }[]>(
    'select state, count(*)::int as n from clue where score >= ? group by 1',
    [threshold],
  );
  const count = (...states: ClueState[]) =>
    clues.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + n, 0);
  const all = clues.reduce((sum, { n }) => sum + n, 0);
  return {
    ...{ threshold, raisedAt: weights.raiseFrom, lots: lots?.above ?? 0, clues: all },
    confirmed: count('confirmed', 'case'),
    dismissed: count('dismissed'),
    open: count('new', 'held'),
  };
}
