import { randomInt } from 'node:crypto';
import { beijingDay } from '../kernel/beijing.ts';

/** Crockford's base 32: no I, L, O, U, so that a number read over the telephone is written down right. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const draw = (count: number): string =>
  Array.from({ length: count }, () => letters[randomInt(letters.length)]).join('');

/** Receipt, refusal, case of a supervisor, listing in a blacklist, clue, fact of credit, model of collusion. */
type Kind = 'R' | 'N' | 'C' | 'L' | 'X' | 'F' | 'M';

/** "R-2026-0910-7KQ4-M2": kind, day in China, 30 random bits; it says nothing of lot or bidder. */
export function newReference(kind: Kind, at: Date): string {
  const [year, month, day] = beijingDay(at).split('-');
  return `${kind}-${year}-${month}${day}-${draw(4)}-${draw(2)}`;
}
