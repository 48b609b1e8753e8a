import { type ProblemCode, problemTable } from '../../contracts/problem.ts';
import type { Words } from '../../contracts/words.ts';

/**
 * Every refusal the domain can give. `code` is API and is never renamed; `detail` says what happened and what to do,
 * for the person whose turn it is; `facts` are values a screen may show (never secret ones). The message is the Chinese,
 * which records and papers print.
 */
export class RuleError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: Words;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, detail: Words, facts: Readonly<Record<string, unknown>> = {}) {
    super(detail.zh);
    this.name = 'RuleError';
    this.code = code;
    this.status = problemTable[code].status;
    this.detail = detail;
    this.facts = facts;
  }
}
