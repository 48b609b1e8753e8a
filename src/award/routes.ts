import type Router from '@koa/router';
import * as contract from '../../contracts/award.ts';
import { serve, serveBytes } from '../platform/http.ts';
import { awardLot, disqualifyCandidate } from './award-lot.ts';
import { previewAward, previewCandidates } from './notices.ts';
import { answerObjection, objectToResult } from './objections.ts';
import { type ContractOf, printAward, printCandidates, printResult } from './print.ts';
import { publishCandidates } from './publish-candidates.ts';
import { readAward } from './read-award.ts';

interface Mounting {
  /** The public address of the site, for the QR codes on paper. */
  readonly origin: () => string;
  readonly contractOf: ContractOf;
}

export function awardRoutes(router: Router, { origin, contractOf }: Mounting): void {
  serve(router, contract.readAward, (ctx, { params }) => readAward(ctx, params.lot));
  serve(router, contract.previewCandidates, (ctx, { params }) =>
    previewCandidates(ctx, params.lot),
  );
  serve(router, contract.publishCandidates, (ctx, { params, body }) =>
    publishCandidates(ctx, params.lot, body.signature),
  );
  serve(router, contract.objectToResult, (ctx, { params, body }) =>
    objectToResult(ctx, params.lot, body),
  );
  serve(router, contract.answerObjection, (ctx, { params, body }) =>
    answerObjection(ctx, params.lot, params.objection, body.text),
  );
  serve(router, contract.previewAward, (ctx, { params }) => previewAward(ctx, params.lot));
  serve(router, contract.awardLot, (ctx, { params, body }) =>
    awardLot(ctx, params.lot, body.signature),
  );
  serve(router, contract.disqualifyCandidate, (ctx, { params, body }) =>
    disqualifyCandidate(ctx, params.lot, params.rank, body.reason),
  );
  serveBytes(router, contract.printCandidates, (ctx, { params }) =>
    printCandidates(ctx, params.lot, origin()),
  );
  serveBytes(router, contract.printAward, (ctx, { params }) =>
    printAward(ctx, params.lot, origin()),
  );
  serveBytes(router, contract.printResult, (ctx, { params }) =>
    printResult(ctx, params.lot, origin(), contractOf),
  );
}
