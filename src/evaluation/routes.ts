import type Router from '@koa/router';
import * as questions from '../../contracts/committee-questions.ts';
import * as letters from '../../contracts/evaluation/letters.ts';
import * as room from '../../contracts/evaluation/room.ts';
import * as sheets from '../../contracts/evaluation/sheets.ts';
import * as signing from '../../contracts/evaluation/signing.ts';
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
  serve(router, room.readEvaluation, (ctx, { params }) => readEvaluation(ctx, params.lot));
  serve(router, room.checkIn, (ctx, { params, body }) => checkIn(ctx, params.lot, body.venue));
  serve(router, room.electLeader, (ctx, { params, body }) =>
    electLeader(ctx, params.lot, body.number),
  );
  serve(router, room.askForTime, (ctx, { params, body }) => askForTime(ctx, params.lot, body));
  sheetRoutes(router);
  serveBytes(router, room.readFile, (ctx, { params, query }) =>
    readFile(ctx, { ...params, ...query }),
  );
  serve(router, room.say, (ctx, { params, body }) => speak(ctx, params.lot, body.text));
  serve(router, letters.askBidder, (ctx, { params, body }) => askBidder(ctx, params.lot, body));
  serve(router, letters.listMyLetters, listMyLetters);
  serve(router, letters.answerLetter, (ctx, { params, body }) =>
    answerLetter(ctx, params.letter, body),
  );
  serve(router, room.voteOnCompetition, (ctx, { params, body }) =>
    voteOnCompetition(ctx, params.lot, body),
  );
  serve(router, questions.findOnQuestion, (ctx, { params, body }) =>
    findOnQuestion(ctx, params, body),
  );
  reportRoutes(router, origin);
}

function sheetRoutes(router: Router): void {
  serve(router, sheets.readSheet, (ctx, { params }) => readSheet(ctx, params.lot, params.stage));
  serve(router, sheets.saveSheet, (ctx, { params, body, version }) =>
    saveSheet(ctx, params.lot, params.stage, body.marks, version),
  );
  serve(router, sheets.lockSheet, (ctx, { params }) => lockSheet(ctx, params.lot, params.stage));
  serve(router, sheets.reopenSheet, (ctx, { params, body }) =>
    reopenSheet(ctx, params.lot, params.stage, body.reason),
  );
}

function reportRoutes(router: Router, origin: () => string): void {
  serve(router, signing.readReport, (ctx, { params }) => readReport(ctx, params.lot));
  serve(router, signing.signReport, (ctx, { params, body }) => signReport(ctx, params.lot, body));
  serve(router, signing.recordRefusal, (ctx, { params, body }) =>
    recordRefusal(ctx, params.lot, params.number, body.reason),
  );
  serveBytes(router, signing.printReport, (ctx, { params }) =>
    printReport(ctx, params.lot, origin()),
  );
}
