import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Keeps one part of a sealed bid. */
export type Keep = (path: string, bytes: Uint8Array | null) => Promise<void>;

/** Sends parts as they come, four at once as the product's clients do, and waits for all at the end. */
export function toServer(url: string): { keep: Keep; done: () => Promise<unknown> } {
  const under = new Set<Promise<void>>();
  return {
    async keep(path, bytes) {
      const sent = send(url, path.replaceAll('/', '-'), Readable.from([bytes ?? new Uint8Array()]));
      under.add(sent);
      void sent.finally(() => under.delete(sent));
      if (under.size >= 4) await Promise.race(under);
    },
    done: () => Promise.all(under),
  };
}

export async function send(url: string, name: string, body: Readable): Promise<void> {
  const sending = request(`${url}/${name}`, { method: 'PUT' });
  const answered = once(sending, 'response');
  await pipeline(body, sending);
  const [answer] = (await answered) as [IncomingMessage];
  // An answer that nobody reads keeps its connection, and with it the body that was sent.
  answer.resume();
  if (answer.statusCode !== 204) throw new Error(`the server answered ${answer.statusCode}`);
}

/** The bare server: a body becomes a file, synced before the answer. */
export async function receiver(folder: string) {
  await mkdir(join(folder, 'received'));
  const server = createServer(async (incoming, answer) => {
    const file = await open(join(folder, 'received', basename(incoming.url ?? '')), 'w');
    for await (const chunk of incoming) await file.writeFile(chunk);
    await file.sync();
    await file.close();
    answer.writeHead(204).end();
  });
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
