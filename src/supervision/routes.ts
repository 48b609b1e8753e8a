import type Router from '@koa/router';
import * as contract from '../../contracts/supervision.ts';
import { kept, serve, serveKept, shared } from '../platform/http.ts';
import { proveEvent } from './prove-event.ts';
import { readTimeline } from './read-timeline.ts';
import { readWall } from './read-wall.ts';

export function supervisionRoutes(router: Router): void {
  // Everybody who watches asks every few seconds for the same thousands of tiles.
  const wall = shared(async ctx => ({ json: kept(contract.readWall, await readWall(ctx)) }));
  serveKept(router, contract.readWall, ctx => wall(ctx));
  serve(router, contract.readTimeline, (ctx, { params, query }) =>
    readTimeline(ctx, params.project, query.after),
  );
  serve(router, contract.proveEvent, (ctx, { params }) => proveEvent(ctx, params.event));
}
