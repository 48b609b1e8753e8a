import type { Erase } from './erase.ts';

/** "kind bid value", as the table of kinds names a mark: neither of the first two holds a blank. */
function keyOf(id: string): [kind: string, bid: string, value: string] {
  const [kind = '', bid = ''] = id.split(' ', 2);
  return [kind, bid, id.slice(kind.length + bid.length + 2)];
}

/** Who has no mark of a kind any more is no user of it: what is common here is counted over those who have. */
const users = `
  delete from evidence_user u where u.organisation in (?) and not exists (
    select 1 from evidence_mark m where m.organisation = u.organisation and m.kind = u.kind)`;

export const eraseMarks: Erase = async ({ em }, ids) => {
  const places = ids.map(() => '(?, ?::uuid, ?)').join(', ');
  const gone = await em.execute<{ organisation: string }[]>(
    `delete from evidence_mark where (kind, bid, value) in (${places}) returning organisation`,
    ids.flatMap(keyOf),
  );
  await em.execute(users, [[...new Set(gone.map(row => row.organisation))]]);
  return [];
};
