import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { previewNotice as contract } from '../../contracts/tender/drafting.ts';
import type { WorkCalendar } from '../kernel/calendar.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, type Transaction, transact } from '../platform/command.ts';
import { Lot, type Project, type TenderDocument } from './entities.ts';
import { type LotKeysWithSpki, lotKeys } from './lot-keys.ts';
import { ownProject, requireDraft } from './own-project.ts';
import { documentsOf } from './present.ts';
import { checkPublication, noticeText } from './rules/publication.ts';

/** A draft as it would be signed. */
export interface Prepared {
  readonly text: string;
  readonly documents: readonly TenderDocument[];
  readonly keys: readonly LotKeysWithSpki[];
}

/** Builds the notice of a draft whose row the caller holds. */
export async function prepareNotice(
  ctx: Context,
  tx: Transaction,
  project: Project,
): Promise<Prepared> {
  const ids = project.content.lots.map(l => l.id);
  // An id is the client's choice: one that names another project's lot must not touch that lot's keys.
  const taken = await tx.em.findOne(Lot, { id: ids });
  if (taken)
    throw new RuleError('CONFLICT', {
      zh: `标段“${taken.title}”的编号已被使用，请删除后重新添加这个标段。`,
      en: `The number of the lot “${taken.title}” is taken. Delete the lot and add it again.`,
    });
  const documents = await documentsOf(tx.em, project);
  const keys: LotKeysWithSpki[] = [];
  for (const id of new Set(ids)) keys.push(await lotKeys(ctx, id));
  const { id, code, content, agency, agencyName } = project;
  const text = noticeText({
    id,
    code,
    tenderer: { id: project.tenderer, name: project.tendererName },
    agency: agency && agencyName ? { id: agency, name: agencyName } : null,
    content,
    documents,
    lots: keys.map(k => ({
      id: k.id,
      committeeKeySha256: k.committeeKeySha256,
      drawSeedCommit: k.drawSeedCommit,
    })),
  });
  return { text, documents, keys };
}

/** The exact text to sign, and everything that stands in the way of publishing it now. */
export async function previewNotice(
  ctx: Context,
  id: string,
  calendar: WorkCalendar,
): Promise<z.input<typeof contract.reply>> {
  return transact(ctx, async tx => {
    const project = await ownProject(tx.em, ctx.actor, id, true);
    requireDraft(project);
    const { text, documents } = await prepareNotice(ctx, tx, project);
    return {
      text,
      sha256: createHash('sha256').update(text).digest('hex'),
      findings: checkPublication(project.content, documents, calendar, await tx.now()),
      version: project.version,
    };
  });
}
