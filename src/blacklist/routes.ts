import type Router from '@koa/router';
import * as contract from '../../contracts/blacklist.ts';
import * as exchange from '../../contracts/sanction-exchange.ts';
import * as sanctions from '../../contracts/sanctions.ts';
import { serve, serveBytes } from '../platform/http.ts';
import type { Verifier } from '../transparency/note.ts';
import { fileAppeal, readAppealEvidence, readAppealProof, uploadProof } from './appeals.ts';
import { decideAppeal } from './decide-appeal.ts';
import { addClue, addEvidence, readEvidence } from './evidence.ts';
import { exportCase } from './export-case.ts';
import { readFeed, readPins } from './feed.ts';
import { decideImport, listImports } from './imports.ts';
import { findExperts, listCases, listGrounds, listOfficers } from './list-cases.ts';
import { listLooks } from './looks.ts';
import { openCase } from './open-case.ts';
import { addPeer, listPeers } from './peers.ts';
import { printCase } from './print-case.ts';
import { printDecision } from './print-decision.ts';
import { pullPeer } from './pull-peer.ts';
import { listAppeals } from './read-appeals.ts';
import { readCase } from './read-case.ts';
import { listSanctions, readSanction } from './read-sanctions.ts';
import { previewAct, takeAct } from './take-act.ts';

export interface BlacklistOptions {
  readonly origin: () => string;
  /** The key that signs the checkpoints. */
  readonly log: Verifier;
  readonly demo: boolean;
}

export function blacklistRoutes(router: Router, options: BlacklistOptions): void {
  caseRoutes(router, options);
  // Before the listings by number: `feed` is none.
  exchangeRoutes(router, options);
  publicRoutes(router, options);
  appealRoutes(router);
}

function caseRoutes(router: Router, { origin, log }: BlacklistOptions): void {
  serve(router, contract.listGrounds, listGrounds);
  serve(router, contract.listOfficers, listOfficers);
  serve(router, contract.findExperts, (ctx, { query }) => findExperts(ctx, query.text));
  serve(router, contract.listCases, (ctx, { query }) => listCases(ctx, query));
  serve(router, contract.openCase, (ctx, { body }) => openCase(ctx, body));
  serve(router, contract.readCase, (ctx, { params }) => readCase(ctx, params.case));
  serve(router, contract.listLooks, (ctx, { params }) => listLooks(ctx, params.case));
  serveBytes(router, contract.printCase, (ctx, { params }) =>
    printCase(ctx, params.case, origin()),
  );
  serveBytes(router, contract.exportCase, (ctx, { params }) =>
    exportCase(ctx, params.case, { origin: origin(), log }),
  );
  serve(router, contract.addEvidence, (ctx, { params, query, stream }) =>
    addEvidence(ctx, params.case, query.name, stream),
  );
  serve(router, contract.addClue, (ctx, { params, body }) => addClue(ctx, params.case, body));
  serveBytes(router, contract.readEvidence, (ctx, { params }) =>
    readEvidence(ctx, params.case, params.evidence),
  );
  serve(router, contract.previewAct, (ctx, { params, body }) =>
    previewAct(ctx, params.case, body.act),
  );
  serve(router, contract.takeAct, (ctx, { params, body }) => takeAct(ctx, params.case, body));
}

function publicRoutes(router: Router, { origin, log }: BlacklistOptions): void {
  serve(router, sanctions.listSanctions, (ctx, { query }) => listSanctions(ctx, query));
  serve(router, sanctions.readSanction, (ctx, { params }) => readSanction(ctx, params.number, log));
  serveBytes(router, sanctions.printDecision, (ctx, { params }) =>
    printDecision(ctx, params.number, origin()),
  );
}

function exchangeRoutes(router: Router, { log, demo }: BlacklistOptions): void {
  serve(router, exchange.readFeed, (ctx, { query }) => readFeed(ctx, query.after));
  serve(router, exchange.readPins, ctx => readPins(ctx, log));
  serve(router, exchange.listPeers, listPeers);
  serve(router, exchange.addPeer, (ctx, { body }) => addPeer(ctx, body, demo));
  serve(router, exchange.pullPeer, (ctx, { params }) => pullPeer(ctx, params.peer));
  serve(router, exchange.listImports, listImports);
  serve(router, exchange.decideImport, (ctx, { params, body }) =>
    decideImport(ctx, params.import, body),
  );
}

function appealRoutes(router: Router): void {
  serve(router, sanctions.uploadProof, (ctx, { params, query, stream }) =>
    uploadProof(ctx, params.number, query.name, stream),
  );
  serve(router, sanctions.fileAppeal, (ctx, { params, body }) =>
    fileAppeal(ctx, params.number, body),
  );
  serve(router, sanctions.listAppeals, listAppeals);
  serve(router, sanctions.decideAppeal, (ctx, { params, body }) =>
    decideAppeal(ctx, params.appeal, body),
  );
  serveBytes(router, sanctions.readAppealEvidence, (ctx, { params }) =>
    readAppealEvidence(ctx, params.appeal, params.evidence),
  );
  serveBytes(router, sanctions.readAppealProof, (ctx, { params }) =>
    readAppealProof(ctx, params.appeal, params.proof),
  );
}
