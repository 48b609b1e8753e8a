import type { EntityManager } from '@mikro-orm/postgresql';
import { Sanction, SanctionEntry, SanctionImport } from '../../blacklist/entities.ts';
import { grounds } from '../../blacklist/rules/grounds.ts';
import type { EntryKind } from '../../blacklist/rules/listing.ts';
import { kindOfListing, pausesOf } from '../rules/listing.ts';
import type { FactOf } from './fact-of.ts';

interface Step {
  readonly number: string;
  readonly kind: EntryKind;
  readonly at: string;
}

/** Decided and published listings, this city's own and confirmed ones of others; a case under way is none. */
export async function listingFacts(em: EntityManager, codes: readonly string[]): Promise<FactOf[]> {
  const rows = await em.find(
    Sanction,
    { code: { $in: [...codes] } },
    { exclude: ['decision', 'decisionSignature'] },
  );
  if (rows.length === 0) return [];
  const numbers = { number: { $in: rows.map(row => row.number) } };
  const steps = [...(await ownSteps(em, numbers)), ...(await importedSteps(em, numbers))];
  return rows.flatMap((row): FactOf[] => {
    const history = steps.filter(({ number }) => number === row.number);
    const listed = history.find(({ kind }) => kind === 'listed');
    if (!listed || !row.code) return [];
    const { zh, en } = grounds[row.ground];
    const fact = {
      id: `listing:${row.number}`,
      kind: kindOfListing(row.ground),
      matter: row.case ? `case:${row.case}` : `listing:${row.number}`,
      source: {
        title: { zh: `${row.authority}决定：${zh}`, en: `Decision of ${row.authority}: ${en}` },
        reference: row.number,
        event: row.peer ? null : row.event,
        href: `/sanctions/${row.number}`,
        sha256: row.decisionSha256,
      },
      on: row.from.toISOString(),
      publishedAt: listed.at,
      until: row.until?.toISOString() ?? null,
      pauses: pausesOf(history),
    };
    return [{ code: row.code, fact }];
  });
}

type Numbers = { readonly number: { readonly $in: string[] } };

async function ownSteps(em: EntityManager, numbers: Numbers): Promise<Step[]> {
  const order = { orderBy: { cursor: 1 }, exclude: ['signature'] } as const;
  const entries = await em.find(SanctionEntry, numbers, order);
  return entries.map(({ number, kind, at }) => ({ number, kind, at: at.toISOString() }));
}

/** Another city's listing counts from its confirmation here; what ended it there, from the day that was read here. */
async function importedSteps(em: EntityManager, numbers: Numbers): Promise<Step[]> {
  const known = { ...numbers, state: { $in: ['confirmed' as const, 'applied' as const] } };
  const entries = await em.find(SanctionImport, known, { orderBy: { cursor: 1 } });
  return entries.map(({ number, kind, at, decidedAt }) => ({
    ...{ number, kind },
    at: (decidedAt ?? at).toISOString(),
  }));
}
