import type { Reach } from '../../kernel/sanction-bar.ts';

/** An organisation as far as a listing can reach it. */
export interface ReachFacts {
  readonly code: string;
  /** Of which it is a branch, by its newest declaration. */
  readonly parent: string | null;
  /** Whose rights and duties it ever declared to have taken over: a later declaration cannot take that back. */
  readonly predecessors: readonly string[];
  /** The tag of its legal representative as the listing of that number would carry it; null when undeclared. */
  readonly tagFor: (number: string) => string | null;
}

interface ListedUnit {
  readonly number: string;
  /** Code of the organisation; null for an expert. */
  readonly code: string | null;
  /** Set when the decision extends to the legal representative. */
  readonly personTag: string | null;
}

/**
 * How a listing reaches an organisation, or null. A branch has no legal personality of its own (Civil Code 74), a
 * successor takes over rights and duties (Civil Code 67), and a decision may extend to the legal representative; kinship
 * of name, address or shareholders is no reach: those are clues for people.
 */
export function reachOf(listing: ListedUnit, unit: ReachFacts): Reach | null {
  const { code, personTag, number } = listing;
  if (code !== null && code === unit.code) return 'self';
  if (code !== null && code === unit.parent) return 'branch';
  if (code !== null && unit.predecessors.includes(code)) return 'successor';
  if (personTag !== null && personTag === unit.tagFor(number)) return 'representative';
  return null;
}
