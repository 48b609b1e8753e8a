import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { addressOf } from '../../contracts/client.ts';
import { operations } from '../../contracts/openapi.ts';
import type { Route } from '../../contracts/route.ts';

/** Somebody who looks: signed in by `token`, or nobody. */
export interface Viewer {
  readonly name: string;
  readonly token: string | null;
}

/** What one request gave. */
export interface Sight {
  readonly viewer: string;
  readonly operation: string;
  readonly path: string;
  readonly status: number;
  readonly body: string;
  /** The body and every header, escapes undone. */
  readonly text: string;
}

/** Values for parameters by their names: every combination is asked for. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Everything that a GET of any contract gives each viewer, for all that is known. */
export async function walkApi(
  origin: string,
  viewers: readonly Viewer[],
  known: Known,
): Promise<Sight[]> {
  const sights: Sight[] = [];
  for (const viewer of viewers)
    for (const { name, route } of operations())
      for (const path of addressesOf(route, known))
        sights.push(await look(origin, viewer, name, path));
  return sights;
}

function addressesOf(route: Route, known: Known): string[] {
  if (route.method !== 'get') return [];
  const names = [...route.path.matchAll(/:(\w+)/g)].map(found => found[1] ?? '');
  const queried = Object.keys((route.query as { shape?: object }).shape ?? {}).filter(
    name => name in known,
  );
  let all: { params: Record<string, string>; query: Record<string, string> }[] = [
    { params: {}, query: {} },
  ];
  for (const name of names)
    all = all.flatMap(so =>
      (known[name] ?? []).map(value => ({ ...so, params: { ...so.params, [name]: value } })),
    );
  for (const name of queried)
    all = all.flatMap(so =>
      (known[name] ?? []).map(value => ({ ...so, query: { ...so.query, [name]: value } })),
    );
  return all.map(input => addressOf(route, input));
}

export async function look(
  origin: string,
  viewer: Viewer,
  operation: string,
  path: string,
): Promise<Sight> {
  const headers = viewer.token === null ? {} : { authorization: `Bearer ${viewer.token}` };
  const reply = await fetch(origin + path, { headers });
  const said = [...reply.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  const body = Buffer.from(await reply.arrayBuffer()).toString('utf8');
  const { status } = reply;
  return {
    viewer: viewer.name,
    operation,
    path,
    status,
    body,
    text: `${body}\n${unescaped(said)}`,
  };
}

const unescaped = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Every page that a visitor reaches by following links from the first one. */
export async function walkPages(origin: string, most = 80): Promise<Sight[]> {
  const visitor = { name: 'visitor', token: null };
  const waiting = ['/', '/results', '/log', '/receipts', '/projects.csv', '/metrics', '/readyz'];
  const asked = new Set(waiting);
  const sights: Sight[] = [];
  for (let path = waiting.shift(); path && sights.length < most; path = waiting.shift()) {
    const sight = await look(origin, visitor, 'page', path);
    sights.push(sight);
    for (const [, href = ''] of sight.text.matchAll(/href="(\/(?!\/)[^"#]*)/g)) {
      const next = href.replaceAll('&amp;', '&');
      if (!asked.has(next)) waiting.push(next);
      asked.add(next);
    }
  }
  return sights;
}

/** Every row of every table, as text: bytes as hexadecimal. */
export async function dumpDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    const tables = [];
    for (const { name } of rows) {
      const found = await client.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${name} t`,
      );
      tables.push(...found.rows.map(({ row }) => row));
    }
    return tables.join('\n');
  } finally {
    await client.end();
  }
}

/** Every file below a folder with its bytes. */
export async function filesBelow(folder: string): Promise<{ path: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter(e => e.isFile()).map(e => join(e.parentPath, e.name));
  return Promise.all(paths.map(async path => ({ path, bytes: await readFile(path) })));
}

/** How a secret text may hide in another: as it is, as hexadecimal, or in base64 at any of three places. */
export function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const encoded = [0, 1, 2].map(shift => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // The first and last groups of four characters mix with what stands beside.
    return text.slice(shift === 0 ? 0 : 4, 4 * Math.floor((shift + bytes.length) / 3));
  });
  return [secret, bytes.toString('hex'), ...encoded];
}
