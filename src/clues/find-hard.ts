import type { Finding } from '../analytics/finding.ts';
import type { EvidenceKind, LotEvidence, Usage } from '../analytics/hard/evidence.ts';
import * as plain from '../analytics/hard/plain.ts';
import { sameAccount } from '../analytics/hard/same-account.ts';
import { sameAddress } from '../analytics/hard/same-address.ts';
import { sameAuthor } from '../analytics/hard/same-author.ts';
import { sameComputer } from '../analytics/hard/same-computer.ts';
import { sameContact } from '../analytics/hard/same-contact.ts';
import { sameDisk } from '../analytics/hard/same-disk.ts';
import { sameDocumentId } from '../analytics/hard/same-document-id.ts';
import { sameLicence } from '../analytics/hard/same-licence.ts';
import { sameMac } from '../analytics/hard/same-mac.ts';
import { sameOwner } from '../analytics/hard/same-owner.ts';
import { samePerson } from '../analytics/hard/same-person.ts';
import { type Context, transact } from '../platform/command.ts';
import { EvidenceMark, EvidenceUser } from './entities.ts';
import { explanationsOf } from './intake/explained.ts';
import type { BidMarks } from './intake/marks.ts';

const indicators = [
  ...[sameComputer, sameDisk, sameMac, sameLicence, sameAddress],
  ...[sameAccount, samePerson, sameContact, sameOwner, sameDocumentId, sameAuthor],
];

/** One form of each value, as its indicator compares it: the history is counted in the same form. */
const forms: Readonly<Record<EvidenceKind, (value: string) => string | null>> = {
  computer: plain.serial,
  disk: plain.serial,
  mac: plain.card,
  licence: plain.serial,
  address: plain.address,
  account: plain.account,
  person: plain.person,
  contact: plain.contact,
  owner: plain.owner,
  'document-id': plain.serial,
  author: plain.author,
};

/** Keeps the marks of a lot, so that later lots know what is common here; the same again changes nothing. */
export async function keepMarks(ctx: Context, of: readonly BidMarks[]): Promise<void> {
  const rows = of.flatMap(({ lot, bid: { bid, organisation, receivedAt: at }, seen }) =>
    seen.flatMap(({ kind, value: written, source }) => {
      const value = forms[kind](written);
      return value === null ? [] : [{ kind, value, bid, lot, organisation, source, at }];
    }),
  );
  const distinct = new Map(rows.map(row => [[row.kind, row.value, row.bid].join('\n'), row]));
  if (distinct.size === 0) return;
  const users = new Map(
    rows.map(({ kind, organisation }) => [`${kind} ${organisation}`, { kind, organisation }]),
  );
  await transact(ctx, async ({ em }) => {
    await em.upsertMany(EvidenceMark, [...distinct.values()], { onConflictAction: 'ignore' });
    await em.upsertMany(EvidenceUser, [...users.values()], { onConflictAction: 'ignore' });
  });
}

/** What the hard-evidence indicators find in a lot, beside how common each value is in the city. */
export async function findHard(ctx: Context, of: readonly BidMarks[]): Promise<Finding[]> {
  const evidence: LotEvidence = {
    observations: of.flatMap(({ seen }) => seen),
    tender: [],
    explained: await explanationsOf(ctx, of),
  };
  const usage = await readUsage(ctx, of[0]?.lot ?? null);
  return indicators.flatMap(indicator => indicator(evidence, usage));
}

/** Counts of the whole history for the values that bids of this lot have: two queries, however long the history. */
async function readUsage(ctx: Context, lot: string | null): Promise<Usage> {
  const em = ctx.em.fork();
  const known = await em.execute<{ kind: string; organisations: number }[]>(
    'select kind, count(*)::int as organisations from evidence_user group by 1',
  );
  const users = await em.execute<{ kind: string; value: string; organisations: string[] }[]>(
    `select m.kind, m.value, array_agg(distinct m.organisation::text) as organisations
     from evidence_mark m join (select distinct kind, value from evidence_mark where lot = ?) own
       using (kind, value) group by 1, 2`,
    [lot],
  );
  const total = new Map(known.map(row => [row.kind, row.organisations]));
  const of = new Map(users.map(row => [`${row.kind}\n${row.value}`, row.organisations]));
  return {
    organisations: kind => total.get(kind) ?? 0,
    users: (kind, value, except) =>
      (of.get(`${kind}\n${value}`) ?? []).filter(each => !except.includes(each)).length,
  };
}
