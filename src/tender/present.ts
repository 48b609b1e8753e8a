import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { Draft } from '../../contracts/tender/drafting.ts';
import type {
  Clarification,
  TenderDocument as DocumentReply,
  PublicProject,
  Schedule,
} from '../../contracts/tender/project.ts';
import {
  DocumentObjection,
  type Lot,
  Notice,
  type Project,
  Question,
  TenderDocument,
} from './entities.ts';
import { lotsOf } from './own-project.ts';

export const presentDocument = (d: TenderDocument): DocumentReply => ({
  id: d.id,
  name: d.name,
  bytes: d.bytes,
  sha256: d.sha256,
  kind: d.kind,
  addedAt: (d.publishedAt ?? d.addedAt).toISOString(),
});

/** All documents in the order in which they were added; `onlyPublic` leaves out what is not published. */
export function documentsOf(
  em: EntityManager,
  project: Project,
  onlyPublic = false,
): Promise<TenderDocument[]> {
  return em.find(
    TenderDocument,
    { project: project.id, ...(onlyPublic ? { publishedAt: { $ne: null } } : {}) },
    { orderBy: { addedAt: 'asc', id: 'asc' } },
  );
}

export async function presentDraft(em: EntityManager, project: Project): Promise<Draft> {
  return {
    id: project.id,
    code: project.code,
    state: project.state,
    version: project.version,
    draft: project.content,
    documents: (await documentsOf(em, project)).map(presentDocument),
  };
}

type ClarificationReply = z.infer<typeof Clarification>;

/** The asker is not among the fields: it has no way out (C21). */
export const presentQuestion = (q: Question): ClarificationReply => ({
  id: q.id,
  kind: 'question',
  question: q.text,
  answer: q.answer ?? null,
  at: (q.answeredAt ?? q.askedAt).toISOString(),
  rulesVersion: null,
});

const presentNotice = (n: Notice): ClarificationReply => ({
  id: n.id,
  // The publication is number 0 and not among them.
  kind: n.kind as Exclude<Notice['kind'], 'publication'>,
  question: null,
  answer: n.summary,
  at: n.at.toISOString(),
  rulesVersion: n.rulesVersion ?? null,
});

/** Answered questions and all notices after the first, oldest first; a question without an answer is not public. */
async function clarificationsOf(em: EntityManager, project: Project) {
  const answered = await em.find(Question, { project: project.id, answeredAt: { $ne: null } });
  const notices = await em.find(Notice, { project: project.id, number: { $gt: 0 } });
  return [...answered.map(presentQuestion), ...notices.map(presentNotice)].sort((a, b) =>
    a.at < b.at ? -1 : 1,
  );
}

/** That an objection waits is public, and until when; who objects and what to is not. */
async function stopOf(em: EntityManager, project: Project, lots: readonly Lot[]) {
  const since = lots.find(lot => lot.stoppedAt)?.stoppedAt;
  if (!since || project.state === 'terminated') return null;
  const open = { project: project.id, answeredAt: null };
  const [last] = await em.find(DocumentObjection, open, {
    orderBy: { answerBy: 'desc' },
    limit: 1,
  });
  return { since: since.toISOString(), answerBy: (last?.answerBy ?? since).toISOString() };
}

/** What everybody may see of a published project. */
export async function presentProject(
  em: EntityManager,
  project: Project & { publishedAt: Date },
): Promise<PublicProject> {
  const { content } = project;
  const lots = await lotsOf(em, project);
  return {
    id: project.id,
    code: project.code,
    name: content.name,
    city: content.city,
    industry: content.industry,
    tenderer: project.tendererName,
    agency: project.agencyName ?? null,
    fundSource: content.fundSource,
    approval: content.approval,
    summary: content.summary,
    contact: content.contact,
    state: project.state,
    publishedAt: project.publishedAt.toISOString(),
    stopped: await stopOf(em, project, lots),
    schedule: content.schedule as Schedule,
    lots: lots.map(({ id, title, state, rules, rulesSha256 }) => ({
      id,
      title,
      state,
      rules,
      rulesSha256,
    })),
    documents: (await documentsOf(em, project, true)).map(presentDocument),
    clarifications: await clarificationsOf(em, project),
  };
}
