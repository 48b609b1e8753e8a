import type { Act, ActKind, Strangers } from '../../analytics/behaviour/near-acts.ts';
import { BondPayment } from '../../bond/entities.ts';
import type { Context } from '../../platform/command.ts';
import { openTraces, type Trace } from '../../platform/sealed-trace.ts';
import { centreTrustee } from '../../platform/trustee.ts';
import type { Lot } from '../../tender/entities.ts';
import { committeeSecret } from '../../tender/rules/secrets.ts';
import type { LotUnderScrutiny } from './lot-bids.ts';

/** Where the acts of a lot came from, opened with the centre's share of its key. */
export async function readTraces(ctx: Context, lot: Lot): Promise<Trace[]> {
  return openTraces(ctx, lot, [await centreTrustee(ctx.vault, committeeSecret(lot.id))]);
}

const secondsOf = (at: Date | string): number => new Date(at).getTime() / 1000;

/** When the bidders of a lot did what on their way to their bids. A release is no free act: the hall asks for it. */
export async function readActs(
  ctx: Context,
  { lot, bids }: LotUnderScrutiny,
  traces: readonly Trace[],
): Promise<Act[]> {
  const bidders = new Set(bids.map(bid => bid.organisation));
  const paid = await ctx.em.fork().find(BondPayment, { lot: lot.id, form: 'transfer' });
  const acts = [
    ...bids.map(bid => ({ kind: 'submit' as const, bidder: bid.organisation, at: bid.receivedAt })),
    ...paid.map(({ organisation, at }) => ({ kind: 'payment' as const, bidder: organisation, at })),
    ...traces.flatMap(({ act, organisation, at }) =>
      act === 'release' ? [] : [{ kind: act, bidder: organisation, at }],
    ),
  ];
  return acts.flatMap(({ kind, bidder, at }) =>
    bidder && bidders.has(bidder) ? [{ kind, bidder, seconds: secondsOf(at) }] : [],
  );
}

/** Lots of which the gaps say what is usual now. */
const neighbours = 2000;

/**
 * The base rate: how close strangers' acts of one hour are, in the newest lots that are open but for this one. What was
 * downloaded and uploaded when stays sealed with its lot; an upload is as close as the commit that ends it.
 */
export async function readStrangers(ctx: Context, lot: string): Promise<Strangers> {
  const rows = await ctx.em
    .fork()
    .execute<{ kind: ActKind; late: boolean; gaps: number[] }[]>(gapsOfPairs, [lot, neighbours]);
  const gaps = new Map(rows.map(row => [`${row.kind} ${row.late}`, row.gaps]));
  return (kind, late) => gaps.get(`${kind === 'upload' ? 'submit' : kind} ${late}`) ?? [];
}

const gapsOfPairs = `
  with near as (
    select h.lot, l.deadline from hall h join lot l on l.id = h.lot
    where h.revealed_at is not null and h.lot <> ? order by h.revealed_at desc limit ?
  ), acts as (
    select near.lot, near.deadline, 'submit' as kind, s.organisation, b.received_at as at
      from near join sealed_bid s on s.lot = near.lot and s.opened is not null
        join bid b on b.id = s.bid
    union all
    select near.lot, near.deadline, 'payment', p.organisation, p.at
      from near join bond_payment p on p.lot = near.lot
        and p.form = 'transfer' and p.organisation is not null
  )
  select x.kind, greatest(x.at, y.at) >= x.deadline - interval '1 hour' as late,
    array_agg(abs(extract(epoch from x.at - y.at))::float8) as gaps
  from acts x join acts y on y.lot = x.lot and y.kind = x.kind and y.organisation > x.organisation
    and y.at between x.at - interval '1 hour' and x.at + interval '1 hour'
  group by 1, 2`;
