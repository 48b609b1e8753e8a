import type { Context, Transaction } from '../platform/command.ts';
import type { Project } from './entities.ts';
import { issueNotice } from './issue-notice.ts';

export interface Stop {
  readonly kind: 'suspension' | 'resumption' | 'termination';
  readonly reason: string;
  /** More of what the notice says as data. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** The public notice that a project stands still, goes on or has ended; the caller holds its row. */
export async function announceStop(
  ctx: Context,
  tx: Transaction,
  project: Project,
  { kind, reason, facts = {} }: Stop,
): Promise<void> {
  const issued = await issueNotice(ctx, tx, project, {
    kind,
    summary: `${titles[kind]}：${reason}`,
    rulesVersion: null,
    facts: { reason, deadline: project.deadline?.toISOString() ?? null, ...facts },
  });
  const data = { notice: issued.text };
  await tx.record({ type: `tender.${kind}`, subject: project.id, data });
}

const titles = { suspension: '项目暂停', resumption: '项目恢复', termination: '项目终止' } as const;
