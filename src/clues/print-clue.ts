import type { z } from 'zod';
import type { Purpose } from '../../contracts/clues/desk.ts';
import { type Context, must } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { Event } from '../platform/ledger/entities.ts';
import { untilLogged } from '../platform/ledger/log.ts';
import { positionOf } from '../platform/ledger/position.ts';
import { sealedBy } from '../platform/pdf/seal.ts';
import { clueDocument } from './clue-pdf.ts';
import { Clue } from './entities.ts';
import { recordLook } from './read-clue.ts';
import { rowOfClue, snapshotOf } from './snapshot.ts';

/** A clue as PDF under the seal of the centre; the print is a look, with its purpose. */
export async function printClue(
  ctx: Context,
  id: string,
  { purpose, origin }: { readonly purpose: z.output<typeof Purpose>; readonly origin: string },
): Promise<Bytes> {
  const em = ctx.em.fork();
  const clue = must(await em.findOne(Clue, { id }), 'clue');
  await recordLook(ctx, clue, purpose, 'paper');
  const row = await rowOfClue(em, clue, await ctx.clock.now(em));
  const last = await lastChange(ctx, id);
  await untilLogged(ctx.em, last.id);
  const document = clueDocument(snapshotOf(row, clue), {
    ...{ centre: ctx.centre.name, url: `${origin}/app/clues/${id}` },
    ...{ state: clue.state, owner: clue.ownerName ?? null, verdict: clue.verdict ?? null },
    madeAt: last.at.toISOString(),
    log: await positionOf(ctx.em, last.id),
  });
  return { content: await sealedBy(ctx, document), name: `线索报告-${clue.number}.pdf` };
}

/** The newest event of the clue that is no look. */
async function lastChange(ctx: Context, id: string): Promise<Event> {
  const found = await ctx.em
    .fork()
    .findOne(
      Event,
      { subject: id, type: { $ne: 'clues.looked' } },
      { orderBy: { at: 'desc', id: 'desc' } },
    );
  return must(found, 'clue');
}
