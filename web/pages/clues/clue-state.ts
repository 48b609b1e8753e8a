import type { ClueState } from '../../../contracts/clues/clue.ts';
import type { Tone } from '../../parts/tones.ts';

export const stateTones: Readonly<Record<ClueState, Tone>> = {
  new: 'warn',
  held: 'run',
  confirmed: 'bad',
  dismissed: 'ok',
  case: 'sealed',
};
