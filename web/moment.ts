import { now } from './server-clock.ts';
import { nearOf } from './time.ts';

/** A moment inside a sentence: 15:00 when it is today, else with its date; follows the page's clock. */
export const minuteOn = (at: string | number): string => nearOf(at, now.value, 'minute');
/** The same to the second. */
export const secondOn = (at: string | number): string => nearOf(at, now.value, 'second');
