import type { Erase } from './erase.ts';

/** Blobs of these cases that nothing else in the house names: the same bytes may be a document or part of a bid. */
const onlyHere = `
  select distinct e.sha256 from sanction_evidence e where e.owner::text in (?)
    and not exists (select 1 from sanction_evidence o where o.sha256 = e.sha256 and not o.owner::text in (?))
    and not exists (select 1 from tender_document d where d.sha256 = e.sha256)
    and not exists (select 1 from bid_segment s where s.sha256 = e.sha256)`;

/** The file goes; the listing with its published decision stays, as the record that everybody has seen. */
export const eraseCases: Erase = async ({ em }, ids) => {
  const all = [...ids];
  const blobs = await em.execute<{ sha256: string }[]>(onlyHere, [all, all]);
  await em.execute('delete from sanction_appeal where sanction::text in (?)', [all]);
  await em.execute('delete from sanction_evidence where owner::text in (?)', [all]);
  await em.execute('delete from sanction_act where "case"::text in (?)', [all]);
  await em.execute('update sanction set "case" = null where "case"::text in (?)', [all]);
  await em.execute('delete from sanction_case where id::text in (?)', [all]);
  return blobs.map(row => row.sha256);
};
