import type Router from '@koa/router';
import * as voiding from '../../contracts/award-voiding.ts';
import * as contract from '../../contracts/contract.ts';
import { listResults } from '../../contracts/results.ts';
import { serve } from '../platform/http.ts';
import { listResults as readResults } from './list-results.ts';
import { readContract } from './read-contract.ts';
import { recordContract, reportToSupervisor } from './record-contract.ts';
import { voidAward } from './void-award.ts';

export function contractRoutes(router: Router): void {
  serve(router, listResults, (ctx, { query }) => readResults(ctx, query));
  serve(router, contract.readContract, (ctx, { params }) => readContract(ctx, params.lot));
  serve(router, contract.recordContract, (ctx, { params, body }) =>
    recordContract(ctx, params.lot, body),
  );
  serve(router, voiding.voidAward, (ctx, { params, body }) => voidAward(ctx, params.lot, body));
  serve(router, contract.reportToSupervisor, (ctx, { params, body }) =>
    reportToSupervisor(ctx, params.lot, body.text),
  );
}
