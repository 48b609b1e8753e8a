const windowMs = 30_000;

/** What has gone over the line lately: the average of the last half minute, since single segments come in bursts. */
export class Pace {
  readonly #sent: { readonly at: number; readonly bytes: number }[] = [];
  #since: number | null = null;

  /** `at` in milliseconds of a steady clock. */
  note(at: number, bytes: number): void {
    this.#since ??= at;
    this.#sent.push({ at, bytes });
    while ((this.#sent[0]?.at ?? at) < at - windowMs) this.#sent.shift();
  }

  /** After a pause the time that nothing was meant to go does not count. */
  rest(): void {
    this.#sent.length = 0;
    this.#since = null;
  }

  begin(at: number): void {
    this.#since ??= at;
  }

  /** Bytes per second; null until something has gone for half a second. */
  speed(at: number): number | null {
    if (this.#since === null) return null;
    const span = Math.min(windowMs, at - this.#since);
    if (span < 500) return null;
    const sum = this.#sent.reduce((all, s) => (s.at >= at - windowMs ? all + s.bytes : all), 0);
    return sum > 0 ? (sum * 1000) / span : null;
  }
}

export interface Forecast {
  /** Server time, milliseconds. */
  readonly doneAt: number;
  /** Negative when it comes too late. */
  readonly spareMs: number;
  /** Bytes per second needed to be done in time. */
  readonly needed: number;
}

/** When `left` bytes will have gone at `speed`, against the deadline; `clock` is server milliseconds per real one. */
export function forecast(
  left: number,
  speed: number | null,
  { now, deadline, clock = 1 }: { now: number; deadline: number; clock?: number },
): Forecast | null {
  const needed = (left * 1000 * clock) / Math.max(1, deadline - now);
  if (left === 0) return { doneAt: now, spareMs: deadline - now, needed: 0 };
  if (speed === null) return null;
  const doneAt = now + (left / speed) * 1000 * clock;
  return { doneAt, spareMs: deadline - doneAt, needed };
}
