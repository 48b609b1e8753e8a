import type { Call, Reply } from '../contracts/client.ts';
import { addressOf } from '../contracts/client.ts';
import { NetworkError, problemOf } from '../contracts/problem-error.ts';
import type { Route } from '../contracts/route.ts';

interface Watch {
  readonly progress: (sent: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Sends one file to an operation whose request is bytes, telling how much has gone; fetch cannot tell that. */
export function upload<R extends Route>(
  route: R,
  input: Omit<Call<R>, 'body'>,
  file: Blob,
  { progress, signal }: Watch,
): Promise<Reply<R>> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply<R>>();
  const request = new XMLHttpRequest();
  request.open(route.method.toUpperCase(), addressOf(route, input));
  request.setRequestHeader('content-type', route.bytes?.request ?? 'application/octet-stream');
  request.upload.addEventListener('progress', e => progress(e.loaded, file.size));
  request.addEventListener('error', () => reject(new NetworkError(request.status)));
  request.addEventListener('abort', () => reject(signal.reason));
  request.addEventListener('load', async () => {
    const reply = new Response(request.responseText, { status: request.status });
    if (!reply.ok) reject(await problemOf(reply));
    else resolve(route.reply.parse(await reply.json()) as Reply<R>);
  });
  signal.addEventListener('abort', () => request.abort(), { once: true });
  request.send(file);
  return promise;
}
