import { expect, test } from 'vitest';
import { asyncapi } from '../../contracts/asyncapi.ts';

interface Document {
  channels: { room: { messages: Record<string, { payload: { properties: object } }> } };
  operations: Record<string, { messages: { $ref: string }[] }>;
}

test('every message of the room protocol is described, and every reference leads somewhere', () => {
  const document = JSON.parse(JSON.stringify(asyncapi())) as Document;
  const { messages } = document.channels.room;
  expect(Object.keys(messages)).toEqual([
    'join',
    'ping',
    'server-snapshot',
    'server-resumed',
    'server-event',
    'server-resync',
    'server-presence',
    'server-pong',
  ]);
  const refs = Object.values(document.operations).flatMap(o => o.messages.map(m => m.$ref));
  const known = Object.keys(messages).map(key => `#/channels/room/messages/${key}`);
  expect(refs.toSorted()).toEqual(known.toSorted());
  for (const message of Object.values(messages)) expect(message.payload.properties).toBeDefined();
});
