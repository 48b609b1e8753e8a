import type Router from '@koa/router';
import * as contract from '../../contracts/supervision.ts';
import { serve } from '../platform/http.ts';
import { proveEvent } from './prove-event.ts';
import { readTimeline } from './read-timeline.ts';
import { readWall } from './read-wall.ts';

export function supervisionRoutes(router: Router): void {
  serve(router, contract.readWall, ctx => readWall(ctx));
  serve(router, contract.readTimeline, (ctx, { params, query }) =>
    readTimeline(ctx, params.project, query.after),
  );
  serve(router, contract.proveEvent, (ctx, { params }) => proveEvent(ctx, params.event));
}
