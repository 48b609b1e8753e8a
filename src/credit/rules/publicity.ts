import type { CreditLine, LineCause } from '../../../contracts/credit.ts';
import type { Line, Sum } from './sum.ts';

/** A fact that ended in one of these ways is shown to the public no more (NDRC order no. 58). */
const over: readonly (LineCause | null)[] = ['expired', 'repaired', 'revoked', 'corrected'];

/**
 * What the public may read of a sum: facts whose term has ended by now are gone. In a sum of the past what they counted
 * stays, so that it still adds up; the fact itself is told no more. `now` is the sum of today.
 */
export function publicLines(sum: Sum, now: Sum): Omit<CreditLine, 'disputed'>[] {
  const ended = new Set(now.lines.filter(({ cause }) => over.includes(cause)).map(idOf));
  return sum.lines.flatMap((line): Omit<CreditLine, 'disputed'>[] => {
    if (!ended.has(idOf(line))) return [line];
    return line.counted === 0 ? [] : [{ ...line, fact: null }];
  });
}

const idOf = ({ fact }: Line): string => fact.id;
