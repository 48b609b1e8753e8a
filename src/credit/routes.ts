import type Router from '@koa/router';
import * as contract from '../../contracts/credit.ts';
import * as entries from '../../contracts/credit-entries.ts';
import { serve, serveBytes } from '../platform/http.ts';
import { decideObjection } from './decide-objection.ts';
import { enterFact, uploadSource } from './enter-fact.ts';
import { readMyCredit } from './my-credit.ts';
import { objectToFact } from './object-to-fact.ts';
import { printCredit } from './print-credit.ts';
import { listCreditRules, listCredits, readCredit } from './read-credit.ts';
import { listEntries, readSource } from './read-entries.ts';
import { listObjections } from './read-objections.ts';
import { takeEntryAct } from './take-entry-act.ts';
import { watchCredit } from './watch.ts';

/** `origin`: the address that the paper's QR code leads to. */
export function creditRoutes(router: Router, { origin }: { readonly origin: () => string }): void {
  serve(router, contract.listCredits, (ctx, { query }) => listCredits(ctx, query));
  // Before the records by code: `rules` is none.
  serve(router, contract.listCreditRules, listCreditRules);
  serveBytes(router, contract.printCredit, (ctx, { params, query }) =>
    printCredit(ctx, params.code, { at: query.at, origin: origin() }),
  );
  serve(router, contract.readCredit, (ctx, { params, query }) =>
    readCredit(ctx, params.code, query.at),
  );
  serve(router, entries.readMyCredit, (ctx, { query }) => readMyCredit(ctx, query.at));
  serve(router, entries.watchCredit, ctx => watchCredit(ctx));
  entryRoutes(router);
  objectionRoutes(router);
}

function entryRoutes(router: Router): void {
  serve(router, entries.uploadSource, (ctx, { query, stream }) =>
    uploadSource(ctx, query.name, stream),
  );
  serve(router, entries.enterFact, (ctx, { body }) => enterFact(ctx, body));
  serve(router, entries.listEntries, (ctx, { query }) => listEntries(ctx, query));
  serve(router, entries.takeEntryAct, (ctx, { params, body }) =>
    takeEntryAct(ctx, params.number, body),
  );
  serveBytes(router, entries.readSource, (ctx, { params }) => readSource(ctx, params.number));
}

function objectionRoutes(router: Router): void {
  serve(router, entries.objectToFact, (ctx, { body }) => objectToFact(ctx, body));
  serve(router, entries.listCreditObjections, listObjections);
  serve(router, entries.decideCreditObjection, (ctx, { params, body }) =>
    decideObjection(ctx, params.objection, body),
  );
}
