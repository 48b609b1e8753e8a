import type { Mark } from '../../analytics/behaviour/expert-bias.ts';
import type { Timed } from '../../analytics/behaviour/timing-burst.ts';
import type { Context } from '../../platform/command.ts';
import type { LotHistory } from '../rules/lot-history.ts';
import { readMarket } from './market.ts';

/** Lists by lot. */
type ByLot<T> = ReadonlyMap<string, readonly T[]>;

/** The history of the city, newest first, lots of which nothing is opened left out. */
export async function readHistory(ctx: Context, most: number): Promise<LotHistory[]> {
  const tenders = await readMarket(ctx, { most });
  const { lots, withdrew, subcontractors, experts, submitted } = await readConduct(ctx);
  return tenders.map(tender => ({
    ...tender,
    title: lots.get(tender.tender)?.title ?? '',
    agency: lots.get(tender.tender)?.agency ?? null,
    withdrew: withdrew.get(tender.tender) ?? [],
    subcontractors: subcontractors.get(tender.tender) ?? [],
    experts: experts.get(tender.tender) ?? [],
    submitted: submitted.get(tender.tender) ?? [],
  }));
}

async function readConduct(ctx: Context) {
  const em = ctx.em.fork();
  const rows = <T extends object>(sql: string) => em.execute<(T & { lot: string })[]>(sql);
  const named = await rows<{ title: string; agency: string | null }>(
    `select l.id as lot, p.name || '（' || l.title || '）' as title, p.agency::text as agency
     from lot l join project p on p.id = l.project_id join hall h on h.lot = l.id
     where h.revealed_at is not null`,
  );
  const left = await rows<{ firm: string }>(withdrawals);
  const given = await rows<{ firm: string }>(
    `select c.lot, o.id::text as firm from lot_contract c
       cross join lateral jsonb_array_elements(coalesce(c.terms->'subcontractors', '[]')) s
       join organisation o on o.code = s->>'code'`,
  );
  const seats = await rows<{ person: string }>(
    `select s.lot, s.person::text as person from committee_seat s join evaluation e on e.lot = s.lot
     where e.finished_at is not null and s.reply = 'accepted' and s.left_at is null`,
  );
  const times = await rows<Timed>(
    `select s.lot, s.organisation::text as bidder,
       extract(epoch from b.received_at)::float8 as seconds
     from sealed_bid s join bid b on b.id = s.bid where s.opened is not null`,
  );
  return {
    lots: new Map(named.map(row => [row.lot, row])),
    withdrew: byLot(left, row => row.firm),
    subcontractors: byLot(given, row => row.firm),
    experts: byLot(seats, row => row.person),
    submitted: byLot(times, ({ bidder, seconds }): Timed => ({ bidder, seconds })),
  };
}

/** Who took a bid back, did not open it by its own doing, or gave up a candidate's place; each once a lot. */
const withdrawals = `
  select distinct lot, firm from (
    select b.lot, b.organisation::text as firm from bid b join hall h on h.lot = b.lot
      where b.kind = 'withdrawn' and h.revealed_at is not null and not exists
        (select from bid later where later.lot = b.lot and later.organisation = b.organisation
          and later.sequence > b.sequence)
    union all
    select lot, organisation::text from sealed_bid where fate is not null and owner = 'bidder'
    union all
    select lot, organisation::text from award_candidate where out_reason is not null) of_all`;

function byLot<R extends { lot: string }, T>(rows: readonly R[], of: (row: R) => T): ByLot<T> {
  const lots = new Map<string, T[]>();
  for (const row of rows) {
    const list = lots.get(row.lot);
    if (list) list.push(of(row));
    else lots.set(row.lot, [of(row)]);
  }
  return lots;
}

/** What experts gave each bid of finished evaluations, in points over all technical items. */
export async function readTechnicalMarks(ctx: Context): Promise<Mark[]> {
  return ctx.em.fork().execute<Mark[]>(
    `select e.lot::text as tender, s.person::text as expert, b.organisation::text as bidder,
       sum((mark->>'value')::float8) as value
     from evaluation_sheet e
       join evaluation v on v.lot = e.lot and v.finished_at is not null
       join committee_seat s on s.id = e.member
       cross join lateral jsonb_array_elements(e.marks) mark
       join sealed_bid b on b.bid = (mark->>'bid')::uuid
     where e.stage = 'technical' and e.locked_at is not null
       and jsonb_typeof(mark->'value') = 'number'
     group by 1, 2, 3`,
  );
}
