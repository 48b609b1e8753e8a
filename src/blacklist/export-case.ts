import { LockMode } from '@mikro-orm/core';
import { logParts } from '../platform/bundle/log-parts.ts';
import { inline } from '../platform/bundle/part.ts';
import { sealedTar } from '../platform/bundle/sealed-tar.ts';
import { type Context, transact } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { sealedBy } from '../platform/pdf/seal.ts';
import type { Verifier } from '../transparency/note.ts';
import { layout } from '../verifier/layout.ts';
import { caseEvents, caseParts } from './case-bundle.ts';
import { findCase } from './case-file.ts';
import { casePaper } from './case-paper.ts';
import { caseDocument } from './case-pdf.ts';
import { caseReadme } from './case-readme.ts';
import { SanctionCase } from './entities.ts';
import { recordLook } from './looks.ts';

/** The whole case as one tar that proves itself; the respondent's copy holds what the respondent may see. */
export async function exportCase(
  ctx: Context,
  id: string,
  { origin, log }: { readonly origin: string; readonly log: Verifier },
): Promise<Bytes> {
  await recordLook(ctx, await findCase(ctx, ctx.em.fork(), id), 'blacklist.exported', {});
  const gathered = await transact(ctx, async tx => {
    // Whoever acts in the case holds this row: files and events are of one moment.
    await tx.em.findOne(SanctionCase, { id }, { lockMode: LockMode.PESSIMISTIC_READ });
    const file = await findCase(ctx, tx.em, id);
    const paper = await casePaper(ctx, file, origin);
    const parts = await caseParts(ctx, file, paper);
    const pdf = await sealedBy(ctx, caseDocument(paper));
    const proofs = await logParts(ctx, await caseEvents(ctx, id, paper));
    return { file, paper, parts: [inline(layout.paper, pdf), ...parts, ...proofs] };
  });
  const { number } = gathered.file.held;
  const copy = gathered.paper.forParty ? ('respondent' as const) : ('authority' as const);
  const head = { format: 'kaibiao-case/1' as const, case: id, number, copy };
  const parts = [inline(layout.readme, caseReadme(number, gathered.parts)), ...gathered.parts];
  return sealedTar(ctx, log, head, parts, `${number}.tar`);
}
