import type { CaseRow } from '../../../contracts/sanction-case.ts';
import type { Tone } from '../../parts/tones.ts';

/** Yellow and red cards in the colours of states. */
export const cardTones: Readonly<Record<CaseRow['tone'], Tone>> = {
  ok: 'run',
  yellow: 'warn',
  red: 'bad',
  done: 'idle',
};
