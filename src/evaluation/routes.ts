import type Router from '@koa/router';
import * as questions from '../../contracts/committee-questions.ts';
import * as contract from '../../contracts/evaluation.ts';
import { serve, serveBytes } from '../platform/http.ts';
import { askForTime } from './ask-time.ts';
import { checkIn } from './check-in.ts';
import { voteOnCompetition } from './competition.ts';
import { electLeader } from './elect-leader.ts';
import { answerLetter, askBidder, listMyLetters } from './letters.ts';
import { printReport } from './print-report.ts';
import { findOnQuestion } from './questions.ts';
import { readEvaluation } from './read-evaluation.ts';
import { readFile } from './read-file.ts';
import { readReport } from './read-report.ts';
import { lockSheet, readSheet, reopenSheet, saveSheet } from './sheets.ts';
import { recordRefusal, signReport } from './sign-report.ts';
import { speak } from './speak.ts';

/** `origin` gives the public address of the site, for the QR codes on paper. */
export function evaluationRoutes(router: Router, { origin }: { origin: () => string }): void {
  serve(router, contract.readEvaluation, (ctx, { params }) => readEvaluation(ctx, params.lot));
  serve(router, contract.checkIn, (ctx, { params, body }) => checkIn(ctx, params.lot, body.venue));
  serve(router, contract.electLeader, (ctx, { params, body }) =>
    electLeader(ctx, params.lot, body.number),
  );
  serve(router, contract.askForTime, (ctx, { params, body }) => askForTime(ctx, params.lot, body));
  sheetRoutes(router);
  serveBytes(router, contract.readFile, (ctx, { params, query }) =>
    readFile(ctx, { ...params, ...query }),
  );
  serve(router, contract.say, (ctx, { params, body }) => speak(ctx, params.lot, body.text));
  serve(router, contract.askBidder, (ctx, { params, body }) => askBidder(ctx, params.lot, body));
  serve(router, contract.listMyLetters, listMyLetters);
  serve(router, contract.answerLetter, (ctx, { params, body }) =>
    answerLetter(ctx, params.letter, body),
  );
  serve(router, contract.voteOnCompetition, (ctx, { params, body }) =>
    voteOnCompetition(ctx, params.lot, body),
  );
  serve(router, questions.findOnQuestion, (ctx, { params, body }) =>
    findOnQuestion(ctx, params, body),
  );
  reportRoutes(router, origin);
}

function sheetRoutes(router: Router): void {
  serve(router, contract.readSheet, (ctx, { params }) => readSheet(ctx, params.lot, params.stage));
  serve(router, contract.saveSheet, (ctx, { params, body, version }) =>
    saveSheet(ctx, params.lot, params.stage, body.marks, version),
  );
  serve(router, contract.lockSheet, (ctx, { params }) => lockSheet(ctx, params.lot, params.stage));
  serve(router, contract.reopenSheet, (ctx, { params, body }) =>
    reopenSheet(ctx, params.lot, params.stage, body.reason),
  );
}

function reportRoutes(router: Router, origin: () => string): void {
  serve(router, contract.readReport, (ctx, { params }) => readReport(ctx, params.lot));
  serve(router, contract.signReport, (ctx, { params, body }) => signReport(ctx, params.lot, body));
  serve(router, contract.recordRefusal, (ctx, { params, body }) =>
    recordRefusal(ctx, params.lot, params.number, body.reason),
  );
  serveBytes(router, contract.printReport, (ctx, { params }) =>
    printReport(ctx, params.lot, origin()),
  );
}
