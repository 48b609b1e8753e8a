import type { EntityManager } from '@mikro-orm/postgresql';
import { instantOf } from '../../kernel/calendar.ts';
import { CreditEntry } from '../entities.ts';
import type { FactOf } from './fact-of.ts';

export const entryFactId = (number: string): string => `entry:${number}`;

/** Published facts that an authority entered; before their publication they count nothing. */
export async function entryFacts(em: EntityManager, codes: readonly string[]): Promise<FactOf[]> {
  const rows = await em.find(CreditEntry, {
    code: { $in: [...codes] },
    publishedAt: { $ne: null },
  });
  return rows.flatMap(({ code, number, statement, publishedAt, correctedAt, event }): FactOf[] => {
    if (!publishedAt) return [];
    const { kind, agency, documentNumber, decidedOn, documentSha256 } = statement;
    const from = correctedAt?.toISOString();
    const fact = {
      ...{ id: entryFactId(number), kind, matter: `document:${agency} ${documentNumber}` },
      source: {
        title: { zh: `${agency}，${documentNumber}`, en: `${agency}, ${documentNumber}` },
        ...{ reference: number, event: event ?? null, href: null, sha256: documentSha256 },
      },
      on: instantOf(decidedOn).toISOString(),
      publishedAt: publishedAt.toISOString(),
      until: null,
      pauses: from ? [{ from, until: null, cause: 'corrected' as const }] : [],
    };
    return [{ code, fact }];
  });
}
