import type { CreditBand } from '../../contracts/credit.ts';

/** How the published credit record of an organisation summed up at a time, and by which version of the rules. */
export interface CreditStanding {
  readonly score: number;
  readonly band: CreditBand;
  readonly rules: string;
}
