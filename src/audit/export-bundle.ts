import { LockMode } from '@mikro-orm/core';
import { RuleError } from '../kernel/rule-error.ts';
import { sealedTar } from '../platform/bundle/sealed-tar.ts';
import { type Context, must, transact } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { Lot } from '../tender/entities.ts';
import type { Verifier } from '../transparency/note.ts';
import { bondParts, bondsOfBidders } from './bundle-bonds.ts';
import { collectLog } from './bundle-log.ts';
import { collectParts } from './bundle-parts.ts';
import { mayExportBundle } from './rules/export.ts';

/**
 * The evidence bundle of a lot as a tar: a signed index, then every file it names. The export itself is on record.
 */
export async function exportBundle(ctx: Context, id: string, log: Verifier): Promise<Bytes> {
  const lot = must(await ctx.em.findOne(Lot, { id }, { populate: ['project'] }), 'lot');
  if (!mayExportBundle(ctx.actor.roles, lot.state))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '候选人公示以后才能导出证据包：在此之前有内容依法保密。',
        en: 'The evidence bundle can be exported once the candidates are published: before that the law keeps parts of it secret.',
      },
      {
        state: lot.state,
      },
    );
  await transact(ctx, async tx => {
    await tx.record({ type: 'audit.exported', subject: id, data: { lot: id } });
  });
  const parts = await transact(ctx, async tx => {
    // Whoever changes the trade holds this row: files and events are of one moment.
    await tx.em.findOneOrFail(Lot, { id }, { lockMode: LockMode.PESSIMISTIC_READ });
    const bonds = await bondsOfBidders(tx.em, lot);
    const parts = [...(await collectParts(ctx, lot)), ...bondParts(bonds)];
    return [...parts, ...(await collectLog(ctx, lot, bonds))];
  });
  const head = { format: 'kaibiao-bundle/1' as const, project: lot.project.id, lot: id };
  return sealedTar(ctx, log, head, parts, `${lot.project.code}-${lot.position + 1}.tar`);
}
