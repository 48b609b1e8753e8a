import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { binomialAtLeast } from '../statistics/tails.ts';
import type { TenderRecord } from './market-record.ts';

export interface Withdrawal extends TenderRecord {
  /** Took their bid back, did not open it, or gave up the award. */
  readonly withdrew: readonly string[];
}

const least = 3;

/**
 * Withdrawals that serve a rival: of m tenders from which `firm` withdrew while `rival` bid, the rival won k; where the firm
 * stayed, the rival won the share q of their meetings (with one win and one loss added, so that q is never 0 or 1);
 * p = P(Binomial(m, q) ≥ k). Counts, no unit. From 3 withdrawals.
 * OECD 2009, Guidelines for fighting bid rigging in public procurement, detection checklist (unexpected withdrawals).
 */
export function withdrawals(records: readonly Withdrawal[], firm: string, rival: string): Finding {
  const met = records.filter(({ bidders }) => bidders.includes(firm) && bidders.includes(rival));
  const left = met.filter(({ withdrew }) => withdrew.includes(firm));
  if (left.length < least) return tooLittle('withdrawals', 'tenders', least, left.length);
  const stayed = met.filter(({ withdrew }) => !withdrew.includes(firm));
  const won = (list: readonly Withdrawal[]) => list.filter(({ winner }) => winner === rival).length;
  const usual = (won(stayed) + 1) / (stayed.length + 2);
  const p = binomialAtLeast(won(left), left.length, usual);
  const params = {
    withdrawals: left.length,
    won: won(left),
    usual: `${(usual * 100).toFixed(0)} %`,
  };
  return found('withdrawals', strengthOf(p), params, {
    tenders: left.map(r => r.tender),
    usual,
    p,
  });
}
