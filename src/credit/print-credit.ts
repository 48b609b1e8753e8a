import type { CreditRecord } from '../../contracts/credit.ts';
import type { Context } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { untilLogged } from '../platform/ledger/log.ts';
import { positionOf } from '../platform/ledger/position.ts';
import { sealedBy } from '../platform/pdf/seal.ts';
import { creditDocument } from './credit-pdf.ts';
import { recordOf } from './read-credit.ts';

const minuteMs = 60_000;

/**
 * The public record as PDF under the seal of the centre. To the minute: each sealed paper is kept, and anyone may ask
 * for one.
 */
export async function printCredit(
  ctx: Context,
  code: string,
  { at, origin }: { readonly at: string | undefined; readonly origin: string },
): Promise<Bytes> {
  const asked = at ? new Date(at) : await ctx.clock.now(ctx.em.fork());
  const minute = new Date(Math.floor(asked.getTime() / minuteMs) * minuteMs).toISOString();
  const record = await recordOf(ctx, code, { at: minute, whole: false });
  const newest = newestEvent(record);
  if (newest) await untilLogged(ctx.em, newest);
  const document = creditDocument(record, {
    centre: ctx.centre.name,
    url: `${origin}/credits/${code}?at=${minute}`,
    ...(newest ? { log: await positionOf(ctx.em, newest) } : {}),
  });
  return { content: await sealedBy(ctx, document), name: `信用记录-${code}.pdf` };
}

function newestEvent({ lines }: CreditRecord): string | null {
  const facts = lines.flatMap(({ fact }) => (fact?.source.event ? [fact] : []));
  const newest = facts.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))[0];
  return newest?.source.event ?? null;
}
