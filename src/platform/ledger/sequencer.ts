import { randomInt } from 'node:crypto';
import pg from 'pg';
import type { LogKey } from './key.ts';
import { round, roundLimit } from './round.ts';

export interface Sequencer {
  /** Events wait: take them soon. */
  wake(): void;
  /** Whether this node is the one that writes the log now. */
  readonly leads: boolean;
  /** Finishes the round under way and gives the lead up. */
  stop(): Promise<void>;
}

export interface SequencerOptions {
  readonly url: string;
  readonly key: LogKey;
  /** Called after each round that took events. */
  readonly onRound?: (events: number) => void;
  readonly onError?: (error: unknown) => void;
  /** How long events gather before a round. */
  readonly gatherMs?: number;
  /** Mean time between cover rounds of an idle log. */
  readonly coverMs?: number;
  /** A leader that is silent for this long (frozen, cut off) is put out by the server. */
  readonly patienceMs?: number;
}

/** Advisory lock of the one sequencer of a cluster. */
const lock = 7202;
const retryMs = 500;

/**
 * Runs the sequencer of this node: it writes the log while it holds the cluster's lock, else stands by.
 * Lock and rounds share one session, so whoever lost the lock cannot write; a frozen leader is ended by the server.
 */
export function startSequencer(options: SequencerOptions): Sequencer {
  const { gatherMs = 100, coverMs = 5000, patienceMs = 15_000 } = options;
  const { onError = () => undefined } = options;
  /** A leader shows life well before the server's patience ends; it also finds events that nobody rang for. */
  const pulseMs = patienceMs / 5;
  let stopped = false;
  let leads = false;
  let woken = false;
  let rouse = () => {};
  const sleep = (ms: number) =>
    new Promise<void>(done => {
      const timer = setTimeout(done, ms);
      rouse = () => {
        clearTimeout(timer);
        done();
      };
    });

  const rest = async (coverAt: number) => {
    if (!woken) await sleep(Math.min(pulseMs, Math.max(1, coverAt - Date.now())));
    if (woken && !stopped) await sleep(gatherMs);
  };

  const lead = async (client: pg.Client) => {
    for (let coverAt = nextCover(coverMs); !stopped; ) {
      woken = false;
      const cover = Date.now() >= coverAt;
      const taken = await round(client, options.key, cover);
      if (taken > 0 || cover) coverAt = nextCover(coverMs);
      if (taken > 0) options.onRound?.(taken);
      if (taken < roundLimit) await rest(coverAt);
    }
  };

  /** Stands by until the lead is free, then leads until it is lost or given up. */
  const serve = async () => {
    const client = await session(options.url, patienceMs);
    try {
      while (!stopped && !(await takeLock(client))) await sleep(retryMs);
      leads = !stopped;
      if (leads) await lead(client);
    } finally {
      leads = false;
      await client.end().catch(() => undefined);
    }
  };

  const running = (async () => {
    while (!stopped) {
      await serve().catch(onError);
      if (!stopped) await sleep(retryMs);
    }
  })();
  return {
    wake() {
      if (!leads || woken) return;
      woken = true;
      rouse();
    },
    get leads() {
      return leads;
    },
    async stop() {
      stopped = true;
      rouse();
      await running;
    },
  };
}

/**
 * Exponentially distributed: cover rounds come like independent arrivals, so that one more round,
 * the one that a bid causes, is not told from them (C21).
 */
function nextCover(mean: number): number {
  return Date.now() - Math.log(randomInt(1, 2 ** 32) / 2 ** 32) * mean;
}

/** A dead or frozen leader must not hold the lock: the server ends a session that stays silent. */
async function session(url: string, patienceMs: number): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    application_name: 'kaibiao-sequencer',
    options: Object.entries({
      idle_session_timeout: patienceMs,
      idle_in_transaction_session_timeout: patienceMs,
      tcp_keepalives_idle: 10,
      tcp_keepalives_interval: 5,
      tcp_keepalives_count: 3,
      synchronous_commit: 'on',
    })
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  });
  // A lost connection shows as the failure of the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Polled, not waited for: a waiting statement would hold back the server's clean-up of dead rows. */
async function takeLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock($1) as taken',
    [lock],
  );
  return rows[0]?.taken === true;
}
