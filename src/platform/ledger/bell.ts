import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Word between the nodes of one database, told after commits only: a NOTIFY inside the write transaction would queue all writers. */
export interface Bell {
  /** Tells every node (this one too, at once) that something was committed; many rings in a row are one. */
  ring(): void;
  /** Sends a short message (< 8000 bytes) to the other nodes. */
  tell(topic: string, message: unknown): void;
  /** Settles when what was said so far has left. */
  stop(): Promise<void>;
}

export interface BellOptions {
  readonly url: string;
  /** Something may have been committed: by this node, another, or unheard while the connection was away. */
  readonly onRing: () => void;
  readonly onTell?: (topic: string, message: unknown) => void;
  readonly onError?: (error: unknown) => void;
}

const channel = 'kaibiao';
const again = 500;

/** Listens and speaks on one dedicated connection, which it keeps alive. */
export async function startBell(options: BellOptions): Promise<Bell> {
  const node = randomUUID();
  const say: string[] = [];
  let client: pg.Client | null = null;
  let stopped = false;
  let sending: Promise<void> = Promise.resolve();
  let ringing = false;

  const hear = (payload: string) => {
    const word = JSON.parse(payload) as { node: string; topic?: string; message?: unknown };
    if (word.node === node) return;
    if (word.topic === undefined) options.onRing();
    else options.onTell?.(word.topic, word.message);
  };

  const connect = async () => {
    const next = new pg.Client({
      connectionString: options.url,
      keepAlive: true,
      application_name: 'kaibiao-bell',
    });
    next.on('notification', n => hear(n.payload ?? ''));
    next.on('error', () => lost(next));
    next.on('end', () => lost(next));
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    client = next;
    send();
  };

  const lost = (gone: pg.Client) => {
    if (client !== gone || stopped) return;
    client = null;
    void reconnect();
  };
  const reconnect = async () => {
    while (!stopped && client === null) {
      await new Promise(done => setTimeout(done, again));
      await connect().catch(error => options.onError?.(error));
    }
    // What was rung while we were deaf.
    if (!stopped) options.onRing();
  };

  const send = () => {
    sending = sending.then(async () => {
      while (client !== null && say.length > 0) {
        const [word] = say;
        if (word === ringWord) ringing = false;
        await client.query('select pg_notify($1, $2)', [channel, word]);
        say.shift();
      }
    });
    sending = sending.catch(error => options.onError?.(error));
  };
  const ringWord = JSON.stringify({ node });

  await connect();
  return {
    ring() {
      options.onRing();
      if (ringing || stopped) return;
      ringing = true;
      say.push(ringWord);
      send();
    },
    tell(topic, message) {
      if (stopped) return;
      // While the connection is away old words lose their worth: the newest hundred are enough.
      if (say.length > 100) say.splice(1, say.length - 100);
      say.push(JSON.stringify({ node, topic, message }));
      send();
    },
    async stop() {
      await sending;
      stopped = true;
      await client?.end();
    },
  };
}
