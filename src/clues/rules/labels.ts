import type { LeftOut } from '../../../contracts/clues/learning.ts';
import type { CaseState, DropWhy } from '../../../contracts/sanction-case.ts';
import type { GroundId, SanctionState } from '../../../contracts/sanctions.ts';

/** Changed with the rule below; each model names the one it was taught by. */
export const labelsVersion = 'labels/1';

/** A case of this city, as far as it may teach. */
export interface TeachingCase {
  readonly number: string;
  readonly ground: GroundId;
  readonly state: CaseState;
  /** Why nothing followed; null where nothing did not follow, or nobody said why. */
  readonly because: DropWhy | null;
  /** The listing it led to, and whether an objection or a review against it is pending. */
  readonly listing: { readonly state: SanctionState; readonly contested: boolean } | null;
  /** Lots of the clues that it rests on: those of the notice, or all where there was none. */
  readonly lots: readonly string[];
  /** Whether the notice rests on anything that officers found besides the platform's own clues. */
  readonly ownFindings: boolean;
}

/** A lot of which people have decided. */
export interface Label {
  readonly lot: string;
  readonly rigged: boolean;
  /** Cases that share a lot are one matter, called by the smallest of its lots: what is found in one is found in all. */
  readonly matter: string;
}

type Verdict = 'rigged' | 'unfounded';

/**
 * What a case says of its lots. Rigged: a decision in force finds collusion (招标投标法 53; 实施条例 39–41, 67), served
 * and published, contested by nobody now; that it ran its term or was repaired does not take the finding back. Unfounded:
 * investigated and dropped because the violation is not established (行政处罚法 57 一 (三)), or revoked on objection or
 * review (行政复议法 [K]). All else says nothing: a clue that nobody investigated, whatever anybody clicked; a case too
 * minor or handed to the police, in which there may well have been collusion; and a decision that rests on the platform's
 * clues alone, since from that the platform would hear its own voice.
 */
function verdictOf(one: TeachingCase): Verdict | LeftOut {
  if (one.ground !== 'collusion') return 'other-ground';
  if (one.state === 'dismissed') return 'not-investigated';
  if (one.state !== 'dropped' && one.state !== 'listed') return 'open';
  if (one.lots.length === 0) return 'no-lot';
  if (one.state === 'dropped') return one.because === 'unfounded' ? 'unfounded' : 'other-reason';
  if (!one.listing || one.listing.state === 'suspended' || one.listing.contested)
    return 'contested';
  if (one.listing.state === 'revoked') return 'unfounded';
  return one.ownFindings ? 'rigged' : 'clue-alone';
}

/** Still undecided about its lots: what another case found unfounded may yet be found. */
const pending: readonly (Verdict | LeftOut)[] = ['open', 'contested'];

export interface Labels {
  readonly labels: readonly Label[];
  /** How many cases say nothing, by why. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
}

/** The lots that people have decided, in the order of their ids. One finding of collusion is enough for a lot. */
export function labelsOf(cases: readonly TeachingCase[]): Labels {
  const said = cases.map(one => ({ one, verdict: verdictOf(one) }));
  const lotsWith = (is: (verdict: Verdict | LeftOut) => boolean) =>
    new Set(said.filter(({ verdict }) => is(verdict)).flatMap(({ one }) => one.lots));
  const rigged = lotsWith(verdict => verdict === 'rigged');
  const waiting = lotsWith(verdict => pending.includes(verdict));
  const unfounded = lotsWith(verdict => verdict === 'unfounded');
  const decided = [...new Set([...rigged, ...unfounded])].filter(
    lot => rigged.has(lot) || !waiting.has(lot),
  );
  const matters = mattersOf(cases);
  const leftOut = new Map<LeftOut, number>();
  for (const { verdict } of said)
    if (verdict !== 'rigged' && verdict !== 'unfounded')
      leftOut.set(verdict, (leftOut.get(verdict) ?? 0) + 1);
  const labels = decided
    .sort()
    .map(lot => ({ lot, rigged: rigged.has(lot), matter: matters.get(lot) ?? lot }));
  return { labels, leftOut };
}

/** Lots that cases tie together, directly or through others, by the smallest of them. */
function mattersOf(cases: readonly TeachingCase[]): Map<string, string> {
  const first = new Map<string, string>();
  const nameOf = (lot: string): string => {
    const before = first.get(lot) ?? lot;
    return before === lot ? lot : nameOf(before);
  };
  for (const { lots } of cases) {
    const names = lots.map(nameOf).sort();
    for (const name of names) first.set(name, names[0] as string);
  }
  return new Map(cases.flatMap(({ lots }) => lots.map(lot => [lot, nameOf(lot)])));
}
