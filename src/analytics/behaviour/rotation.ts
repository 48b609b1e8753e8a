import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { binomialAtLeast } from '../statistics/tails.ts';
import type { TenderRecord } from './market-record.ts';

const least = 8;

/**
 * Rotation: in the order of time, members of a group win in turn, so that the same one hardly ever wins twice running.
 * With n_i wins of member i among N, chance repeats a winner with q = Σ n_i(n_i − 1) ÷ (N(N − 1)); r repeats in N − 1 steps
 * give p = P(Binomial(N − 1, q) ≤ r). Counts, no unit. From 8 wins inside the group by two members or more.
 * McAfee & McMillan 1992 (AER 82); the runs test of Wald & Wolfowitz 1940.
 */
export function rotation(records: readonly TenderRecord[], members: readonly string[]): Finding {
  const group = new Set(members);
  const wins = records
    .filter(({ winner }) => winner !== null && group.has(winner))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.tender < b.tender ? -1 : 1))
    .map(({ winner }) => winner as string);
  const counts = new Map<string, number>();
  for (const winner of wins) counts.set(winner, (counts.get(winner) ?? 0) + 1);
  if (wins.length < least || counts.size < 2)
    return tooLittle('rotation', 'tenders', least, counts.size < 2 ? 0 : wins.length);
  const pairs = [...counts.values()].reduce((sum, n) => sum + n * (n - 1), 0);
  const q = pairs / (wins.length * (wins.length - 1));
  const repeats = wins.filter((winner, at) => at > 0 && winner === wins[at - 1]).length;
  const steps = wins.length - 1;
  const p = 1 - binomialAtLeast(repeats + 1, steps, q);
  const params = {
    wins: wins.length,
    winners: counts.size,
    repeats,
    expected: (q * steps).toFixed(1),
  };
  return found('rotation', strengthOf(p), params, { sequence: wins, p });
}
