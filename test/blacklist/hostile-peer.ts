import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Page = { entries: Record<string, unknown>[]; checkpoint: string; more: boolean };

/** A peer that hands on what the real one says, with the feed changed on the way. */
export async function hostilePeer(origin: string) {
  let change: (page: Page) => unknown = page => page;
  const server = createServer(async (request, response) => {
    const reply = await fetch(`${origin}${request.url}`);
    const text = await reply.text();
    const isFeed = request.url?.startsWith('/api/sanctions/feed');
    const changed = isFeed ? change(JSON.parse(text) as Page) : text;
    if (changed === 'redirect') response.writeHead(302, { location: origin }).end();
    else if (changed === 'cut') response.writeHead(200).write('{"entries":[');
    else response.end(typeof changed === 'string' ? changed : JSON.stringify(changed));
    if (changed === 'cut') setTimeout(() => response.destroy(), 50);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tell(next: (page: Page) => unknown) {
      change = next;
    },
    close: () =>
      new Promise<void>(done => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
