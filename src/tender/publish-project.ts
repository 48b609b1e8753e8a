import { v7 } from 'uuid';
import type { PublicProject } from '../../contracts/tender/project.ts';
import { utf8 } from '../kernel/bytes.ts';
import type { WorkCalendar } from '../kernel/calendar.ts';
import { parseYuan } from '../kernel/money.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import type { Signed } from '../platform/centre.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Lot, Notice, type Project } from './entities.ts';
import { ownProject } from './own-project.ts';
import { type Prepared, prepareNotice } from './preview-notice.ts';
import { readProject } from './read-project.ts';
import { lotMoves, projectMoves } from './rules/lifecycle.ts';
import { rulesSha256 } from './rules/lot-rules.ts';
import { requirePublishable } from './rules/publication.ts';

/**
 * Publishes a draft by a CAdES signature of the tenderer or its agency over the notice. The notice is built anew under
 * the row lock: a signature over an older draft is refused.
 */
export async function publishProject(
  ctx: Context,
  id: string,
  signature: string,
  calendar: WorkCalendar,
): Promise<PublicProject> {
  const p7 = Buffer.from(signature, 'base64');
  await ownProject(ctx.em, ctx.actor, id);
  const signed = await requireOwnSignature(ctx, p7);
  await transact(ctx, async tx => {
    const project = await ownProject(tx.em, ctx.actor, id, true);
    const now = await tx.now();
    project.state = move(projectMoves, project.state, 'published');
    const prepared = await prepareNotice(ctx, tx, project);
    const { schedule } = requirePublishable(project.content, prepared.documents, calendar, now);
    if (Buffer.compare(utf8(prepared.text), signed.content) !== 0)
      throw new RuleError(
        'CONFLICT',
        {
          zh: '签名之后草稿又有改动。请重新预览，核对后再签名。',
          en: 'The draft changed after you signed. Preview it again, check it, and sign.',
        },
        {
          version: project.version,
        },
      );
    await open(tx, project, prepared, { deadline: new Date(schedule.deadline), now });
    const event = { project, prepared, signed, p7 };
    tx.em.create(Notice, await noticeOf(ctx, event, now));
    await record(tx, event, schedule.deadline);
  });
  return readProject(ctx, id);
}

async function open(
  tx: Transaction,
  project: Project,
  { documents, keys }: Prepared,
  at: { readonly deadline: Date; readonly now: Date },
): Promise<void> {
  const { lots } = project.content;
  project.publishedAt = at.now;
  project.deadline = at.deadline;
  project.ceilingFen = lots.reduce((sum, l) => sum + parseYuan(l.rules.ceiling), 0n);
  for (const document of documents) document.publishedAt = at.now;
  for (const [position, { id, title, rules }] of lots.entries()) {
    const { committeeSpki, ...bound } = must(
      keys.find(k => k.id === id),
      'lotKeys',
    );
    tx.em.create(Lot, {
      ...bound,
      project,
      position,
      title,
      state: move(lotMoves, 'draft', 'bidding'),
      resumesTo: null,
      rules,
      rulesSha256: rulesSha256(rules),
      deadline: at.deadline,
      committeeSpki: Buffer.from(committeeSpki),
    });
  }
}

interface Published {
  readonly project: Project;
  readonly prepared: Prepared;
  readonly signed: Signed;
  readonly p7: Buffer;
}

async function noticeOf(ctx: Context, { project, prepared, signed, p7 }: Published, now: Date) {
  return {
    id: v7(),
    project,
    number: 0,
    kind: 'publication' as const,
    text: prepared.text,
    signature: p7,
    certificateSha256: signed.certificateSha256,
    timestampToken: Buffer.from(await ctx.centre.stamp(p7, now)),
    summary: project.name,
    rulesVersion: null,
    at: now,
  };
}

async function record(tx: Transaction, { project, prepared, signed }: Published, deadline: string) {
  await tx.record({
    type: 'tender.published',
    subject: project.id,
    data: {
      code: project.code,
      notice: prepared.text,
      certificateSha256: signed.certificateSha256,
      certificateStatus: signed.status,
      deadline,
      lots: prepared.keys.map(k => ({
        id: k.id,
        committeeKeySha256: k.committeeKeySha256,
        drawSeedCommit: k.drawSeedCommit,
      })),
    },
  });
}
