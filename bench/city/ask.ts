/** One thing that people ask the service for, again and again with other filters. */
export interface Question {
  readonly name: string;
  /** The path of the nth asking. */
  readonly path: (n: number) => string;
}

export interface Answered {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
  readonly bytes: number;
}

/** An answer that takes longer ends the bench: nobody would have waited for it. */
const patienceMs = 60_000;

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

/** Asks `times` times from `sides` sides at once; a refusal ends the bench, as its time would flatter. */
export async function ask(
  url: string,
  cookie: string,
  { name, path }: Question,
  { sides, times }: { sides: number; times: number },
): Promise<Answered> {
  const took: number[] = [];
  let bytes = 0;
  let next = 0;
  const side = async () => {
    for (let n = next++; n < times; n = next++) {
      const signal = AbortSignal.timeout(patienceMs);
      const from = performance.now();
      const reply = await fetch(`${url}${path(n)}`, { headers: { cookie }, signal });
      const body = await reply.arrayBuffer();
      took.push(performance.now() - from);
      if (!reply.ok) throw new Error(`${path(n)}: ${reply.status} ${Buffer.from(body)}`);
      bytes = body.byteLength;
    }
  };
  await fetch(`${url}${path(0)}`, { headers: { cookie } });
  await Promise.all(Array.from({ length: sides }, side));
  const sorted = took.sort((a, b) => a - b);
  return { name, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), bytes };
}

/** Signs in as the first demo account with this role; gives its cookie. */
export async function signIn(url: string, role: string): Promise<string> {
  const accounts = await fetch(`${url}/api/demo/accounts`);
  const { rows } = (await accounts.json()) as { rows: { person: string; roles: string[] }[] };
  const person = rows.find(row => row.roles.includes(role))?.person;
  const reply = await fetch(`${url}/api/demo/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  return reply.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ');
}
