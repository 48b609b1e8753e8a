import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { binomialAtLeast } from '../statistics/tails.ts';
import type { TenderRecord } from './market-record.ts';

export interface Subcontracted extends TenderRecord {
  readonly subcontractors: readonly string[];
}

/** How often an honest winner is thought to employ a firm it beat: specialists are few. */
const usual = 0.05;
const least = 2;

/**
 * Winner's subcontract to a loser: of `firm`'s m wins with subcontractors, k gave work to a firm that had lost the same
 * tender; p = P(Binomial(m, 0.05) ≥ k). `base` is the city's own share once it is known. Counts, no unit. From 2 such wins.
 * OECD 2009, Guidelines for fighting bid rigging in public procurement, detection checklist (subcontracts to losing bidders).
 */
export function loserSubcontract(
  records: readonly Subcontracted[],
  firm: string,
  base: number = usual,
): Finding {
  const wins = records.filter(
    ({ winner, subcontractors }) => winner === firm && subcontractors.length > 0,
  );
  if (wins.length < least) return tooLittle('loser-subcontract', 'tenders', least, wins.length);
  const toLoser = wins.filter(({ subcontractors, bidders }) =>
    subcontractors.some(sub => sub !== firm && bidders.includes(sub)),
  );
  const p = binomialAtLeast(toLoser.length, wins.length, base);
  const params = { wins: wins.length, toLoser: toLoser.length };
  return found('loser-subcontract', strengthOf(p), params, {
    tenders: toLoser.map(r => r.tender),
    p,
  });
}
