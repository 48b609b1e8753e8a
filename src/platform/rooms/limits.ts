/** What a socket may use of us. */
export interface Limits {
  readonly messageBytes: number;
  /** A client says little: a burst, then so many a second. */
  readonly burst: number;
  readonly perSecond: number;
  /** Bytes waiting in one socket before it gets nothing more until they have left. */
  readonly queueBytes: number;
  /** A reader behind by more events than this is given a snapshot instead. */
  readonly behind: number;
  /** A reader that takes nothing for this long is let go. */
  readonly stuckMs: number;
  readonly socketsPerSession: number;
  readonly sockets: number;
  /** A socket that has not joined by then is closed. */
  readonly joinMs: number;
  readonly heartbeatMs: number;
}

export const defaultLimits: Limits = {
  messageBytes: 4096,
  burst: 20,
  perSecond: 2,
  queueBytes: 1 << 18,
  behind: 100,
  stuckMs: 30_000,
  socketsPerSession: 12,
  sockets: 20_000,
  joinMs: 10_000,
  heartbeatMs: 15_000,
};

/** A token bucket: `take` says whether one more is within the rate. */
export function bucket(burst: number, perSecond: number): { take: () => boolean } {
  let tokens = burst;
  let last = performance.now();
  return {
    take() {
      const now = performance.now();
      tokens = Math.min(burst, tokens + ((now - last) / 1000) * perSecond);
      last = now;
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
  };
}
