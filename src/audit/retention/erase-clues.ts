import type { Erase } from './erase.ts';

/** What people found stays counted by indicator, without lot, bidder or reason: verdicts that are erased still teach. */
const tally = `
  insert into judged_tally (rule, words, clues, confirmed, dismissed)
  select reason->>'rule', (array_agg(reason->'words'))[1], count(*),
         count(*) filter (where state = 'case'), count(*) filter (where state = 'dismissed')
  from clue, jsonb_array_elements(reasons) as reason
  where id::text in (?) and (reason->>'logOdds')::double precision > 0 group by 1
  on conflict (rule) do update set words = excluded.words,
    clues = judged_tally.clues + excluded.clues,
    confirmed = judged_tally.confirmed + excluded.confirmed,
    dismissed = judged_tally.dismissed + excluded.dismissed`;

/** A comparison of texts goes with the last clue of its lot. */
const comparisonsIn = (table: 'text_match' | 'past_match') => `
  delete from ${table} t where t.lot in (select lot from clue where id::text in (?))
    and not exists (select 1 from clue c where c.lot = t.lot and not c.id::text in (?))`;

export const eraseClues: Erase = async ({ em }, ids) => {
  const all = [...ids];
  await em.execute(tally, [all]);
  for (const table of ['text_match', 'past_match'] as const)
    await em.execute(comparisonsIn(table), [all, all]);
  await em.execute('delete from clue where id::text in (?)', [all]);
  return [];
};
