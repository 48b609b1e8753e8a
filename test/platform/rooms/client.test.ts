import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type ServerMessage, ServerMessage as schema } from '../../../contracts/rooms.ts';
import type { Reducer } from '../../../src/kernel/room.ts';
import { joinRoom, type RoomClientOptions, type Wire } from '../../../src/kernel/room-client.ts';
import { freshDatabase } from '../../support/database.ts';
import { record, until } from '../../support/ledger.ts';
import { type HallState, hall, type Node, person, startNode } from '../../support/rooms.ts';

let db: Awaited<ReturnType<typeof freshDatabase>>;
let node: Node;
const ended = new Set<string>();
beforeAll(async () => {
  db = await freshDatabase();
  node = await startNode(db, ended);
});
afterAll(async () => {
  await node.stop();
  await db.drop();
});

const said: ServerMessage[] = [];
const wires: WebSocket[] = [];
/** The real socket, with its messages written down. */
class Recorded extends WebSocket {
  constructor(address: string) {
    super(address);
    wires.push(this);
    this.on('message', data => said.push(schema.parse(JSON.parse(data.toString()))));
  }
}

const eve = person('eve', 'supervisor', 's-client');
const join = (room: string, more: Partial<RoomClientOptions<HallState>> = {}) =>
  joinRoom<HallState>({
    reducer: hall.reducer as Reducer<HallState>,
    address: () => node.address(eve, room),
    WebSocket: Recorded as unknown as new (address: string) => Wire,
    onState: () => undefined,
    minWaitMs: 20,
    ...more,
  });
const happen = async (room: string, text: string) => {
  await record(db.orm, { type: 'hall.said', room, data: { text } });
  node.bell.ring();
};

test('the client keeps the state through cuts, taking only what it missed', async () => {
  const room = 'hall:client';
  const states: number[] = [];
  const client = join(room, { onState: state => states.push(state.said.length) });
  await until(() => client.status === 'live');
  const expected: string[] = [];
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 3; i++) {
      expected.push(`${round}.${i}`);
      await happen(room, `${round}.${i}`);
    }
    await until(() => client.seq === expected.length);
    wires.at(-1)?.terminate();
    expected.push(`cut ${round}`);
    await happen(room, `cut ${round}`);
    await until(() => client.seq === expected.length);
  }
  expect(client.state.said).toEqual(expected);
  expect(states).toEqual([0, ...expected.map((_, i) => i + 1)]);
  expect(said.filter(m => m.type === 'snapshot')).toHaveLength(1);
  expect(said.filter(m => m.type === 'resumed').length).toBe(4);
  client.close();
  expect(client.status).toBe('ended');
});

test('the client survives a restart of the node', async () => {
  const room = 'hall:restart';
  const client = join(room);
  await until(() => client.status === 'live');
  await happen(room, 'before');
  await until(() => client.seq === 1);
  await node.stop();
  await until(() => client.status === 'away');
  await record(db.orm, { type: 'hall.said', room, data: { text: 'meanwhile' } });
  node = await startNode(db, ended);
  await until(() => client.seq === 2);
  expect(client.state.said).toEqual(['before', 'meanwhile']);
  client.close();
});

test('the client learns the server’s time and how far it may be off', async () => {
  const clocks: [number, number][] = [];
  const client = join('hall:clock', { onClock: (offset, error) => clocks.push([offset, error]) });
  const [[offset, error]] = await until(() => clocks.length > 0 && (clocks as [[number, number]]));
  expect(Math.abs(offset)).toBeLessThanOrEqual(error + 1000);
  client.close();
});

test('a client whose session ended, or who is refused, does not come back', async () => {
  const why: unknown[] = [];
  const client = join('hall:end', {
    onStatus: (status, reason) => status === 'ended' && why.push(reason),
  });
  await until(() => client.status === 'live');
  ended.add('s-client');
  node.bell.ring();
  await until(() => client.status === 'ended');
  expect(why).toEqual([4001]);
  const refused = join('hall:closed', { onStatus: (_, reason) => why.push(reason) });
  await until(() => refused.status === 'ended');
  expect(why.at(-1)).toMatchObject({ code: 'FORBIDDEN' });
});
