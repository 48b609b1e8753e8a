import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { Route } from '../contracts/route.ts';
import { NetworkError, problemOf } from './problem.ts';

type Nothing = Record<never, never>;
type Field<N extends string, S extends z.ZodType> =
  Nothing extends z.input<S>
    ? { readonly [name in N]?: z.input<S> }
    : { readonly [name in N]: z.input<S> };

interface Manner {
  readonly signal?: AbortSignal | undefined;
  /** The version that was edited: sent as If-Match, a newer one on the server is refused with CONFLICT. */
  readonly version?: number | undefined;
  /** Keep it over repeats of one act, so that the act counts once; made here when absent. */
  readonly key?: string | undefined;
}

/** What an operation takes: `params`, `query` and `body` by its contract; what may be empty may be left out. */
export type Call<R extends Route> = Field<'params', R['params']> &
  Field<'query', R['query']> &
  Field<'body', R['body']> &
  Manner;

export type Reply<R extends Route> = z.output<R['reply']>;
type Arguments<T> = Nothing extends T ? [input?: T] : [input: T];

interface Loose extends Manner {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** Fires when the server says that nobody is signed in any more. */
export const signedOut = new EventTarget();

/** Calls an operation and parses its reply; throws ProblemError (refused) or NetworkError (no answer). */
export async function call<R extends Route>(
  route: R,
  ...[input]: Arguments<Call<R>>
): Promise<Reply<R>> {
  const loose: Loose = input ?? {};
  const sent = route.method === 'get' ? undefined : JSON.stringify(loose.body ?? {});
  const reply = await send(route, loose, sent, 'application/json');
  return route.reply.parse(await reply.json()) as Reply<R>;
}

/** Sends bytes (a document, a segment) to an operation whose request is bytes; `headers` as Content-Digest. */
export async function callWithBytes<R extends Route>(
  route: R,
  input: Omit<Call<R>, 'body'> & { readonly content: Blob | Uint8Array<ArrayBuffer> },
  headers: Record<string, string> = {},
): Promise<Reply<R>> {
  const type = route.bytes?.request ?? 'application/octet-stream';
  const reply = await send(route, input, input.content, type, headers);
  const text = await reply.text();
  return route.reply.parse(text === '' ? {} : JSON.parse(text)) as Reply<R>;
}

/** Fetches an operation whose reply is a file. */
export async function callForBytes<R extends Route>(
  route: R,
  ...[input]: Arguments<Call<R>>
): Promise<Blob> {
  const loose: Loose = input ?? {};
  const sent = route.method === 'get' ? undefined : JSON.stringify(loose.body ?? {});
  return (await send(route, loose, sent, 'application/json')).blob();
}

/** The address of an operation, for links that the browser itself follows (downloads, images). */
export function addressOf<R extends Route>(
  route: R,
  input: { readonly params?: unknown; readonly query?: unknown } = {},
): string {
  const given = (input.params ?? {}) as Record<string, unknown>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(given[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined) query.set(name, String(value));
  return `/api${path}${query.size > 0 ? `?${query}` : ''}`;
}

async function send(
  route: Route,
  input: Loose,
  body: BodyInit | undefined,
  type: string,
  extra: Record<string, string> = {},
): Promise<Response> {
  const headers = new Headers(extra);
  if (body !== undefined) headers.set('content-type', type);
  if (route.idempotent) headers.set('idempotency-key', input.key ?? uuid());
  if (input.version !== undefined) headers.set('if-match', `"${input.version}"`);
  const request: RequestInit = { method: route.method.toUpperCase(), headers };
  if (body !== undefined) request.body = body;
  if (input.signal) request.signal = input.signal;
  const reply = await persist(addressOf(route, input), request, route);
  if (reply.ok) return reply;
  const error = await problemOf(reply);
  if (error.problem.code === 'SIGN_IN_REQUIRED') signedOut.dispatchEvent(new Event('signed-out'));
  throw error;
}

/** Repeats twice when no answer came, but only what counts once however often it arrives. */
async function persist(url: string, request: RequestInit, route: Route): Promise<Response> {
  const pauses = route.method === 'get' || route.idempotent ? [400, 1600] : [];
  for (const pause of [...pauses, null]) {
    try {
      return await fetch(url, request);
    } catch (error) {
      if (request.signal?.aborted) throw error;
      if (pause === null) throw new NetworkError(error);
      await new Promise(resume => setTimeout(resume, pause));
    }
  }
  throw new NetworkError(undefined);
}
