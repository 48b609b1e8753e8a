import { type ProblemCode, problemTable } from '../../contracts/problem.ts';

/**
 * Every refusal the domain can give. `code` is API and is never renamed; `detail` says what happened and what to do,
 * in Chinese, for the person whose turn it is; `facts` are values a screen may show (never secret ones).
 */
export class RuleError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, detail: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.name = 'RuleError';
    this.code = code;
    this.status = problemTable[code].status;
    this.facts = facts;
  }
}
