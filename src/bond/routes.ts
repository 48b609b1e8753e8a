import type Router from '@koa/router';
import * as contract from '../../contracts/bond.ts';
import { serve } from '../platform/http.ts';
import { listPayments, readBondLots, readMyBond } from './read-bond.ts';
import { recordPayments } from './record-payments.ts';
import { returnPayment } from './return-payment.ts';

export function bondRoutes(router: Router): void {
  serve(router, contract.readMyBond, (ctx, { params }) => readMyBond(ctx, params.lot));
  serve(router, contract.listBondLots, readBondLots);
  serve(router, contract.listPayments, (ctx, { params }) => listPayments(ctx, params.lot));
  serve(router, contract.recordPayments, (ctx, { params, body }) =>
    recordPayments(ctx, params.lot, body.lines),
  );
  serve(router, contract.returnPayment, (ctx, { params }) => returnPayment(ctx, params.payment));
}
