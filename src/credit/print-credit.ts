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
 * The public record as PDF under the seal of the centre. Each sealed paper is kept, and anyone may ask for one: so it
 * is of the whole minute, or of the change since then.
 */
export async function printCredit(
  ctx: Context,
  code: string,
  { at, origin }: { readonly at: string | undefined; readonly origin: string },
): Promise<Bytes> {
  const asked = at ?? (await ctx.clock.now(ctx.em.fork())).toISOString();
  const of = (moment: string) => recordOf(ctx, code, { at: moment, whole: false });
  const record = await of(lastChange(await of(asked), new Date(asked)));
  const newest = newestEvent(record);
  if (newest) await untilLogged(ctx.em, newest);
  const document = creditDocument(record, {
    centre: ctx.centre.name,
    url: `${origin}/credits/${code}?at=${record.at}`,
    ...(newest ? { log: await positionOf(ctx.em, newest) } : {}),
  });
  return { content: await sealedBy(ctx, document), name: `信用记录-${code}.pdf` };
}

/** The newest of the minute's beginning and the times at which the sum changed since. */
function lastChange({ lines }: CreditRecord, asked: Date): string {
  const minute = new Date(Math.floor(asked.getTime() / minuteMs) * minuteMs).toISOString();
  const times = lines.flatMap(({ fact, expires }) => [
    expires,
    ...(fact ? [fact.publishedAt, ...fact.pauses.flatMap(p => [p.from, p.until ?? ''])] : []),
  ]);
  const since = times.filter(time => time > minute && time <= asked.toISOString());
  return [minute, ...since].toSorted().at(-1) ?? minute;
}

function newestEvent({ lines }: CreditRecord): string | null {
  const facts = lines.flatMap(({ fact }) => (fact?.source.event ? [fact] : []));
  const newest = facts.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))[0];
  return newest?.source.event ?? null;
}
