import type Router from '@koa/router';
import * as contract from '../../contracts/opening.ts';
import { serve, serveBytes } from '../platform/http.ts';
import { finishReading } from './finish-reading.ts';
import { printRecord } from './print-record.ts';
import { answer, ask } from './questions.ts';
import { readHall } from './read-hall.ts';
import { readOuter } from './read-outer.ts';
import { releaseBid } from './release-bid.ts';
import { reportFailure } from './report-failure.ts';
import { signIn } from './sign-in.ts';
import { readRecord, signRecord } from './sign-record.ts';

/** `origin` gives the public address of the site, for the QR code on the record. */
export function openingRoutes(router: Router, { origin }: { origin: () => string }): void {
  serve(router, contract.readHall, (ctx, { params }) => readHall(ctx, params.lot));
  serve(router, contract.signInToHall, (ctx, { params }) => signIn(ctx, params.lot));
  serve(router, contract.readOuter, (ctx, { params }) => readOuter(ctx, params.lot));
  serve(router, contract.releaseBid, (ctx, { params, body }) => releaseBid(ctx, params.lot, body));
  serve(router, contract.reportReleaseFailure, (ctx, { params, body }) =>
    reportFailure(ctx, params.lot, body),
  );
  serve(router, contract.askInHall, (ctx, { params, body }) => ask(ctx, params.lot, body.text));
  serve(router, contract.answerInHall, (ctx, { params, body }) => answer(ctx, params, body.text));
  serve(router, contract.finishReading, (ctx, { params }) => finishReading(ctx, params.lot));
  serve(router, contract.readRecord, (ctx, { params }) => readRecord(ctx, params.lot));
  serve(router, contract.signRecord, (ctx, { params, body }) =>
    signRecord(ctx, params.lot, body.signature),
  );
  serveBytes(router, contract.printRecord, (ctx, { params }) =>
    printRecord(ctx, params.lot, origin()),
  );
}
