/** One ping: when it left and came back on this machine's own steady clock, and what the server said. */
export interface Ping {
  readonly sent: number;
  readonly received: number;
  readonly server: number;
}

/** The server's time as a line over this machine's steady clock, and how far it may be off (milliseconds). */
export interface Sync {
  readonly at: number;
  readonly server: number;
  /** Server milliseconds per real one: 1, except in a demo city whose clock runs fast. */
  readonly speed: number;
  readonly accuracy: number;
}

/**
 * Median offset of the faster half of the pings: a ping that waited in a queue says little.
 * `accuracy` is half the best round trip plus how far the good pings disagree.
 */
export function synchronise(pings: readonly Ping[], speed = 1): Sync {
  const trips = [...pings].sort((a, b) => a.received - a.sent - (b.received - b.sent));
  const good = trips.slice(0, Math.ceil(trips.length / 2));
  const offsets = good
    .map(p => p.server - ((p.sent + p.received) / 2) * speed)
    .sort((a, b) => a - b);
  const best = good[0];
  const median = offsets[Math.floor(offsets.length / 2)];
  if (!best || median === undefined) throw new RangeError('a clock needs at least one ping');
  const spread = ((offsets.at(-1) ?? median) - (offsets[0] ?? median)) / 2 / speed;
  const accuracy = Math.max(1, Math.round((best.received - best.sent) / 2 + spread));
  return { at: best.received, server: median + best.received * speed, speed, accuracy };
}

/** The server's time when this machine's steady clock shows `at`. */
export const serverTime = (sync: Sync, at: number): number =>
  sync.server + (at - sync.at) * sync.speed;
