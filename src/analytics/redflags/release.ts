/**
 * What the red flags read of an OCDS 1.1 compiled release. Public data is full of gaps: a field of another type than
 * the standard gives it counts as absent, and never stops the reading of the rest.
 */
export interface Release {
  readonly ocid: string;
  readonly cancelled: boolean;
  readonly method: string | null;
  readonly methodDetails: string | null;
  /** Instants in milliseconds. */
  readonly opens: number | null;
  readonly closes: number | null;
  readonly tenderers: number | null;
  readonly buyer: string | null;
  readonly procuringEntity: string | null;
  readonly bids: readonly Bid[] | null;
  readonly awards: readonly Award[] | null;
}

export interface Bid {
  readonly status: string | null;
  readonly received: number | null;
  readonly price: Price | null;
  readonly tenderers: Parties;
}

export interface Price {
  readonly amount: number;
  readonly currency: string;
}

export interface Award {
  readonly status: string | null;
  readonly suppliers: Parties;
  /** Classification codes of the awarded items. */
  readonly codes: readonly string[];
}

/** The named organisations, and how many there are with the unnamed ones. */
export interface Parties {
  readonly ids: readonly string[];
  readonly count: number;
}

type Node = Readonly<Record<string, unknown>>;
const node = (value: unknown): Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};
const list = (value: unknown): unknown[] | null => (Array.isArray(value) ? value : null);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** RFC 3339 with its offset: a local time names no instant. */
function instant(value: unknown): number | null {
  const shape = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
  if (typeof value !== 'string' || !shape.test(value)) return null;
  const at = Date.parse(value.toUpperCase().replace(' ', 'T'));
  return Number.isNaN(at) ? null : at;
}

function parties(value: unknown): Parties {
  const all = list(value) ?? [];
  const ids = all.map(each => text(node(each).id)).filter(id => id !== null);
  return { ids: [...new Set(ids)], count: all.length };
}

function price(value: unknown): Price | null {
  const amount = number(node(value).amount);
  const currency = text(node(value).currency);
  return amount === null || currency === null ? null : { amount, currency };
}

const bid = (value: unknown): Bid => ({
  status: text(node(value).status),
  received: instant(node(value).date),
  price: price(node(value).value),
  tenderers: parties(node(value).tenderers),
});

const award = (value: unknown): Award => ({
  status: text(node(value).status),
  suppliers: parties(node(value).suppliers),
  codes: (list(node(value).items) ?? [])
    .map(item => text(node(node(item).classification).id))
    .filter(code => code !== null),
});

/** The release in a line of JSON; null where it names no contracting process. */
export function readRelease(line: unknown): Release | null {
  const release = node(line);
  const ocid = text(release.ocid);
  if (ocid === null) return null;
  const tender = node(release.tender);
  const period = node(tender.tenderPeriod);
  return {
    ocid,
    cancelled: tender.status === 'cancelled',
    method: text(tender.procurementMethod),
    methodDetails: text(tender.procurementMethodDetails),
    opens: instant(period.startDate),
    closes: instant(period.endDate),
    tenderers: number(tender.numberOfTenderers),
    buyer: text(node(release.buyer).id),
    procuringEntity: text(node(tender.procuringEntity).id),
    bids: list(node(release.bids).details)?.map(bid) ?? null,
    awards: list(release.awards)?.map(award) ?? null,
  };
}

/** Bids that reached the buyer: neither only invited nor withdrawn. */
export const submittedBids = (release: Release): readonly Bid[] =>
  (release.bids ?? []).filter(
    ({ status }) => status !== null && status !== 'invited' && status !== 'withdrawn',
  );

/** The awards in force, or null while one is still pending or has a status outside the code list. */
export function settledAwards({ awards, bids }: Release): readonly Award[] | null {
  if (awards === null || bids === null) return null;
  const open = awards.some(
    ({ status }) => status !== null && !['active', 'cancelled', 'unsuccessful'].includes(status),
  );
  return open ? null : awards.filter(({ status }) => status === 'active');
}

/** The one supplier of the one award in force: with lots or joint awards it is unknown which bids competed. */
export function soleSupplier(release: Release): string | null {
  const awards = settledAwards(release);
  const [only] = awards ?? [];
  if (awards?.length !== 1 || only?.suppliers.count !== 1) return null;
  return only.suppliers.ids[0] ?? null;
}
