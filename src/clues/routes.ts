import type Router from '@koa/router';
import * as desk from '../../contracts/clues/desk.ts';
import * as explained from '../../contracts/clues/explained.ts';
import * as indicators from '../../contracts/clues/indicators.ts';
import * as jobs from '../../contracts/clues/jobs.ts';
import * as learning from '../../contracts/clues/learning.ts';
import * as relations from '../../contracts/clues/relations.ts';
import { serve, serveBytes, serveKept } from '../platform/http.ts';
import type { JobQueue } from '../platform/jobs/queue.ts';
import { endExplained, explainValue, listExplained } from './explained.ts';
import { readIndicators, tryThreshold } from './indicators.ts';
import { askAnalysis, listJobs } from './jobs.ts';
import { holdClue, judgeClue } from './judge-clue.ts';
import { askTraining, downloadModel, readModels } from './learning/read-models.ts';
import { takeModelAct } from './learning/take-act.ts';
import { watchModel } from './learning/watch-model.ts';
import { listClues } from './list-clues.ts';
import { type CaseDesk, openClueCase } from './open-clue-case.ts';
import { printClue } from './print-clue.ts';
import { readClue, readClueText } from './read-clue.ts';
import { relationsReading } from './relations.ts';

export function clueRoutes(
  router: Router,
  { queue, cases, origin }: { queue: JobQueue; cases: CaseDesk; origin: () => string },
): void {
  serve(router, jobs.listJobs, ctx => listJobs(ctx));
  serve(router, jobs.askAnalysis, (ctx, { body }) => askAnalysis(ctx, queue, body));
  serve(router, jobs.cancelJob, async (ctx, { params }) => {
    await queue.cancel(ctx, params.job);
    return { done: true as const };
  });
  serve(router, explained.listExplained, ctx => listExplained(ctx));
  serve(router, explained.explainValue, (ctx, { body }) => explainValue(ctx, body));
  serve(router, explained.endExplained, (ctx, { params, body }) =>
    endExplained(ctx, params.explained, body.reason),
  );
  serve(router, learning.readModels, ctx => readModels(ctx));
  serve(router, learning.askTraining, ctx => askTraining(ctx, queue));
  serve(router, learning.takeModelAct, (ctx, { params, body }) =>
    takeModelAct(ctx, params.model, body),
  );
  serveBytes(router, learning.downloadModel, (ctx, { params }) => downloadModel(ctx, params.model));
  serve(router, learning.watchModel, (ctx, { params }) => watchModel(ctx, params.model));
  serve(router, indicators.readIndicators, ctx => readIndicators(ctx));
  serve(router, indicators.tryThreshold, (ctx, { query }) => tryThreshold(ctx, query.threshold));
  const readRelations = relationsReading();
  serveKept(router, relations.readRelations, (ctx, { query, held }) =>
    readRelations(ctx, query.purpose, held),
  );
  serve(router, desk.listClues, (ctx, { query }) => listClues(ctx, query));
  serve(router, desk.readClue, (ctx, { params, query }) =>
    readClue(ctx, params.clue, query.purpose),
  );
  serve(router, desk.readClueText, (ctx, { params, query }) =>
    readClueText(ctx, params, query.purpose),
  );
  serveBytes(router, desk.printClue, (ctx, { params, query }) =>
    printClue(ctx, params.clue, { purpose: query.purpose, origin: origin() }),
  );
  serve(router, desk.holdClue, (ctx, { params }) => holdClue(ctx, params.clue));
  serve(router, desk.judgeClue, (ctx, { params, body }) => judgeClue(ctx, params.clue, body));
  serve(router, desk.openClueCase, (ctx, { params }) => openClueCase(ctx, cases, params.clue));
}
