import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import type { TenderRecord } from './market-record.ts';

const least = 8;

/**
 * Constant loser: a firm that bids again and again and (almost) never wins. If each of its tenders were won by each of its
 * n bidders alike, wins would follow the Poisson–binomial law of the chances 1 ÷ n; p = P(wins ≤ seen). The rival that won
 * most of what it lost is named. Counts, no unit. From 8 tenders with a winner.
 * Porter & Zona 1993 (JPE 101) on phantom bids; Hodges & Le Cam 1960 for the law.
 */
export function constantLoser(records: readonly TenderRecord[], firm: string): Finding {
  const entered = records.filter(
    ({ bidders, winner }) => winner !== null && bidders.includes(firm),
  );
  if (entered.length < least) return tooLittle('constant-loser', 'tenders', least, entered.length);
  const wins = entered.filter(({ winner }) => winner === firm).length;
  const p = atMost(
    wins,
    entered.map(({ bidders }) => 1 / new Set(bidders).size),
  );
  const losses = new Map<string, number>();
  for (const { winner } of entered)
    if (winner !== null && winner !== firm) losses.set(winner, (losses.get(winner) ?? 0) + 1);
  const [rival = '', lostTo = 0] =
    [...losses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? [];
  const params = { tenders: entered.length, wins, rival, lostTo };
  return found('constant-loser', strengthOf(p), params, { ...params, p });
}

/** P(successes ≤ k) of independent trials with these chances. */
function atMost(k: number, chances: readonly number[]): number {
  let law = [1];
  for (const chance of chances)
    law = Array.from({ length: Math.min(law.length, k + 1) + 1 }, (_, wins) => {
      const stay = (law[wins] ?? 0) * (1 - chance);
      return stay + (law[wins - 1] ?? 0) * chance;
    });
  return Math.min(
    1,
    law.slice(0, k + 1).reduce((sum, share) => sum + share, 0),
  );
}
