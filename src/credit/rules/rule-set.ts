import { sha256 } from '@noble/hashes/sha2.js';
import type { CreditRules } from '../../../contracts/credit.ts';
import { hex, utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { rules2025 } from './2025.ts';
import { rules2026 } from './2026.ts';

/** Every version that was ever published, oldest first. A published version is never changed: a new one follows it. */
export const ruleSets: readonly CreditRules[] = [rules2025, rules2026];

/** The version in force at a time. Before the first one, the first: what is asked of then was never published. */
export function rulesAt(at: Date, sets: readonly CreditRules[] = ruleSets): CreditRules {
  const found = sets.findLast(set => new Date(set.from) <= at) ?? sets[0];
  if (!found) throw new RangeError('no credit rules');
  return found;
}

/** By this hash anyone knows which rules a sum was made by. */
export const creditRulesSha256 = (rules: CreditRules): string =>
  hex(sha256(utf8(canonicalText(rules))));
