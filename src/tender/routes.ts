import type Router from '@koa/router';
import * as changes from '../../contracts/tender/changes.ts';
import * as drafting from '../../contracts/tender/drafting.ts';
import * as lawfulness from '../../contracts/tender/lawfulness.ts';
import * as objections from '../../contracts/tender/objections.ts';
import * as published from '../../contracts/tender/published.ts';
import * as questions from '../../contracts/tender/questions.ts';
import type { WorkCalendar } from '../kernel/calendar.ts';
import { serve, serveBytes } from '../platform/http.ts';
import { amendProject } from './amend-project.ts';
import { answerObjection } from './answer-objection.ts';
import { answerQuestion, listQuestions } from './answer-question.ts';
import { askQuestion } from './ask-question.ts';
import { attachDocument, removeDocument } from './attach-document.ts';
import { createDraft } from './create-draft.ts';
import { downloadDocument } from './download-document.ts';
import { listObjections } from './list-objections.ts';
import { listProjects } from './list-projects.ts';
import { openTender } from './methods/open-tender.ts';
import { listMyProjects, readDraft } from './my-projects.ts';
import { objectToDocuments } from './object-to-documents.ts';
import { previewNotice } from './preview-notice.ts';
import { publishProject } from './publish-project.ts';
import { readCalendar } from './read-calendar.ts';
import { readProject } from './read-project.ts';
import { checkSchedule } from './rules/schedule.ts';
import { saveDraft } from './save-draft.ts';
import { suspendProject, terminateProject } from './suspend-project.ts';
import { waitingObjections } from './waiting-objections.ts';

export function tenderRoutes(router: Router, calendar: WorkCalendar): void {
  draftRoutes(router, calendar);
  publicRoutes(router, calendar);
  changeRoutes(router, calendar);
  objectionRoutes(router, calendar);
}

function draftRoutes(router: Router, calendar: WorkCalendar): void {
  serve(router, drafting.createDraft, (ctx, { body }) => createDraft(ctx, body));
  serve(router, drafting.listMyProjects, listMyProjects);
  serve(router, drafting.readDraft, (ctx, { params }) => readDraft(ctx, params.project));
  serve(router, drafting.saveDraft, (ctx, { params, version, body }) =>
    saveDraft(ctx, params.project, version, body),
  );
  serve(router, drafting.attachDocument, (ctx, { params, query, stream }) =>
    attachDocument(ctx, params.project, query, stream),
  );
  serve(router, drafting.removeDocument, (ctx, { params }) =>
    removeDocument(ctx, params.project, params.document),
  );
  serve(router, drafting.previewNotice, (ctx, { params }) =>
    previewNotice(ctx, params.project, calendar),
  );
  serve(router, drafting.publishProject, (ctx, { params, body }) =>
    publishProject(ctx, params.project, body.signature, calendar),
  );
}

function publicRoutes(router: Router, calendar: WorkCalendar): void {
  serve(router, lawfulness.checkSchedule, async (ctx, { body }) => ({
    findings: checkSchedule(body.schedule, calendar, await ctx.clock.now(ctx.em)),
  }));
  serve(router, lawfulness.readMethod, async () => ({
    rules: openTender.rules,
    articles: [...openTender.articles],
  }));
  serve(router, lawfulness.readCalendar, async (_, { params }) =>
    readCalendar(calendar, params.year),
  );
  serve(router, published.listProjects, (ctx, { query }) => listProjects(ctx, query));
  serve(router, published.readProject, (ctx, { params }) => readProject(ctx, params.project));
  serveBytes(router, published.downloadDocument, (ctx, { params }) =>
    downloadDocument(ctx, params.document),
  );
}

function objectionRoutes(router: Router, calendar: WorkCalendar): void {
  serve(router, objections.listDocumentObjections, (ctx, { params }) =>
    listObjections(ctx, params.project),
  );
  serve(router, objections.listWaitingObjections, waitingObjections);
  serve(router, objections.objectToDocuments, (ctx, { params, body }) =>
    objectToDocuments(ctx, params.project, body, calendar),
  );
  serve(router, objections.answerDocumentObjection, (ctx, { params, body }) =>
    answerObjection(ctx, params.project, { ...params, ...body }, calendar),
  );
}

function changeRoutes(router: Router, calendar: WorkCalendar): void {
  serve(router, questions.askQuestion, (ctx, { params, body }) =>
    askQuestion(ctx, params.project, body.text),
  );
  serve(router, questions.listQuestions, (ctx, { params }) => listQuestions(ctx, params.project));
  serve(router, questions.answerQuestion, (ctx, { params, body }) =>
    answerQuestion(ctx, params.project, params.question, body.text),
  );
  serve(router, changes.amendProject, (ctx, { params, body }) =>
    amendProject(ctx, params.project, body, calendar),
  );
  serve(router, changes.suspendProject, (ctx, { params, body }) =>
    suspendProject(ctx, params.project, body, calendar),
  );
  serve(router, changes.terminateProject, (ctx, { params, body }) =>
    terminateProject(ctx, params.project, body.reason),
  );
}
