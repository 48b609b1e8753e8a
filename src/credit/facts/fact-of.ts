import type { CreditFact } from '../../../contracts/credit.ts';

/** A fact with the code of the organisation that it is about. */
export interface FactOf {
  readonly code: string;
  readonly fact: CreditFact;
}
