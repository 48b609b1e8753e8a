import { z } from 'zod';
import { ClientMessage, closeCodes, ServerMessage, socketPath } from './rooms.ts';

type Messages = Record<string, { name: string; contentType: string; payload: unknown }>;

/** AsyncAPI 3 of the rooms, printed from the contract that guards the sockets. */
export function asyncapi(): Record<string, unknown> {
  const said = messages(ClientMessage.options, 'input');
  const heard = messages(ServerMessage.options, 'output', 'server-');
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Kaibiao 开标: rooms',
      version: '1',
      description: `Live rooms as ordered streams. Fetch a ticket at POST /api/rooms/ticket, open the socket with it, say \`join\`. Close codes: ${JSON.stringify(closeCodes)}.`,
    },
    channels: {
      room: {
        address: `${socketPath}?ticket={ticket}`,
        parameters: { ticket: { description: 'One-time, good for 30 seconds' } },
        messages: { ...said, ...heard },
        bindings: { ws: { method: 'GET' } },
      },
    },
    operations: {
      say: operation('receive', said),
      hear: operation('send', heard),
    },
  };
}

/** AsyncAPI names a message once in its channel, so what the server says is told apart from what it hears. */
function messages(
  options: readonly z.ZodObject<{ type: z.ZodLiteral<string> }>[],
  io: 'input' | 'output',
  prefix = '',
): Messages {
  return Object.fromEntries(
    options.map(option => {
      const name = option.shape.type.value;
      const payload = z.toJSONSchema(option, { io, unrepresentable: 'any' });
      return [prefix + name, { name, contentType: 'application/json', payload }];
    }),
  );
}

const operation = (action: 'send' | 'receive', list: Messages) => ({
  action,
  channel: { $ref: '#/channels/room' },
  messages: Object.keys(list).map(key => ({ $ref: `#/channels/room/messages/${key}` })),
});
