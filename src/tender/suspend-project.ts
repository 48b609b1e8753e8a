import type { WorkCalendar } from '../kernel/calendar.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, transact } from '../platform/command.ts';
import { announceStop } from './announce-stop.ts';
import type { Lot, Project } from './entities.ts';
import { giveBackTime } from './give-back-time.ts';
import { lotsOf, ownProject, publishedProject } from './own-project.ts';
import { isDecided, lotMoves, projectMoves, resume, suspend } from './rules/lifecycle.ts';

/** The supervisor stops a published project where it stands, or lets it go on; bids that were due get their time back. */
export async function suspendProject(
  ctx: Context,
  id: string,
  order: { readonly reason: string; readonly suspend: boolean },
  calendar: WorkCalendar,
): Promise<{ done: true }> {
  return transact(ctx, async tx => {
    const project = await publishedProject(tx.em, id, true);
    const lots = await lotsOf(tx.em, project, true);
    const to = order.suspend ? 'suspended' : 'published';
    project.state = move(projectMoves, project.state, to);
    const now = await tx.now();
    if (order.suspend) {
      project.suspendedAt = now;
      for (const lot of lots) Object.assign(lot, suspend(standing(lot)));
    } else goOn(project, lots, now, calendar);
    const kind = order.suspend ? ('suspension' as const) : ('resumption' as const);
    await announceStop(ctx, tx, project, { kind, reason: order.reason });
    return { done: true as const };
  });
}

const standing = (lot: Lot) => ({ state: lot.state, resumesTo: lot.resumesTo ?? null });

function goOn(project: Project, lots: readonly Lot[], now: Date, calendar: WorkCalendar): void {
  const stopped = { from: project.suspendedAt ?? now, to: now };
  for (const lot of lots) Object.assign(lot, resume(standing(lot)));
  // A lot that an objection stopped before gets its whole time back with the answer.
  const due = lots.filter(lot => lot.state === 'bidding' && !lot.stoppedAt);
  giveBackTime(project, due, stopped, calendar);
  project.suspendedAt = null;
}

/** Ends a project for good: those who run it, or the supervisor, with a public reason (B31); what is awarded stays. */
export async function terminateProject(
  ctx: Context,
  id: string,
  reason: string,
): Promise<{ done: true }> {
  return transact(ctx, async tx => {
    const supervises = ctx.actor.roles.includes('supervisor');
    const project = supervises
      ? await publishedProject(tx.em, id, true)
      : await ownProject(tx.em, ctx.actor, id, true);
    const lots = (await lotsOf(tx.em, project, true)).filter(l => !isDecided(l.state));
    if (project.publishedAt && lots.length === 0)
      throw new RuleError('WRONG_STATE', {
        zh: '各标段都已结束，不能再终止。',
        en: 'All lots are over; the project cannot be terminated.',
      });
    project.state = move(projectMoves, project.state, 'terminated');
    for (const lot of lots) lot.state = move(lotMoves, lot.state, 'terminated');
    if (project.publishedAt) await announceStop(ctx, tx, project, { kind: 'termination', reason });
    else await tx.record({ type: 'tender.discarded', subject: id, data: { reason } });
    return { done: true as const };
  });
}
