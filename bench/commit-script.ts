import type { Orm } from '../src/platform/database.ts';

/** One statement as it went to the server. */
export interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Pool {
  on(event: 'acquire', seen: (client: Client) => void): void;
}
type Query = (config: string | { text: string }, values?: readonly unknown[]) => unknown;
interface Client {
  query: Query;
}

/** Writes down what `act` says to the database. Nothing else may speak meanwhile. */
export async function statementsOf(orm: Orm, act: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  let listening = true;
  const seen = new WeakSet<Client>();
  const pool = (await orm.em.getConnection().getNativeClient()) as unknown as Pool;
  pool.on('acquire', client => {
    if (!listening || seen.has(client)) return;
    seen.add(client);
    const query = client.query.bind(client);
    client.query = (config, values = []) => {
      const text = typeof config === 'string' ? config : config.text;
      if (listening) sent.push({ text, values });
      return query(config, values);
    };
  });
  await act();
  listening = false;
  return sent;
}

/** What must be new in every round of the script: ids by the value they had, and whose chain of bids it is. */
export interface Fresh {
  readonly bid: string;
  readonly event: string;
  readonly organisation: string;
  readonly reference: string;
}

/** Statements that write, or that would find more with every round: here another bidder stands in each time. */
const growing = /\binsert into\b|from bid\b/;

/**
 * The same statements, in the same order and with values of the same size, as a script for pgbench. Each round makes
 * up its own bid, event, bidder and number, so that rounds do not meet in anything but the lot.
 */
export function pgbenchScript(sent: readonly Sent[], fresh: Fresh): string {
  const uuid = (mark: string) =>
    `('${mark}0000000-0000-4000-8000-' || lpad(:n::text, 12, '0'))::uuid`;
  const ids = new Map([
    [fresh.bid, uuid('b')],
    [fresh.event, uuid('e')],
    [fresh.reference, `('R-' || :n)`],
  ]);
  const lines = sent.map(({ text, values }) => {
    const mine = growing.test(text) ? new Map([...ids, [fresh.organisation, uuid('a')]]) : ids;
    const line = text.replace(/\s+/g, ' ').replace(/\$(\d+)/g, (_, place) => {
      const value = values[Number(place) - 1];
      return mine.get(String(value)) ?? literal(value);
    });
    return `${line};`;
  });
  return ['\\set n random(1, 999999999999)', ...lines, ''].join('\n');
}

/** pgbench takes a colon before a letter for a variable, even inside a text. */
const quoted = (text: string) =>
  `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3A')}'`;

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return quoted(value.toISOString());
  if (value instanceof Uint8Array) return quoted(`\\x${Buffer.from(value).toString('hex')}`);
  return quoted(String(value));
}
