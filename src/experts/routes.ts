import type Router from '@koa/router';
import * as contract from '../../contracts/experts.ts';
import { serve } from '../platform/http.ts';
import { answerCall, listMyCalls } from './answer-call.ts';
import { readCallList, recomputeDraw } from './check-draw.ts';
import { drawExperts } from './draw-experts.ts';
import { nominateRepresentatives } from './nominate.ts';
import { readDraw } from './read-draw.ts';
import { replaceExpert } from './replace-expert.ts';
import { widenDraw } from './widen-draw.ts';

export function expertRoutes(router: Router): void {
  serve(router, contract.readDraw, (ctx, { params }) => readDraw(ctx, params.lot));
  serve(router, contract.drawExperts, (ctx, { params }) => drawExperts(ctx, params.lot));
  serve(router, contract.listMyCalls, listMyCalls);
  serve(router, contract.answerCall, (ctx, { params, body }) => answerCall(ctx, params.lot, body));
  serve(router, contract.readCallList, (ctx, { params }) => readCallList(ctx, params.lot));
  serve(router, contract.nominateRepresentatives, (ctx, { params, body }) =>
    nominateRepresentatives(ctx, params.lot, body.persons),
  );
  serve(router, contract.replaceExpert, (ctx, { params, body }) =>
    replaceExpert(ctx, params.lot, params.number, body.reason),
  );
  serve(router, contract.widenDraw, (ctx, { params, body }) => widenDraw(ctx, params.lot, body));
  serve(router, contract.recomputeDraw, (ctx, { params }) => recomputeDraw(ctx, params.lot));
}
