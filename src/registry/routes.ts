import type Router from '@koa/router';
import * as profile from '../../contracts/organisation-profile.ts';
import * as contract from '../../contracts/registry.ts';
import { serve } from '../platform/http.ts';
import { advanceClock } from './advance-clock.ts';
import { askChallenge } from './ask-challenge.ts';
import { bindCertificate } from './bind-certificate.ts';
import { changeBasicAccount } from './change-basic-account.ts';
import { declareProfile, readMyProfile, readOrganisation, readProfile } from './declare-profile.ts';
import { fetchDemoKey, listDemoAccounts, signInAsDemo } from './demo-accounts.ts';
import {
  listCertificates,
  listCertificatesOf,
  listColleagues,
  listExperts,
  listOrganisations,
  listPersons,
} from './list-register.ts';
import { registerExpert } from './register-expert.ts';
import { registerOrganisation } from './register-organisation.ts';
import { registerPerson } from './register-person.ts';
import { readSession } from './session.ts';
import { signInByCertificate } from './sign-in-by-certificate.ts';
import { signInByPassword } from './sign-in-by-password.ts';
import { signOut } from './sign-out.ts';
import { unbindCertificate } from './unbind-certificate.ts';

export interface RegistryOptions {
  readonly demo: boolean;
  readonly demoSpeed: number;
  /** The address that people type: challenges are bound to it. */
  readonly origin: () => string;
}

export function registryRoutes(router: Router, options: RegistryOptions): void {
  serve(router, contract.readTime, async ctx => ({
    now: (await ctx.clock.now(ctx.em)).toISOString(),
    demo: options.demo,
    speed: options.demoSpeed,
  }));
  serve(router, contract.readSession, ctx => readSession(ctx, options.demo));
  serve(router, contract.signOut, signOut);
  signInRoutes(router, options);
  registerRoutes(router);
  if (options.demo) demoRoutes(router);
}

function signInRoutes(router: Router, { demo, origin }: RegistryOptions): void {
  serve(router, contract.askChallenge, ctx => askChallenge(ctx, new URL(origin()).origin));
  serve(router, contract.signInByCertificate, (ctx, { body }) =>
    signInByCertificate(ctx, body, demo),
  );
  serve(router, contract.signInByPassword, (ctx, { body }) => signInByPassword(ctx, body, demo));
}

function registerRoutes(router: Router): void {
  serve(router, contract.listOrganisations, (ctx, { query }) => listOrganisations(ctx, query));
  serve(router, contract.registerOrganisation, (ctx, { body }) => registerOrganisation(ctx, body));
  serve(router, contract.changeBasicAccount, (ctx, { params, body }) =>
    changeBasicAccount(ctx, params.organisation, body.account),
  );
  serve(router, contract.listPersons, (ctx, { query }) => listPersons(ctx, query));
  serve(router, contract.listColleagues, listColleagues);
  serve(router, contract.registerPerson, (ctx, { body }) => registerPerson(ctx, body));
  serve(router, contract.listCertificates, listCertificates);
  serve(router, contract.listCertificatesOf, (ctx, { params }) =>
    listCertificatesOf(ctx, params.person),
  );
  serve(router, contract.bindCertificate, (ctx, { body }) => bindCertificate(ctx, body));
  serve(router, contract.unbindCertificate, (ctx, { params }) =>
    unbindCertificate(ctx, params.sha256),
  );
  serve(router, contract.listExperts, (ctx, { query }) => listExperts(ctx, query));
  serve(router, profile.readMyProfile, readMyProfile);
  serve(router, profile.declareProfile, (ctx, { body }) => declareProfile(ctx, body));
  serve(router, profile.readOrganisation, (ctx, { params }) => readOrganisation(ctx, params.code));
  serve(router, profile.readProfile, (ctx, { params }) => readProfile(ctx, params.organisation));
  serve(router, contract.registerExpert, (ctx, { body }) => registerExpert(ctx, body));
}

/** These exist in demo mode only: elsewhere their addresses are not found. */
function demoRoutes(router: Router): void {
  serve(router, contract.listDemoAccounts, listDemoAccounts);
  serve(router, contract.signInAsDemo, (ctx, { body }) => signInAsDemo(ctx, body.person));
  serve(router, contract.fetchDemoKey, (ctx, { params }) => fetchDemoKey(ctx, params.person));
  serve(router, contract.advanceDemoClock, (ctx, { body }) =>
    advanceClock(ctx, new Date(body.toward)),
  );
}
