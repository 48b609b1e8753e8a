import type { Outcome } from '../../contracts/evaluation/room.ts';
import type { SheetStage } from '../../contracts/evaluation/sheets.ts';
import type { EvaluationReport, LockedSheet } from '../../contracts/evaluation-report.ts';
import { move } from '../kernel/move.ts';
import { type Room, say } from './desk.ts';
import { EvaluationSheet } from './entities.ts';
import { lockedSheets } from './locked-sheets.ts';
import { announceReport, drawUpReport } from './report.ts';
import { scoreChecks } from './rules/checks.ts';
import { competitionInDoubt } from './rules/competition.ts';
import { formOf } from './rules/form.ts';
import { filledCells } from './rules/marks.ts';
import { bidsLeft, reviewOutcomes, voidOutcomes } from './rules/outcomes.ts';
import { sheetStages, stageMoves } from './rules/stages.ts';

/** Concludes the running stage when every member has locked it: the only way a stage ends. */
export async function advance(room: Room): Promise<void> {
  const { evaluation } = room;
  const stage = sheetStages.find(s => s === evaluation.stage);
  if (!stage || evaluation.competition) return;
  const sheets = (await lockedSheets(room)).filter(s => s.stage === stage);
  if (sheets.length < room.members.length) return;
  if (stage === 'technical') await endTechnical(room, sheets);
  else await endReview(room, stage, sheets);
}

async function endReview(
  room: Room,
  stage: Exclude<SheetStage, 'technical'>,
  sheets: readonly LockedSheet[],
): Promise<void> {
  const { evaluation, lot } = room;
  const before = stage === 'qualification' ? voidOutcomes(evaluation.bids) : [];
  const standing = bidsLeft(evaluation.bids, [...evaluation.outcomes, ...before]);
  const outcomes = [...before, ...reviewOutcomes(lot.rules, stage, standing, sheets)];
  evaluation.outcomes = [...evaluation.outcomes, ...outcomes];
  const left = bidsLeft(evaluation.bids, evaluation.outcomes);
  if (stage === 'responsiveness' && competitionInDoubt(left.length)) {
    evaluation.competition = { effective: left.length, votes: [], proceed: null };
    await say(room, 'evaluation.competition-in-doubt', { effective: left.length });
    return;
  }
  await endStage(room, stage, outcomes, sheets);
}

/** Ends a review for good: on to the next stage, or to the report when nobody is left. */
export async function endStage(
  room: Room,
  stage: SheetStage,
  outcomes: readonly Outcome[],
  sheets: readonly LockedSheet[],
): Promise<void> {
  const { evaluation } = room;
  const left = bidsLeft(evaluation.bids, evaluation.outcomes).length;
  const rejected = left === 0 || evaluation.competition?.proceed === false;
  const following = {
    qualification: 'responsiveness',
    responsiveness: 'technical',
    technical: 'price',
  } as const;
  const next = move(stageMoves, evaluation.stage, rejected ? 'report' : following[stage]);
  evaluation.stage = next;
  const reopened = evaluation.reopened.filter(r => r.stage === stage);
  await say(room, 'evaluation.stage-ended', { stage, next, outcomes, sheets, reopened });
  if (next === 'report') {
    await drawUpReport(room, null);
    await announceReport(room);
  } else if (next === 'responsiveness' || next === 'technical') await askBack(room, next);
}

/** Where a replaced member's redone review brought a bid back in (B48), whoever locked without it completes its sheet. */
async function askBack(room: Room, stage: SheetStage): Promise<void> {
  const { evaluation, lot, members, tx } = room;
  const form = formOf(lot.rules, stage, evaluation.bids, evaluation.outcomes);
  for (const { member, marks } of (await lockedSheets(room)).filter(s => s.stage === stage)) {
    if (filledCells(form, marks) === form.bids.length * form.items.length) continue;
    const id = members.find(m => m.number === member)?.id ?? '';
    const sheet = await tx.em.findOneOrFail(EvaluationSheet, { member: id, stage });
    sheet.lockedAt = null;
    const reason = '更换成员后，有投标恢复评审';
    const at = (await tx.now()).toISOString();
    evaluation.reopened = [...evaluation.reopened, { member, stage, reason, at }];
    await say(room, 'evaluation.reopened', { number: member, stage });
  }
}

async function endTechnical(room: Room, sheets: readonly LockedSheet[]): Promise<void> {
  const { evaluation, lot, tx } = room;
  const form = formOf(lot.rules, 'technical', evaluation.bids, evaluation.outcomes);
  const found = scoreChecks(lot.rules.technical.items, form.bids, sheets);
  const at = (await tx.now()).toISOString();
  const fresh = found.filter(
    f => !evaluation.checks.some(c => c.handled === '' && c.text === f.text),
  );
  const kept = evaluation.checks.map(check =>
    check.handled !== '' || found.some(f => f.text === check.text)
      ? check
      : { ...check, handled: handledText(check, sheets) },
  );
  evaluation.checks = [...kept, ...fresh.map(f => ({ ...f, at, handled: '' }))];
  await say(room, 'evaluation.checked', { checks: found });
  if (found.length === 0) await endStage(room, 'technical', [], sheets);
}

/** What became of a finding, in words for the report. */
function handledText(
  check: EvaluationReport['checks'][number],
  sheets: readonly LockedSheet[],
): string {
  const given = sheets.flatMap(({ member, marks }) =>
    marks
      .filter(m => m.bid === check.bid && m.item === check.item)
      .map(m => ({ member, value: m.value, reason: m.reason })),
  );
  if (check.kind === 'objective-differs') return `复核后一致为 ${given[0]?.value} 分`;
  const says = given.filter(g => g.reason.trim().length >= 2);
  const reasons = says.map(g => `${g.member} 号成员：${g.reason}`).join('；');
  return reasons === '' ? '复核后已更正' : `复核后说明理由：${reasons}`;
}
