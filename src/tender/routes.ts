import type Router from '@koa/router';
import * as contract from '../../contracts/tender.ts';
import type { WorkCalendar } from '../kernel/calendar.ts';
import { serve, serveBytes } from '../platform/http.ts';
import { amendProject } from './amend-project.ts';
import { answerQuestion, listQuestions } from './answer-question.ts';
import { askQuestion } from './ask-question.ts';
import { attachDocument, removeDocument } from './attach-document.ts';
import { createDraft } from './create-draft.ts';
import { downloadDocument } from './download-document.ts';
import { listProjects } from './list-projects.ts';
import { openTender } from './methods/open-tender.ts';
import { listMyProjects, readDraft } from './my-projects.ts';
import { previewNotice } from './preview-notice.ts';
import { publishProject } from './publish-project.ts';
import { readCalendar } from './read-calendar.ts';
import { readProject } from './read-project.ts';
import { checkSchedule } from './rules/schedule.ts';
import { saveDraft } from './save-draft.ts';
import { suspendProject, terminateProject } from './suspend-project.ts';

export function tenderRoutes(router: Router, calendar: WorkCalendar): void {
  draftRoutes(router, calendar);
  publicRoutes(router, calendar);
  changeRoutes(router, calendar);
}

function draftRoutes(router: Router, calendar: WorkCalendar): void {
  serve(router, contract.createDraft, (ctx, { body }) => createDraft(ctx, body));
  serve(router, contract.listMyProjects, listMyProjects);
  serve(router, contract.readDraft, (ctx, { params }) => readDraft(ctx, params.project));
  serve(router, contract.saveDraft, (ctx, { params, version, body }) =>
    saveDraft(ctx, params.project, version, body),
  );
  serve(router, contract.attachDocument, (ctx, { params, query, stream }) =>
    attachDocument(ctx, params.project, query, stream),
  );
  serve(router, contract.removeDocument, (ctx, { params }) =>
    removeDocument(ctx, params.project, params.document),
  );
  serve(router, contract.previewNotice, (ctx, { params }) =>
    previewNotice(ctx, params.project, calendar),
  );
  serve(router, contract.publishProject, (ctx, { params, body }) =>
    publishProject(ctx, params.project, body.signature, calendar),
  );
}

function publicRoutes(router: Router, calendar: WorkCalendar): void {
  serve(router, contract.checkSchedule, async (ctx, { body }) => ({
    findings: checkSchedule(body.schedule, calendar, await ctx.clock.now(ctx.em)),
  }));
  serve(router, contract.readMethod, async () => ({
    rules: openTender.rules,
    articles: [...openTender.articles],
  }));
  serve(router, contract.readCalendar, async (_, { params }) =>
    readCalendar(calendar, params.year),
  );
  serve(router, contract.listProjects, (ctx, { query }) => listProjects(ctx, query));
  serve(router, contract.readProject, (ctx, { params }) => readProject(ctx, params.project));
  serveBytes(router, contract.downloadDocument, (ctx, { params }) =>
    downloadDocument(ctx, params.document),
  );
}

function changeRoutes(router: Router, calendar: WorkCalendar): void {
  serve(router, contract.askQuestion, (ctx, { params, body }) =>
    askQuestion(ctx, params.project, body.text),
  );
  serve(router, contract.listQuestions, (ctx, { params }) => listQuestions(ctx, params.project));
  serve(router, contract.answerQuestion, (ctx, { params, body }) =>
    answerQuestion(ctx, params.project, params.question, body.text),
  );
  serve(router, contract.amendProject, (ctx, { params, body }) =>
    amendProject(ctx, params.project, body, calendar),
  );
  serve(router, contract.suspendProject, (ctx, { params, body }) =>
    suspendProject(ctx, params.project, body, calendar),
  );
  serve(router, contract.terminateProject, (ctx, { params, body }) =>
    terminateProject(ctx, params.project, body.reason),
  );
}
