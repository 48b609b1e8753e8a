import type Router from '@koa/router';
import * as contract from '../../contracts/registry.ts';
import { serve } from '../platform/http.ts';
import { fetchDemoKey, listDemoAccounts, signInAsDemo } from './demo-accounts.ts';
import { readSession } from './session.ts';
import { signOut } from './sign-out.ts';

export interface RegistryOptions {
  readonly demo: boolean;
  readonly demoSpeed: number;
}

export function registryRoutes(router: Router, options: RegistryOptions): void {
  serve(router, contract.readTime, async ctx => ({
    now: (await ctx.clock.now(ctx.em)).toISOString(),
    demo: options.demo,
    speed: options.demoSpeed,
  }));
  serve(router, contract.readSession, ctx => readSession(ctx, options.demo));
  serve(router, contract.signOut, signOut);
  if (options.demo) demoRoutes(router);
}

/** These exist in demo mode only: elsewhere their addresses are not found. */
function demoRoutes(router: Router): void {
  serve(router, contract.listDemoAccounts, listDemoAccounts);
  serve(router, contract.signInAsDemo, (ctx, { body }) => signInAsDemo(ctx, body.person));
  serve(router, contract.fetchDemoKey, (ctx, { params }) => fetchDemoKey(ctx, params.person));
  serve(router, contract.advanceDemoClock, async (ctx, { body }) => ({
    now: (await ctx.clock.advance(ctx.em, new Date(body.toward))).toISOString(),
  }));
}
