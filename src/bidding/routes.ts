import type Router from '@koa/router';
import * as contract from '../../contracts/bidding.ts';
import { serve, serveBytes } from '../platform/http.ts';
import { listMyTrades } from './list-trades.ts';
import { printReceipt, printRefusal } from './print.ts';
import { listSegments, putSegment } from './put-segment.ts';
import { checkReceipt, listRefusals, readMyBids, readReceipt } from './read-bids.ts';
import { readSealingTicket } from './read-ticket.ts';
import { submitBid, withdrawBid } from './submit-bid.ts';

/** `origin` gives the public address of the site, for the QR codes on paper. */
export function biddingRoutes(router: Router, { origin }: { origin: () => string }): void {
  serve(router, contract.readSealingTicket, (ctx, { params }) =>
    readSealingTicket(ctx, params.lot),
  );
  serve(router, contract.listSegments, (ctx, { params }) => listSegments(ctx, params.lot));
  serve(router, contract.putSegment, (ctx, { params, stream }) => putSegment(ctx, params, stream));
  serve(router, contract.submitBid, (ctx, { params, body }) =>
    submitBid(ctx, params.lot, body.manifest),
  );
  serve(router, contract.withdrawBid, (ctx, { params, body }) =>
    withdrawBid(ctx, params.lot, body.manifest),
  );
  serve(router, contract.listMyTrades, ctx => listMyTrades(ctx));
  serve(router, contract.readMyBids, (ctx, { params }) => readMyBids(ctx, params.lot));
  serve(router, contract.readReceipt, (ctx, { params }) => readReceipt(ctx, params.bid));
  serveBytes(router, contract.printReceipt, (ctx, { params }) =>
    printReceipt(ctx, params.bid, origin()),
  );
  serve(router, contract.checkReceipt, (ctx, { params, query }) =>
    checkReceipt(ctx, params.reference, query.manifestSha256),
  );
  serve(router, contract.listRefusals, (ctx, { params }) => listRefusals(ctx, params.lot));
  serveBytes(router, contract.printRefusal, (ctx, { params }) =>
    printRefusal(ctx, params.refusal, origin()),
  );
}
