import type {
  CreditBand,
  CreditFact,
  CreditLine,
  CreditRules,
  LineCause,
} from '../../../contracts/credit.ts';
import { addMonths } from '../../kernel/calendar.ts';

/** A line of the sum before anything is hidden. */
export type Line = Omit<CreditLine, 'fact' | 'disputed'> & { readonly fact: CreditFact };

export interface Sum {
  readonly score: number;
  readonly band: CreditBand;
  readonly lines: readonly Line[];
}

/**
 * The score of published facts under published rules at a time: base plus the points of what counts, nothing else. The
 * order of the facts does not matter; what is not a fact of the table (a clue, a case under way) has no points to give.
 */
export function sumOf(facts: readonly CreditFact[], rules: CreditRules, at: Date): Sum {
  const known = facts.filter(fact => new Date(fact.publishedAt) <= at);
  const judged = inOrder(known.map(fact => lineOf(fact, rules, at)));
  const lines = capped(oncePerMatter(judged), rules.praiseCap);
  const score = lines.reduce((sum, { counted }) => sum + counted, rules.base);
  return { score, band: bandOf(score, rules), lines };
}

export function bandOf(score: number, { bands }: Pick<CreditRules, 'bands'>): CreditBand {
  const found = bands.find(({ least }) => least === null || score >= least);
  if (!found) throw new RangeError('the last band takes the rest');
  return found.band;
}

const nothing = { zh: '现行办法不计', en: 'Not counted by the rules in force' };

/** What one fact would count by itself. */
function lineOf(fact: CreditFact, rules: CreditRules, at: Date): Line {
  const rule = rules.kinds.find(({ kind }) => kind === fact.kind);
  const ends = addMonths(new Date(fact.on), rule?.months ?? 0);
  const expires = fact.until && new Date(fact.until) > ends ? new Date(fact.until) : ends;
  const paused = fact.pauses.find(
    ({ from, until }) => new Date(from) <= at && (until === null || at < new Date(until)),
  );
  const cause = paused?.cause ?? (rule ? (at >= expires ? 'expired' : null) : 'no-rule');
  const points = rule?.points ?? 0;
  return {
    ...{ fact, article: rule?.article ?? nothing, points, counted: cause === null ? points : 0 },
    ...{ expires: expires.toISOString(), cause },
  };
}

/** Weightiest first, then older, then by name: one order whatever the order they came in. */
const inOrder = (lines: readonly Line[]): Line[] =>
  [...lines].sort(
    (a, b) =>
      Math.abs(b.points) - Math.abs(a.points) ||
      a.fact.on.localeCompare(b.fact.on) ||
      a.fact.id.localeCompare(b.fact.id),
  );

const less = (line: Line, counted: number, cause: LineCause): Line => ({ ...line, counted, cause });

/** One act is not held against anybody twice, nor praised twice. */
function oncePerMatter(lines: readonly Line[]): Line[] {
  const taken = new Set<string>();
  return lines.map(line => {
    if (line.counted === 0) return line;
    const matter = `${Math.sign(line.counted)} ${line.fact.matter}`;
    if (taken.has(matter)) return less(line, 0, 'same-matter');
    taken.add(matter);
    return line;
  });
}

/** Praise outweighs little: together it gives no more than the cap. */
function capped(lines: readonly Line[], cap: number): Line[] {
  let left = cap;
  return lines.map(line => {
    if (line.counted <= 0) return line;
    const counted = Math.min(line.counted, left);
    left -= counted;
    return counted === line.counted ? line : less(line, counted, 'praise-cap');
  });
}
