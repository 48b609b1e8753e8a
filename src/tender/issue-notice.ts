import { v7 } from 'uuid';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import type { Context, Transaction } from '../platform/command.ts';
import { Notice, type Project } from './entities.ts';

interface Issue {
  readonly kind: 'amendment' | 'suspension' | 'resumption' | 'termination';
  /** What people read. */
  readonly summary: string;
  readonly rulesVersion: number | null;
  /** What changed, as data. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A further notice of a published project, signed and stamped by the centre; the caller holds the project's row. */
export async function issueNotice(
  ctx: Context,
  tx: Transaction,
  project: Project,
  { kind, summary, rulesVersion, facts }: Issue,
): Promise<Notice> {
  const at = await tx.now();
  const number = await tx.em.count(Notice, { project: project.id });
  const text = canonicalText({
    format: 'kaibiao-notice/1',
    kind,
    number,
    project: project.id,
    code: project.code,
    at: at.toISOString(),
    summary,
    rulesVersion,
    ...facts,
  });
  const signature = Buffer.from(await ctx.centre.sign(utf8(text), at));
  return tx.em.create(Notice, {
    id: v7(),
    project,
    number,
    kind,
    text,
    signature,
    certificateSha256: null,
    timestampToken: Buffer.from(await ctx.centre.stamp(signature, at)),
    summary,
    rulesVersion,
    at,
  });
}
