import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../support/database.ts';
import { record, until } from '../../support/ledger.ts';
import { Ear, type Node, person, startNode } from '../../support/rooms.ts';

let db: Awaited<ReturnType<typeof freshDatabase>>;
let node: Node;
beforeAll(async () => {
  db = await freshDatabase();
  node = await startNode(db, new Set(), {
    queueBytes: 64 << 10,
    behind: 10,
    heartbeatMs: 1e9,
  });
});
afterAll(async () => {
  expect(node.errors).toEqual([]);
  await node.stop();
  await db.drop();
});

const eve = person('eve', 'supervisor');
const text = 'x'.repeat(100_000);

test('a reader that does not keep up is resynchronised by a snapshot, and holds nobody up', async () => {
  const slow = await new Ear(await node.address(eve)).open();
  const quick = await new Ear(await node.address(eve)).open();
  slow.say({ type: 'join' });
  quick.say({ type: 'join' });
  await Promise.all([slow.next('snapshot'), quick.next('snapshot')]);
  slow.socket.pause();
  for (let i = 1; i <= 120; i++) {
    await record(db.orm, { type: 'hall.said', room: 'hall:1', data: { text: `${i} ${text}` } });
    node.bell.ring();
    await quick.count(i);
  }
  expect(quick.events().map(e => e.seq)).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
  slow.socket.resume();
  await slow.next('resync');
  await until(() => slow.heard.filter(m => m.type === 'snapshot').length === 2);
  const after = slow.heard.findLast(m => m.type === 'snapshot');
  expect(after).toMatchObject({ seq: 120 });
  expect(slow.events().length).toBeLessThan(120);
  // Before the cut it missed nothing either: what it got is the beginning, in order.
  expect(slow.events().map(e => e.seq)).toEqual(slow.events().map((_, i) => i + 1));
  await record(db.orm, { type: 'hall.said', room: 'hall:1', data: { text: 'last' } });
  node.bell.ring();
  await until(() => slow.events().at(-1)?.seq === 121);
  await slow.end();
  await quick.end();
});
