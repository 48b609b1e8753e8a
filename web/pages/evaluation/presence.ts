import type { Member } from '../../../contracts/evaluation/members.ts';
import type { Seats } from '../../../contracts/rooms.ts';

export interface Venue {
  readonly name: string;
  /** Members who checked in there. */
  readonly all: number;
  /** How many of them are not connected now. */
  readonly away: number;
}

export const isPresent = (number: number, seats: readonly Seats[]): boolean =>
  seats.some(seat => seat.role === `member-${number}`);

/** The committee by the place where each sits; before a member has checked in, its city stands for the place. */
export function venuesOf(members: readonly Member[], seats: readonly Seats[]): Venue[] {
  const names = [...new Set(members.map(m => m.venue ?? m.city))];
  return names.map(name => {
    const there = members.filter(m => (m.venue ?? m.city) === name);
    return {
      name,
      all: there.length,
      away: there.filter(m => m.checkedIn && !isPresent(m.number, seats)).length,
    };
  });
}
