import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { freshDatabase } from '../../support/database.ts';
import { record, until } from '../../support/ledger.ts';
import { Ear, type Node, person, startNode } from '../../support/rooms.ts';

let db: Awaited<ReturnType<typeof freshDatabase>>;
let node: Node;
beforeAll(async () => {
  db = await freshDatabase();
  node = await startNode(db, new Set(), { heartbeatMs: 100 });
});
afterAll(async () => {
  expect(node.errors).toEqual([]);
  await node.stop();
  await db.drop();
});

const eve = person('eve', 'supervisor');

test('a socket that shows no life is ended, one that answers stays', async () => {
  const alive = await new Ear(await node.address(eve)).open();
  alive.say({ type: 'join' });
  const dead = new WebSocket(await node.address(eve), { autoPong: false });
  let code = 0;
  dead.on('close', closed => {
    code = closed;
  });
  await until(() => code !== 0);
  expect(code).toBe(1006);
  expect(alive.closed).toBeNull();
  await alive.end();
});

test('an event that nobody rang for is found at the next beat', async () => {
  const ear = await new Ear(await node.address(eve)).open();
  ear.say({ type: 'join' });
  await ear.next('snapshot');
  await record(db.orm, { type: 'hall.said', room: 'hall:1', data: { text: 'silent' } });
  await ear.count(1);
  await ear.end();
});
