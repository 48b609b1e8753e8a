import { createConnection } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeCodes, socketPath } from '../../../contracts/rooms.ts';
import { freshDatabase } from '../../support/database.ts';
import { record, until } from '../../support/ledger.ts';
import { Ear, type Node, person, startNode } from '../../support/rooms.ts';

let db: Awaited<ReturnType<typeof freshDatabase>>;
let node: Node;
const ended = new Set<string>();
beforeAll(async () => {
  db = await freshDatabase();
  node = await startNode(db, ended, { joinMs: 300, socketsPerSession: 3 });
});
afterAll(async () => {
  expect(node.errors).toEqual([]);
  await node.stop();
  await db.drop();
});

const eve = person('eve', 'supervisor');
const refusedWith = async (address: string, status: string, headers = {}) =>
  expect(new Ear(address, headers).open()).rejects.toThrow(status);

test('a ticket opens one socket, once', async () => {
  const address = await node.address(eve);
  const ear = await new Ear(address).open();
  await refusedWith(address, '401');
  await ear.end();
});

test('a ticket older than its 30 seconds opens nothing', async () => {
  const address = await node.address(eve);
  await db.orm.em
    .fork()
    .execute(`update room_ticket set expires_at = clock_timestamp() - interval '1 second'`);
  await refusedWith(address, '401');
});

test('no ticket, or a made-up one, opens nothing', async () => {
  const base = `ws://127.0.0.1:${node.port}${socketPath}`;
  await refusedWith(base, '401');
  await refusedWith(`${base}?ticket=${'A'.repeat(32)}`, '401');
  await refusedWith(`ws://127.0.0.1:${node.port}/else`, '404');
});

test('a page of another site is refused before its ticket is even looked at', async () => {
  const address = await node.address(eve);
  await refusedWith(address, '403', { origin: 'https://evil.example' });
  await refusedWith(address, '403', { origin: 'null' });
  const ear = await new Ear(address, { origin: `http://127.0.0.1:${node.port}` }).open();
  await ear.end();
  const ours = await new Ear(await node.address(eve), { origin: 'https://trade.example' }).open();
  await ours.end();
});

test('there is no ticket for a room one may not enter, or that does not exist', async () => {
  await expect(node.address(eve, 'hall:closed')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(node.address(eve, 'cellar:1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a session that ended after the ticket was issued opens nothing', async () => {
  const address = await node.address(person('gone', 'bidder', 's-gone'));
  ended.add('s-gone');
  await refusedWith(address, '403');
});

test('when a session ends its sockets end, and nobody else’s', async () => {
  const leaving = await new Ear(await node.address(person('x', 'bidder', 's-x'))).open();
  const staying = await new Ear(await node.address(person('y', 'bidder', 's-y'))).open();
  leaving.say({ type: 'join' });
  staying.say({ type: 'join' });
  await leaving.next('snapshot');
  ended.add('s-x');
  await record(db.orm);
  node.bell.ring();
  await until(() => leaving.closed !== null);
  expect(leaving.closed).toBe(closeCodes.sessionEnded);
  expect(staying.closed).toBeNull();
  await staying.end();
});

test('one session holds only so many sockets', async () => {
  const actor = person('many', 'bidder', 's-many');
  const ears = [];
  for (let i = 0; i < 3; i++) ears.push(await new Ear(await node.address(actor)).open());
  await refusedWith(await node.address(actor), '503');
  for (const ear of ears) await ear.end();
});

test('a message too big ends the socket', async () => {
  const ear = await new Ear(await node.address(eve)).open();
  ear.say({ type: 'join', venue: 'x'.repeat(5000) });
  await until(() => ear.closed !== null);
  expect(ear.closed).toBe(closeCodes.tooBig);
});

test('what is not in the protocol ends the socket', async () => {
  for (const wrong of [
    '{',
    '{}',
    '{"type":"join","after":-1}',
    '{"type":"join","as":"root"}',
    '[]',
  ]) {
    const ear = await new Ear(await node.address(eve)).open();
    ear.say(wrong);
    await until(() => ear.closed !== null);
    expect(ear.closed, wrong).toBe(closeCodes.malformed);
  }
  const twice = await new Ear(await node.address(eve)).open();
  twice.say({ type: 'join' }).say({ type: 'join' });
  await until(() => twice.closed !== null);
  expect(twice.closed).toBe(closeCodes.malformed);
});

test('a socket that talks too much is ended', async () => {
  const ear = await new Ear(await node.address(eve)).open();
  ear.say({ type: 'join' });
  for (let i = 0; i < 40; i++) ear.say({ type: 'ping', sent: i });
  await until(() => ear.closed !== null);
  expect(ear.closed).toBe(closeCodes.tooMany);
});

test('a socket that never joins is ended', async () => {
  const ear = await new Ear(await node.address(eve)).open();
  await until(() => ear.closed !== null);
  expect(ear.closed).toBe(closeCodes.malformed);
});

test('a connection that breaks in mid-handshake harms nobody', async () => {
  const raw = createConnection(node.port, '127.0.0.1');
  const address = new URL(await node.address(eve));
  raw.write(
    `GET ${address.pathname}${address.search} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
    () => raw.destroy(),
  );
  await until(() => raw.destroyed);
  const ear = await new Ear(await node.address(eve)).open();
  await ear.end();
});
