import type { EntityManager } from '@mikro-orm/postgresql';
import type { CreditFact } from '../../../contracts/credit.ts';
import { CreditObjection } from '../entities.ts';
import { entryFacts } from './entries.ts';
import { listingFacts } from './listings.ts';
import { tradeFacts } from './trades.ts';

export interface Facts {
  readonly facts: readonly CreditFact[];
  /** Ids of facts to which an objection waits. */
  readonly disputed: ReadonlySet<string>;
}

/**
 * Every published fact of these organisations, from the tables of who proves it. What is no fact has no reader here:
 * neither a clue nor a case without a decision.
 */
export async function factsOf(
  em: EntityManager,
  codes: readonly string[],
): Promise<(code: string) => Facts> {
  const all = [
    ...(await listingFacts(em, codes)),
    ...(await tradeFacts(em, codes)),
    ...(await entryFacts(em, codes)),
  ];
  const objections = await em.find(CreditObjection, {
    code: { $in: [...codes] },
    state: { $in: ['filed', 'granted'] },
  });
  return code => {
    const own = objections.filter(o => o.code === code);
    const facts = all.filter(one => one.code === code).map(({ fact }) => corrected(fact, own));
    const waiting = own.filter(({ state }) => state === 'filed').map(o => o.fact);
    return { facts, disputed: new Set(waiting) };
  };
}

/** An objection that was granted ends the fact at its decision; sums before it stay as they were. */
function corrected(fact: CreditFact, objections: readonly CreditObjection[]): CreditFact {
  const granted = objections.find(o => o.fact === fact.id && o.state === 'granted');
  if (!granted?.decidedAt) return fact;
  const from = granted.decidedAt.toISOString();
  return { ...fact, pauses: [...fact.pauses, { from, until: null, cause: 'corrected' }] };
}
