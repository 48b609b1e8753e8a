import type { EntityManager } from '@mikro-orm/postgresql';
import type { Conclusions, EvaluationReport } from '../../contracts/evaluation-report.ts';
import type { Hall } from '../../contracts/opening.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { must } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { Event } from '../platform/ledger/entities.ts';
import { Project } from '../tender/entities.ts';
import { valuesOf } from '../tender/rules/price-draw.ts';
import { type Room, say } from './desk.ts';
import { ClarificationLetter } from './entities.ts';
import { lockedSheets } from './locked-sheets.ts';
import { conclude, type Matter } from './rules/conclusions.ts';
import { reportedQuestions } from './rules/questions.ts';

/** What the conclusions rest on, gathered; `draw` is needed only where equals may have to be drawn. */
export async function gatherMatter(room: Room, draw: Matter['draw']): Promise<Matter> {
  const { evaluation, lot, tx } = room;
  return {
    lot: lot.id,
    rules: lot.rules,
    bids: evaluation.bids,
    sheets: await lockedSheets(room),
    drawn: await readDrawn(tx.em, lot.id),
    rejectAll: evaluation.competition?.proceed === false,
    draw,
  };
}

/** Writes the report that every member signs: all marks, all reasons, and what follows from them (B53, D42). */
export async function drawUpReport(room: Room, draw: Matter['draw']): Promise<Conclusions> {
  const { evaluation, tx } = room;
  const matter = await gatherMatter(room, draw);
  const conclusions = conclude(matter);
  const report = await reportOf(room, matter, conclusions);
  evaluation.stage = 'report';
  evaluation.report = canonicalText(report);
  evaluation.reportSha256 = sha256Hex(evaluation.report);
  await tx.em.flush();
  return conclusions;
}

/** Tells the room that the report is there to be read and signed. */
export async function announceReport(room: Room): Promise<void> {
  const sha256 = must(room.evaluation.reportSha256, 'evaluationReport');
  await say(room, 'evaluation.reported', { sha256 });
}

async function reportOf(
  room: Room,
  matter: Matter,
  conclusions: Conclusions,
): Promise<EvaluationReport> {
  const { evaluation, lot, tx } = room;
  const project = must(await tx.em.findOne(Project, { id: lot.project.id }), 'project');
  const { competition } = evaluation;
  return {
    format: 'kaibiao-evaluation-report/1',
    project: project.id,
    lot: lot.id,
    code: project.code,
    title: lotTitle(project, lot),
    rulesSha256: lot.rulesSha256,
    rules: lot.rules,
    startedAt: must(evaluation.startedAt, 'evaluationStart').toISOString(),
    drawnUpAt: (await tx.now()).toISOString(),
    committee: committeeOf(room),
    election:
      evaluation.leader == null
        ? null
        : { leader: evaluation.leader, votes: [...evaluation.leaderVotes] },
    extensions: evaluation.extensions,
    replaced: evaluation.replaced,
    bids: evaluation.bids,
    sheets: [...matter.sheets],
    reopened: evaluation.reopened,
    checks: evaluation.checks,
    competition:
      competition && competition.proceed !== null
        ? {
            effective: competition.effective,
            votes: competition.votes.map(({ number, proceed, reason }) => ({
              member: number,
              proceed: proceed === true,
              reason,
            })),
            proceed: competition.proceed,
          }
        : null,
    letters: await lettersOf(room),
    questions: reportedQuestions(evaluation.questions),
    drawn: { ...matter.drawn },
    conclusions,
  };
}

function committeeOf({ members, evaluation }: Room): EvaluationReport['committee'] {
  return members.map(({ number, city, discipline, venue, checkedInAt }) => ({
    number,
    city,
    discipline,
    venue: venue ?? '',
    leader: number === evaluation.leader,
    checkedInAt: must(checkedInAt, 'signInTime').toISOString(),
  }));
}

async function lettersOf({ tx, lot }: Room): Promise<EvaluationReport['letters']> {
  const letters = await tx.em.find(
    ClarificationLetter,
    { lot: lot.id },
    { orderBy: { at: 1, id: 1 } },
  );
  return letters.map(({ id, bid, at, question, answerBy, answer, answeredAt }) => ({
    id,
    bid,
    at: at.toISOString(),
    question,
    answerBy: answerBy.toISOString(),
    answer: answer ?? null,
    answeredAt: answeredAt?.toISOString() ?? null,
  }));
}

/** Parameters that the formula leaves open: exactly as the opening read them out. */
async function readDrawn(em: EntityManager, lot: string): Promise<Record<string, string>> {
  const where = { room: `opening:${lot}`, type: 'opening.revealed' };
  const { text } = must(await em.findOne(Event, where), 'reading');
  return valuesOf((JSON.parse(text) as { data: { drawn: Hall['drawn'] } }).data.drawn);
}
