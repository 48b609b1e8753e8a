import { type ProblemCode, problemTable } from '../contracts/problem.ts';
import { ProblemError } from '../contracts/problem-error.ts';
import type { Words } from '../contracts/words.ts';

/** A refusal that this machine itself gives (a key file that does not open), in the same words and codes. */
export const refusalHere = (code: ProblemCode, detail: Words): ProblemError =>
  new ProblemError({
    type: `/problems/${code}`,
    code,
    title: problemTable[code].zh,
    titleEn: problemTable[code].en,
    status: problemTable[code].status,
    detail: detail.zh,
    detailEn: detail.en,
    facts: {},
    trace: '',
  });
