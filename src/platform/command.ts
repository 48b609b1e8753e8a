import type { EntityManager } from '@mikro-orm/postgresql';
import type { CreditStanding } from '../kernel/credit-standing.ts';
import type { DomainEvent } from '../kernel/event.ts';
import { RuleError } from '../kernel/rule-error.ts';
import type { BarSubject, SanctionBar } from '../kernel/sanction-bar.ts';
import type { Centre } from './centre.ts';
import type { Clock } from './clock.ts';
import type { Actor, Whose } from './identity.ts';
import { type Along, append, type Recorded } from './ledger/append.ts';
import { prepared } from './prepared.ts';
import { type Sought, sought } from './sought.ts';
import type { Storage } from './storage.ts';
import type { Vault } from './vault.ts';

/** What every use case may reach; one per request or job, with its own identity map. */
export interface Context {
  readonly em: EntityManager;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly storage: Storage;
  readonly vault: Vault;
  readonly centre: Centre;
  /** Whether a signing certificate (SHA-256, hex) is the caller's own, or one of the caller's unit. */
  readonly isOwnCertificate: (
    ctx: Pick<Context, 'em' | 'actor'>,
    sha256: string,
    whose: Whose,
  ) => Promise<boolean>;
  /**
   * The listing that bars somebody at `at`, or null. Asked inside a transaction, it holds to the end of that: no listing
   * comes between the answer and the commit.
   */
  readonly barOn: (em: EntityManager, subject: BarSubject, at: Date) => Promise<SanctionBar | null>;
  /** The credit of an organisation as of the publication of a project: for what its documents make depend on it. */
  readonly creditFor: (
    em: EntityManager,
    organisation: string,
    project: string,
  ) => Promise<CreditStanding>;
  /** Network address of the caller (C49), and the id that finds the log line. */
  readonly address: string;
  readonly trace: string;
  /** Called after a commit that recorded events: wakes the sequencer and the rooms of this node. */
  readonly wake: () => void;
}

/**
 * Inside a transaction: the time is read when asked, so ask after the lock is held.
 * An event bears the time at which it was decided: the one that was read last.
 */
export interface Transaction {
  readonly em: EntityManager;
  now(): Promise<Date>;
  /**
   * The one row of a `select … for update` and the time read after its lock, in one round trip; null without a row.
   * The select is a prepared one: its text is a constant.
   */
  lock<Row extends object>(
    select: string,
    values: readonly unknown[],
  ): Promise<{ readonly row: Row; readonly now: Date } | null>;
  /** Stores the event, and the rows that `along` makes of it, together. */
  record(event: DomainEvent, along?: Along): Promise<Recorded>;
}

/** Runs `decide` in one transaction: the change and the events it records are stored together, or neither is. */
export async function transact<T>(
  ctx: Context,
  decide: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let recorded = false;
  const result = await ctx.em.fork().transactional(em => {
    let read: Date | null = null;
    const now = async () => {
      read = await ctx.clock.now(em as EntityManager);
      return read;
    };
    return decide({
      em: em as EntityManager,
      now,
      async lock<Row extends object>(select: string, values: readonly unknown[]) {
        // What locks is never folded into the statement around it: the time is read from the row it hands up, locked.
        const [row] = await prepared<Row & { now: string }>(
          em as EntityManager,
          `with locked as materialized (${select}) select locked.*, ${ctx.clock.sql} as now from locked`,
          values,
        );
        if (!row) return null;
        read = new Date(Number(row.now));
        return { row, now: read };
      },
      async record(event, along) {
        recorded = true;
        const at = read ?? (await now());
        return append(em as EntityManager, event, ctx.actor.person, at, along);
      },
    });
  });
  if (recorded) ctx.wake();
  return result;
}

/** Throws NOT_FOUND unless `found`: what is hidden from the caller is not found either. */
export function must<T>(found: T | null | undefined, what: Sought): T {
  if (found !== null && found !== undefined) return found;
  const { zh, en } = sought[what];
  throw new RuleError('NOT_FOUND', { zh: `没有找到${zh}。`, en: `${en} was not found.` });
}
