import { type Context, must } from '../platform/command.ts';
import { prepared } from '../platform/prepared.ts';
import { type Bidder, type Found, foundOf, type LotRow, lotRow } from './lot.ts';

/** A signed statement as it arrived, and the hash by which it is known. */
interface Arrived {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** A statement that has arrived, and how things stand at that moment: from whom, for which lot, at what time. */
export interface Arrival {
  readonly p7: Arrived;
  readonly bidder: Bidder;
  readonly found: Found;
  /** The bid that this very statement has become before. */
  readonly known: string | null;
  readonly now: Date;
}

interface Row extends LotRow {
  readonly kinds: Bidder['kinds'];
  readonly bidder: string;
  readonly known: string | null;
  readonly now: string;
}

/** Reads all of it in one round trip, without a lock. NOT_FOUND when there is no such lot. */
export async function arrivalOf(ctx: Context, lot: string, p7: Arrived): Promise<Arrival> {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const [found] = await prepared<Row>(
    ctx.em,
    `select ${lotRow.columns}, o.kinds, o.name as bidder, b.id as known, ${ctx.clock.sql} as now
     from ${lotRow.tables} join organisation o on o.id = $1
     left join bid b on b.lot = l.id and b.organisation = o.id and b.manifest_sha256 = $2
     where l.id = $3`,
    [organisation, p7.sha256, lot],
  );
  const row = must(found, 'lot');
  return {
    p7,
    bidder: { organisation, kinds: row.kinds, name: row.bidder },
    found: foundOf(row),
    known: row.known,
    now: new Date(Number(row.now)),
  };
}
