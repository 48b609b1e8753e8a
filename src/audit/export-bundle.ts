import { Readable } from 'node:stream';
import { LockMode } from '@mikro-orm/core';
import type { Role } from '../../contracts/route.ts';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { layOut, pack } from '../sealing/archive.ts';
import { Lot } from '../tender/entities.ts';
import { formatVerifier, type Verifier } from '../transparency/note.ts';
import { layout } from '../verifier/layout.ts';
import { collectLog } from './bundle-log.ts';
import { type BundlePart, collectParts, inline } from './bundle-parts.ts';

/** 128 GiB in segments of 8 MiB, many times over: a bundle is the platform's own work, not a bidder's. */
const mostFiles = 1_000_000;

/** States in which nothing of a lot has to stay secret any more (A37, C21). */
const exportable: ReadonlySet<string> = new Set(['candidates', 'awarded', 'contracted']);
/** A failed lot is tendered again: who had bid stays secret from the tenderer (C21), not from those who watch. */
const watchers: readonly Role[] = ['supervisor', 'audit-admin'];

function mayExport({ actor }: Context, state: string): boolean {
  if (state === 'failed') return actor.roles.some(role => watchers.includes(role));
  return exportable.has(state);
}

/**
 * The evidence bundle of a lot as a tar: a signed index, then every file it names. The export itself is on record.
 */
export async function exportBundle(ctx: Context, id: string, log: Verifier): Promise<Bytes> {
  const lot = must(await ctx.em.findOne(Lot, { id }, { populate: ['project'] }), 'lot');
  if (!mayExport(ctx, lot.state))
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
    return [...(await collectParts(ctx, lot)), ...(await collectLog(ctx, lot))];
  });
  const at = await ctx.clock.now(ctx.em);
  const index = canonicalText({
    format: 'kaibiao-bundle/1',
    project: lot.project.id,
    lot: id,
    exportedAt: at.toISOString(),
    logKey: formatVerifier(log),
    files: parts.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
  });
  const signature = await ctx.centre.sign(utf8(index), at);
  const all = [inline(layout.index, index), inline(layout.indexSignature, signature), ...parts];
  return tar(all, `${lot.project.code}-${lot.position + 1}.tar`);
}

async function tar(parts: readonly BundlePart[], name: string): Promise<Bytes> {
  const sources = parts.map(part => ({
    name: part.path,
    bytes: part.bytes,
    stream: () => part.stream(),
  }));
  const plan = await layOut(sources, name, mostFiles);
  return {
    content: Readable.from(pack(plan, sources, name)),
    type: 'application/x-tar',
    name,
  };
}
