import type Router from '@koa/router';
import * as contract from '../../../contracts/rooms.ts';
import { serve } from '../http.ts';
import type { Rooms } from './hub.ts';

export function roomRoutes(router: Router, rooms: Rooms): void {
  serve(router, contract.issueTicket, async (ctx, { body }) => {
    const { ticket, expiresAt } = await rooms.issueTicket(ctx, body.room);
    return { ticket, expiresAt: expiresAt.toISOString() };
  });
}
