import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { hypergeometricAtLeast } from '../statistics/tails.ts';
import type { TenderRecord } from './market-record.ts';

/** Firms in the order of their names, how often each bid, and for each how often it met the others. */
export interface CoBidding {
  readonly firms: readonly string[];
  /** Where each firm stands among them. */
  readonly places: ReadonlyMap<string, number>;
  readonly tenders: number;
  readonly bids: readonly number[];
  /** `meetings[i]`: firm j → tenders in which both bid; symmetric. */
  readonly meetings: readonly ReadonlyMap<number, number>[];
}

/**
 * The co-bidding graph: firms are nodes, an edge weighs the tenders in which both bid.
 * Wachs & Kertész 2019 (Scientific Reports 9, 10818).
 */
export function coBidding(records: readonly TenderRecord[]): CoBidding {
  const firms = [...new Set(records.flatMap(record => record.bidders))].sort();
  const places = new Map(firms.map((firm, at) => [firm, at]));
  const bids = firms.map(() => 0);
  const meetings = firms.map(() => new Map<number, number>());
  for (const { bidders } of records) {
    const present = [...new Set(bidders)].map(firm => places.get(firm) as number);
    for (const a of present) {
      bids[a] = (bids[a] as number) + 1;
      for (const b of present) if (a !== b) meetings[a]?.set(b, (meetings[a]?.get(b) ?? 0) + 1);
    }
  }
  return { firms, places, tenders: records.length, bids, meetings };
}

const leastBidsEach = 5;

/**
 * Two firms that meet more often than chance: k tenders together, of T, when one bid in a and the other in b of them;
 * p = P(hypergeometric(T, a, b) ≥ k). Counts, no unit. From 5 bids of each.
 * Conley & Decarolis 2016 (AEJ: Microeconomics 8), the participation test, for two firms.
 */
export function pairCoBidding(graph: CoBidding, a: string, b: string): Finding {
  const [i, j] = [graph.places.get(a) ?? -1, graph.places.get(b) ?? -1];
  const [bidsA, bidsB] = [graph.bids[i] ?? 0, graph.bids[j] ?? 0];
  if (Math.min(bidsA, bidsB) < leastBidsEach)
    return tooLittle('co-bidding', 'tenders', leastBidsEach, Math.min(bidsA, bidsB));
  const together = graph.meetings[i]?.get(j) ?? 0;
  const p = hypergeometricAtLeast(together, graph.tenders, bidsA, bidsB);
  const params = { together, a: bidsA, b: bidsB, tenders: graph.tenders };
  return found('co-bidding', strengthOf(p), params, { ...params, p });
}
