import type { BrowserContext, WebSocketRoute } from 'playwright-core';
import { socketPath } from '../../contracts/rooms.ts';

/** The network of one person, which the test can cut: requests fail, open sockets break, new ones do not come about. */
export interface Wire {
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Sockets opened from now on run through the test. */
export async function wireOf(context: BrowserContext): Promise<Wire> {
  const open = new Set<WebSocketRoute>();
  let whole = true;
  await context.routeWebSocket(
    url => url.pathname === socketPath,
    async socket => {
      if (!whole) return socket.close();
      socket.connectToServer();
      open.add(socket);
    },
  );
  return {
    async cut() {
      whole = false;
      await context.setOffline(true);
      await Promise.all([...open].map(socket => socket.close()));
      open.clear();
    },
    async mend() {
      whole = true;
      await context.setOffline(false);
    },
  };
}
