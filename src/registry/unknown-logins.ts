import { lockedUntil, requireUnlocked } from './rules.ts';

/** Names remembered; the oldest are forgotten first, so that a flood of names cannot fill the memory. */
const most = 10_000;

/** Locks names that nobody has just as it locks accounts: being locked does not tell that an account exists. */
export class UnknownLogins {
  private readonly attempts = new Map<string, { failures: number; until: Date | null }>();

  /** Counts an attempt; throws ACCOUNT_LOCKED as it would for an account. */
  countAttempt(login: string, now: Date): void {
    const held = this.attempts.get(login) ?? { failures: 0, until: null };
    requireUnlocked(held.until, now);
    const failures = held.failures + 1;
    this.attempts.delete(login);
    this.attempts.set(login, { failures, until: lockedUntil(failures, now) });
    const [oldest] = this.attempts.keys();
    if (this.attempts.size > most && oldest !== undefined) this.attempts.delete(oldest);
  }
}
