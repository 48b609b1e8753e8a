import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CoBidding, coBidding } from '../../src/analytics/behaviour/co-bidding.ts';
import { pricesOf } from '../../src/analytics/price/prices.ts';
import { screens } from '../../src/analytics/price/screens.ts';
import type { Table } from './tables.ts';

/** The bids of a synthetic city as the SQL of src/analytics/sql reads them, and what this program makes of them. */
export interface Bid {
  readonly tender: string;
  readonly number: number;
  readonly bidder: string;
  readonly price: number;
  readonly won: boolean;
}

const names = ['cv', 'spread', 'diffp', 'rd', 'rdnor', 'rdalt', 'skewness', 'kurtosis'] as const;

export const sql = (name: string) =>
  readFileSync(
    join(import.meta.dirname, '..', '..', 'src', 'analytics', 'sql', `${name}.sql`),
    'utf8',
  );

/** Out of the CSV that `writeBids` wrote. */
export function readBids(file: string): Bid[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => {
      const [lot = '', number = '', firm = '', price = '', won] = line.split(',');
      return {
        tender: `T${lot.padStart(7, '0')}`,
        number: Number(number),
        bidder: `F${firm.padStart(6, '0')}`,
        price: Number(price),
        won: won === 'true',
      };
    });
}

/** The columns of `bids` for PostgreSQL; text is compared by its bytes, as everywhere else. */
export const bidColumns =
  'tender text collate "C", number int, bidder text collate "C", day date, price double precision, won boolean, ceiling double precision';

export const bidsCsv = (bids: readonly Bid[]): string =>
  bids
    .map(b => `${b.tender},${b.number},${b.bidder},2026-01-01,${b.price},${b.won},2000000\n`)
    .join('');

/** Ours, in the shape and order of the SQL. */
export function ourScreens(bids: readonly Bid[]): Table {
  return [...Map.groupBy(bids, bid => bid.tender)]
    .filter(([, own]) => own.length >= 3)
    .map(([tender, own]) => {
      const prices = pricesOf(own.map(bid => bid.price));
      return [tender, prices.length, ...names.map(name => screens[name].value(prices))];
    });
}

export const graphOf = (bids: readonly Bid[]): CoBidding =>
  coBidding(
    [...Map.groupBy(bids, bid => bid.tender)].map(([tender, own]) => ({
      ...{ tender, date: '', winner: null },
      bidders: own.map(bid => bid.bidder),
    })),
  );

/** Pairs that met in three tenders or more. */
export const pairsOf = ({ meetings }: CoBidding): [a: number, b: number, together: number][] =>
  meetings.flatMap((links, i) =>
    [...links]
      .filter(([j, together]) => j > i && together >= 3)
      .sort(([x], [y]) => x - y)
      .map(([j, together]): [number, number, number] => [i, j, together]),
  );

export function ourPairs(graph: CoBidding): Table {
  const { firms, bids, tenders } = graph;
  return pairsOf(graph).map(([i, j, together]) => [
    ...[firms[i], firms[j], together, ((bids[i] ?? 0) * (bids[j] ?? 0)) / tenders],
  ]);
}
