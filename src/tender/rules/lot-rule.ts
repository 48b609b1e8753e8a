import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { Words } from '../../../contracts/words.ts';
import type { ArticleId } from './articles.ts';

/** One rule of a lot's rules: what it judges, by which article, and how it is said. */
export interface LotRule {
  readonly field: string;
  readonly article: ArticleId;
  /** What is wrong, in words that say what to change; null when nothing is. */
  readonly fault: (rules: LotRules) => Words | null;
  /** How a lawful value is worded for the screen. */
  readonly shown: (rules: LotRules) => Words;
}

/** The first of the faults that is one. */
export const first = (...faults: (Words | false | '' | null | undefined)[]): Words | null =>
  faults.find(f => typeof f === 'object' && f !== null) || null;

/** An id that occurs twice. */
export const repeated = (ids: readonly string[]): string | undefined =>
  ids.find((id, i) => ids.indexOf(id) !== i);
