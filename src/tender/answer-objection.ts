import { beijingMinute } from '../kernel/beijing.ts';
import type { WorkCalendar } from '../kernel/calendar.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { announceStop } from './announce-stop.ts';
import { DocumentObjection, type Lot, type Project } from './entities.ts';
import { giveBackTime } from './give-back-time.ts';
import { listObjections, type Objections } from './list-objections.ts';
import { lotsOf, ownProject, requireRunning } from './own-project.ts';

/** Answers an objection once; with the last answer the trade goes on and gets back the time it stood still (B22). */
export async function answerObjection(
  ctx: Context,
  id: string,
  { objection, text }: { readonly objection: string; readonly text: string },
  calendar: WorkCalendar,
): Promise<Objections> {
  await transact(ctx, async tx => {
    const project = await ownProject(tx.em, ctx.actor, id, true);
    requireRunning(project);
    const lots = await lotsOf(tx.em, project, true);
    const all = await tx.em.find(DocumentObjection, { project: id });
    const asked = must(
      all.find(o => o.id === objection),
      'objection',
    );
    if (asked.answer)
      throw new RuleError('ALREADY_LOCKED', {
        zh: '这件异议已经答复，不能再改。',
        en: 'This objection has been answered; the answer cannot be changed.',
      });
    const now = await tx.now();
    Object.assign(asked, { answer: text, answeredAt: now });
    const late = now >= asked.answerBy;
    const hashes = { textSha256: sha256Hex(asked.text), answerSha256: sha256Hex(text) };
    const data = { objection, ...hashes, late };
    await tx.record({ type: 'tender.objection-answered', subject: id, data });
    if (all.every(o => o.answer)) await goOn(ctx, tx, { project, lots, now }, calendar);
  });
  return listObjections(ctx, id);
}

async function goOn(
  ctx: Context,
  tx: Transaction,
  { project, lots, now }: { project: Project; lots: readonly Lot[]; now: Date },
  calendar: WorkCalendar,
): Promise<void> {
  const stopped = lots.filter(lot => lot.stoppedAt);
  const from = stopped[0]?.stoppedAt;
  if (!from) return;
  giveBackTime(project, stopped, { from, to: now }, calendar);
  for (const lot of stopped) lot.stoppedAt = null;
  await announceStop(ctx, tx, project, {
    kind: 'resumption',
    reason: `对招标文件的异议已答复，招标投标活动恢复，投标截止时间顺延至 ${beijingMinute(must(project.deadline, 'deadline'))}（实施条例第二十二条）`,
    facts: { cause: 'objection', from: from.toISOString(), to: now.toISOString() },
  });
}
