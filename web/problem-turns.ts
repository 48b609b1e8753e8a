import type { ProblemCode } from '../contracts/problem.ts';

/** Codes where the platform acts next and the person need do nothing but wait. */
const platformTurn: readonly ProblemCode[] = ['INTERNAL', 'UNAVAILABLE', 'OBJECTION_PENDING'];

/** Whose turn it is after a refusal. */
export const turnOf = (code: ProblemCode): 'you' | 'platform' =>
  platformTurn.includes(code) ? 'platform' : 'you';
