import { randomBytes } from 'node:crypto';
import type { EvaluationStage } from '../../contracts/evaluation/members.ts';
import type { Mark, Sheet, SheetStage } from '../../contracts/evaluation/sheets.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must } from '../platform/command.ts';
import { advance } from './advance.ts';
import { atDesk, type Desk, say, seatOf } from './desk.ts';
import { ClarificationLetter, EvaluationSheet } from './entities.ts';
import { requireCheckedIn } from './rules/committee.ts';
import { formOf, type SheetForm } from './rules/form.ts';
import { requireLed } from './rules/leader.ts';
import { isOpen } from './rules/letters.ts';
import { filledCells, putMarks, requireComplete } from './rules/marks.ts';
import { marksCommit, requireMayReopen, requireMayWrite, requireVersion } from './rules/sheet.ts';
import { sheetStage } from './rules/stages.ts';

const present = (stage: SheetStage, sheet: EvaluationSheet | null): Sheet => ({
  stage,
  version: sheet?.version ?? 0,
  lockedAt: sheet?.lockedAt?.toISOString() ?? null,
  marks: sheet?.marks ?? [],
});

/** One's own sheet of a stage; nobody reads another's. */
export async function readSheet(ctx: Context, lot: string, named: EvaluationStage): Promise<Sheet> {
  const stage = sheetStage(named);
  const { id } = must(await seatOf(ctx, lot), 'ownSeat');
  return present(stage, await ctx.em.fork().findOne(EvaluationSheet, { member: id, stage }));
}

/** Puts marks into one's sheet of the running stage; the record holds how far it is and a salted hash, no mark. */
export function saveSheet(
  ctx: Context,
  lot: string,
  named: EvaluationStage,
  incoming: readonly Mark[],
  edited: number | null,
): Promise<Sheet> {
  return atDesk(ctx, lot, async desk => {
    const stage = sheetStage(named);
    const sheet = await openSheet(desk, stage);
    requireLed(desk.evaluation.leader ?? null);
    requireMayWrite(stateOf(desk), stage, sheet);
    requireVersion(sheet, edited);
    const form = formAt(desk, stage);
    sheet.marks = putMarks(form, sheet.marks, incoming);
    sheet.version += 1;
    await say(desk, 'evaluation.saved', {
      number: desk.member.number,
      stage,
      filled: filledCells(form, sheet.marks),
      version: sheet.version,
      marksSha256: marksCommit(sheet.salt, sheet.marks),
    });
    return present(stage, sheet);
  });
}

/** Submits and locks one's sheet; the last lock of a stage concludes it. */
export function lockSheet(ctx: Context, lot: string, named: EvaluationStage): Promise<Sheet> {
  return atDesk(ctx, lot, async desk => {
    const stage = sheetStage(named);
    const sheet = await openSheet(desk, stage);
    requireLed(desk.evaluation.leader ?? null);
    requireMayWrite(stateOf(desk), stage, sheet);
    await requireAnswered(desk);
    requireComplete(formAt(desk, stage), sheet.marks);
    sheet.lockedAt = await desk.tx.now();
    await say(desk, 'evaluation.locked', {
      number: desk.member.number,
      stage,
      version: sheet.version,
      marksSha256: marksCommit(sheet.salt, sheet.marks),
    });
    await advance(desk);
    return present(stage, sheet);
  });
}

/** Asks one's own locked sheet back before the stage ends. */
export function reopenSheet(
  ctx: Context,
  lot: string,
  named: EvaluationStage,
  reason: string,
): Promise<Sheet> {
  return atDesk(ctx, lot, async desk => {
    const stage = sheetStage(named);
    const sheet = await openSheet(desk, stage);
    requireMayReopen(stateOf(desk), stage, sheet);
    sheet.lockedAt = null;
    sheet.version += 1;
    const { evaluation, member } = desk;
    const at = (await desk.tx.now()).toISOString();
    const entry = { member: member.number, stage, reason, at };
    evaluation.reopened = [...evaluation.reopened, entry];
    // Why is kept with the stage and told when it ends: the words may tell a mark.
    await say(desk, 'evaluation.reopened', { number: member.number, stage });
    return present(stage, sheet);
  });
}

async function openSheet({ tx, member, lot }: Desk, stage: SheetStage): Promise<EvaluationSheet> {
  requireCheckedIn({ checkedInAt: member.checkedInAt ?? null });
  const held = await tx.em.findOne(EvaluationSheet, { member: member.id, stage });
  return (
    held ??
    tx.em.create(EvaluationSheet, {
      member: member.id,
      stage,
      lot: lot.id,
      version: 0,
      marks: [],
      salt: randomBytes(32),
      lockedAt: null,
    })
  );
}

const stateOf = ({ evaluation }: Desk) => ({
  stage: evaluation.stage,
  ended: Boolean(evaluation.competition),
});

const formAt = ({ lot, evaluation }: Desk, stage: SheetStage): SheetForm =>
  formOf(lot.rules, stage, evaluation.bids, evaluation.outcomes);

/** Whoever locks has read every answer: while a letter waits, nobody locks. */
async function requireAnswered({ tx, lot }: Desk): Promise<void> {
  const letters = await tx.em.find(ClarificationLetter, { lot: lot.id, answer: null });
  const now = await tx.now();
  const waiting = letters.find(l => isOpen({ answerBy: l.answerBy, answer: null }, now));
  if (waiting)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '还有澄清函在等答复。答复到达或时限过后再锁定。',
        en: 'A clarification letter awaits its answer. Lock when the answer has come or its time is over.',
      },
      {
        letter: waiting.id,
        answerBy: waiting.answerBy.toISOString(),
      },
    );
}
