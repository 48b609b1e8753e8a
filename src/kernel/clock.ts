/** Where rules get the time from. A rule never reads it itself: the use case passes `clock.now()` in. */
export interface Clock {
  readonly now: () => Date;
}

export const systemClock: Clock = { now: () => new Date() };

/**
 * Runs `speed` times as fast as `base` from the moment it is made, so that a demo city can live through an objection
 * window of days in minutes. Never used where a real deadline is at stake.
 */
export function acceleratedClock(speed: number, base: Clock = systemClock): Clock {
  if (!(speed >= 1)) throw new RangeError('a clock runs at least as fast as time');
  const start = base.now().getTime();
  return { now: () => new Date(start + (base.now().getTime() - start) * speed) };
}
