import type { z } from 'zod';
import type { amendProject as contract } from '../../contracts/tender/changes.ts';
import type { PublicProject, Schedule } from '../../contracts/tender/project.ts';
import type { WorkCalendar } from '../kernel/calendar.ts';
import { parseYuan } from '../kernel/money.ts';
import { type Context, type Transaction, transact } from '../platform/command.ts';
import type { Lot, Project } from './entities.ts';
import { issueNotice } from './issue-notice.ts';
import { lotsOf, ownProject, requireRunning } from './own-project.ts';
import { documentsOf } from './present.ts';
import { readProject } from './read-project.ts';
import { type Amended, amend } from './rules/amendment.ts';
import { rulesSha256 } from './rules/lot-rules.ts';

/**
 * Amends a published project before its deadline. The lots' rows are held, so that no bid under the old rules slips in
 * between; amendment documents that were attached become public with it.
 */
export async function amendProject(
  ctx: Context,
  id: string,
  change: z.output<typeof contract.body>,
  calendar: WorkCalendar,
): Promise<PublicProject> {
  await transact(ctx, async tx => {
    const project = await ownProject(tx.em, ctx.actor, id, true);
    requireRunning(project);
    const lots = await lotsOf(tx.em, project, true);
    const now = await tx.now();
    const before = { schedule: project.content.schedule as Schedule, lots };
    const amended = amend(before, change, now, calendar);
    apply(project, lots, amended);
    const documents = await publishAttached(tx, project, now);
    const facts = {
      affectsBids: change.affectsBids || change.lots.length > 0,
      deadline: amended.schedule.deadline,
      moved: amended.moved,
      lots: amended.lots.map(l => ({ id: l.id, rulesSha256: rulesSha256(l.rules) })),
      documents,
    };
    const versions = amended.lots.map(l => l.rules.version);
    const rulesVersion = versions.length === 0 ? null : Math.max(...versions);
    const notice = { kind: 'amendment' as const, summary: change.text, rulesVersion, facts };
    const issued = await issueNotice(ctx, tx, project, notice);
    await tx.record({ type: 'tender.amended', subject: id, data: { notice: issued.text } });
  });
  return readProject(ctx, id);
}

function apply(project: Project, lots: readonly Lot[], amended: Amended): void {
  const deadline = new Date(amended.schedule.deadline);
  const next = new Map(amended.lots.map(l => [l.id, l.rules]));
  for (const lot of lots) {
    lot.deadline = deadline;
    lot.rules = next.get(lot.id) ?? lot.rules;
    lot.rulesSha256 = rulesSha256(lot.rules);
  }
  const rulesOf = new Map(lots.map(l => [l.id, l.rules]));
  project.deadline = deadline;
  project.ceilingFen = lots.reduce((sum, l) => sum + parseYuan(l.rules.ceiling), 0n);
  project.content = {
    ...project.content,
    schedule: amended.schedule,
    lots: project.content.lots.map(l => ({ ...l, rules: rulesOf.get(l.id) ?? l.rules })),
  };
  project.version += 1;
}

async function publishAttached(tx: Transaction, project: Project, now: Date) {
  const waiting = (await documentsOf(tx.em, project)).filter(d => !d.publishedAt);
  for (const document of waiting) document.publishedAt = now;
  return waiting.map(d => ({ id: d.id, name: d.name, bytes: d.bytes, sha256: d.sha256 }));
}
