import type { Context } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { sealedBy } from '../platform/pdf/seal.ts';
import { findCase } from './case-file.ts';
import { casePaper } from './case-paper.ts';
import { caseDocument } from './case-pdf.ts';
import { recordLook } from './looks.ts';

/** The case file as PDF under the seal of the centre: the authority's, or the copy that the respondent may see. */
export async function printCase(ctx: Context, id: string, origin: string): Promise<Bytes> {
  const file = await findCase(ctx, ctx.em.fork(), id);
  await recordLook(ctx, file, 'blacklist.printed', {});
  const paper = await casePaper(ctx, file, origin);
  return {
    content: await sealedBy(ctx, caseDocument(paper)),
    name: `案卷-${file.held.number}.pdf`,
  };
}
