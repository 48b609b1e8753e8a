import { v7 } from 'uuid';
import { beijingMinute } from '../kernel/beijing.ts';
import { utf8 } from '../kernel/bytes.ts';
import type { WorkCalendar } from '../kernel/calendar.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { platformActor } from '../platform/identity.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { announceStop } from './announce-stop.ts';
import { DocumentObjection } from './entities.ts';
import { listObjections, type Objections } from './list-objections.ts';
import { lotsOf, publishedProject, requireRunning } from './own-project.ts';
import { answerDue, documentObjectionStatement, requireObjectable } from './rules/objection.ts';

/**
 * Takes a signed objection to the documents; the trade stands still until all are answered (B22). It is the platform
 * that announces the stop, and the event of the objection is about itself, not the project: neither the notice nor the
 * record of the project tells who objects (C21).
 */
export async function objectToDocuments(
  ctx: Context,
  id: string,
  { text, signature }: { readonly text: string; readonly signature: string },
  calendar: WorkCalendar,
): Promise<Objections> {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const p7 = Buffer.from(signature, 'base64');
  const content = utf8(canonicalText(documentObjectionStatement(id, text)));
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, { content });
  await transact({ ...ctx, actor: platformActor }, async tx => {
    const project = await publishedProject(tx.em, id, true);
    requireRunning(project);
    const lots = await lotsOf(tx.em, project, true);
    const now = await tx.now();
    const stoppedAt = lots.find(lot => lot.stoppedAt)?.stoppedAt ?? null;
    requireObjectable({ deadline: must(project.deadline, 'deadline'), stoppedAt }, now);
    const answerBy = answerDue(now, calendar);
    const objection = v7();
    const said = { organisation, from: ctx.actor.organisationName ?? '', text, certificateSha256 };
    tx.em.create(DocumentObjection, {
      ...{ id: objection, project, ...said, signature: p7, at: now, answerBy },
      ...{ answer: null, answeredAt: null },
    });
    const data = { project: id, by: ctx.actor.person, organisation, textSha256: sha256Hex(text) };
    await tx.record({ type: 'tender.objected', subject: objection, data });
    if (stoppedAt) return;
    for (const lot of lots.filter(l => l.state === 'bidding')) lot.stoppedAt = now;
    await announceStop(ctx, tx, project, {
      kind: 'suspension',
      reason: `收到对招标文件的异议，招标人应在 ${beijingMinute(new Date(answerBy.getTime() - 60_000))} 前答复；答复前暂停，投标截止按暂停的时长顺延（实施条例第二十二条）`,
      facts: { cause: 'objection', from: now.toISOString() },
    });
  });
  return listObjections(ctx, id);
}
