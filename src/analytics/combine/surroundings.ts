import type { TenderBids } from './tender.ts';

/** A ring seldom rigs one tender only: at least so many other tenders stand beside one in time. */
const neighbours = 20;

/** A bidder's mean is pulled to the market's as if it had been in so many ordinary tenders more. */
const ordinary = 4;

const most = 1.5;

/**
 * What the tenders around one say of it: those of about the same date, and the other ones its bidders were in. `own` is
 * each tender's own log-odds, null where there was too little data. Each tender's surroundings leave the tender itself
 * out, and count as much (β) as surroundings turn out to foretell a tender's own evidence in this very file: where they
 * foretell nothing, nothing is added. Labels are not read.
 */
export function surroundings(
  tenders: readonly TenderBids[],
  own: readonly (number | null)[],
): number[] {
  const { byDate, byBidder, centred } = neighbourMeans(tenders, own);
  const around = tenders.map((_, at) => {
    const parts = [byDate[at], byBidder[at]].filter(part => part !== null && part !== undefined);
    return parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length);
  });
  const beta = foretells(around, centred);
  return around.map(value => Math.max(-most, Math.min(most, beta * value)));
}

/** The mean evidence round each tender, itself left out, against the file's mean; null where there is nobody round it. */
export function neighbourMeans(tenders: readonly TenderBids[], own: readonly (number | null)[]) {
  const known = own.filter(value => value !== null);
  const middle = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const centred = own.map(value => (value === null ? null : value - middle));
  return { centred, byDate: dateMeans(tenders, centred), byBidder: bidderMeans(tenders, centred) };
}

/** Least squares of own evidence on surroundings, shrunk where tenders are few; never below zero. */
function foretells(around: readonly number[], own: readonly (number | null)[]): number {
  let [xy, xx, count] = [0, 0, 0];
  around.forEach((x, at) => {
    const y = own[at];
    if (y === null || y === undefined || x === 0) return;
    xy += x * y;
    xx += x * x;
    count += 1;
  });
  if (xx === 0) return 0;
  return (Math.min(1.5, Math.max(0, xy / xx)) * count) / (count + 100);
}

function dateMeans(
  tenders: readonly TenderBids[],
  own: readonly (number | null)[],
): (number | null)[] {
  const days = new Map<string, { sum: number; count: number }>();
  tenders.forEach(({ date }, at) => {
    const value = own[at];
    if (date === null || value === null || value === undefined) return;
    const day = days.get(date) ?? { sum: 0, count: 0 };
    days.set(date, { sum: day.sum + value, count: day.count + 1 });
  });
  const order = [...days.keys()].sort();
  const windows = new Map(order.map((date, at) => [date, windowRound(order, at, days)]));
  return tenders.map(({ date }, at) => {
    const window = date === null ? undefined : windows.get(date);
    const value = own[at];
    if (!window) return null;
    const self = value ?? null;
    const count = window.count - (self === null ? 0 : 1);
    return count < neighbours / 2 ? null : (window.sum - (self ?? 0)) / count;
  });
}

/** Whole days on both sides, until enough tenders are in. */
function windowRound(
  order: readonly string[],
  at: number,
  days: ReadonlyMap<string, { sum: number; count: number }>,
): { sum: number; count: number } {
  let { sum, count } = days.get(order[at] as string) as { sum: number; count: number };
  for (let reach = 1; count <= neighbours && reach <= neighbours; reach += 1)
    for (const date of [order[at - reach], order[at + reach]]) {
      const day = date === undefined ? undefined : days.get(date);
      sum += day?.sum ?? 0;
      count += day?.count ?? 0;
    }
  return { sum, count };
}

function bidderMeans(
  tenders: readonly TenderBids[],
  own: readonly (number | null)[],
): (number | null)[] {
  const records = new Map<string, { sum: number; count: number }>();
  tenders.forEach(({ bidders }, at) => {
    const value = own[at];
    if (value === null || value === undefined) return;
    for (const bidder of new Set(bidders)) {
      if (bidder === null) continue;
      const record = records.get(bidder) ?? { sum: 0, count: 0 };
      records.set(bidder, { sum: record.sum + value, count: record.count + 1 });
    }
  });
  return tenders.map(({ bidders }, at) => {
    const self = own[at] ?? null;
    const means = [...new Set(bidders)].flatMap(bidder => {
      const record = bidder === null ? undefined : records.get(bidder);
      const count = (record?.count ?? 0) - (self === null ? 0 : 1);
      return record && count >= 3 ? [(record.sum - (self ?? 0)) / (count + ordinary)] : [];
    });
    return means.length === 0 ? null : means.reduce((sum, m) => sum + m, 0) / means.length;
  });
}
