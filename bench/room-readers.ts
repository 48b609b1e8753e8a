/** Many readers in a process of their own: connects to each address, counts `event` frames, tells when all have come. */
import { WebSocket } from 'ws';

interface Order {
  readonly addresses: readonly string[];
  readonly events: number;
}

const tell = (message: unknown) => process.send?.(message);
const eventFrame = Buffer.from('{"type":"event"');

async function read({ addresses, events }: Order): Promise<void> {
  let left = addresses.length * events;
  const sockets = await Promise.all(
    addresses.map(async address => {
      const socket = new WebSocket(address, { perMessageDeflate: false });
      socket.on('message', (data: Buffer) => {
        if (data.subarray(0, eventFrame.length).equals(eventFrame) && --left === 0) tell('done');
      });
      const first = new Promise(done => socket.once('message', done));
      await new Promise((done, fail) => socket.once('open', done).once('error', fail));
      socket.send('{"type":"join"}');
      await first;
      return socket;
    }),
  );
  tell('ready');
  process.once('message', () => {
    for (const socket of sockets) socket.terminate();
    process.once('message', order => void read(order as Order));
    tell('closed');
  });
}

process.once('message', order => void read(order as Order));
