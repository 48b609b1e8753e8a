import type Router from '@koa/router';
import * as contract from '../../contracts/clues.ts';
import { serve, serveBytes } from '../platform/http.ts';
import type { JobQueue } from '../platform/jobs/queue.ts';
import { endExplained, explainValue, listExplained } from './explained.ts';
import { readIndicators, tryThreshold } from './indicators.ts';
import { askAnalysis, listJobs } from './jobs.ts';
import { holdClue, judgeClue } from './judge-clue.ts';
import { listClues } from './list-clues.ts';
import { type CaseDesk, openClueCase } from './open-clue-case.ts';
import { printClue } from './print-clue.ts';
import { readClue, readClueText } from './read-clue.ts';
import { readRelations } from './relations.ts';

export function clueRoutes(
  router: Router,
  { queue, cases, origin }: { queue: JobQueue; cases: CaseDesk; origin: () => string },
): void {
  serve(router, contract.listJobs, ctx => listJobs(ctx));
  serve(router, contract.askAnalysis, (ctx, { body }) => askAnalysis(ctx, queue, body));
  serve(router, contract.cancelJob, async (ctx, { params }) => {
    await queue.cancel(ctx, params.job);
    return { done: true as const };
  });
  serve(router, contract.listExplained, ctx => listExplained(ctx));
  serve(router, contract.explainValue, (ctx, { body }) => explainValue(ctx, body));
  serve(router, contract.endExplained, (ctx, { params, body }) =>
    endExplained(ctx, params.explained, body.reason),
  );
  serve(router, contract.readIndicators, ctx => readIndicators(ctx));
  serve(router, contract.tryThreshold, (ctx, { query }) => tryThreshold(ctx, query.threshold));
  serve(router, contract.readRelations, (ctx, { query }) => readRelations(ctx, query.purpose));
  serve(router, contract.listClues, (ctx, { query }) => listClues(ctx, query));
  serve(router, contract.readClue, (ctx, { params, query }) =>
    readClue(ctx, params.clue, query.purpose),
  );
  serve(router, contract.readClueText, (ctx, { params, query }) =>
    readClueText(ctx, params, query.purpose),
  );
  serveBytes(router, contract.printClue, (ctx, { params, query }) =>
    printClue(ctx, params.clue, { purpose: query.purpose, origin: origin() }),
  );
  serve(router, contract.holdClue, (ctx, { params }) => holdClue(ctx, params.clue));
  serve(router, contract.judgeClue, (ctx, { params, body }) => judgeClue(ctx, params.clue, body));
  serve(router, contract.openClueCase, (ctx, { params }) => openClueCase(ctx, cases, params.clue));
}
