import { closeSync, openSync, writeSync } from 'node:fs';
import { type Seeded, seeded } from '../../src/analytics/statistics/seeded.ts';

/** How large the city is; the rest follows from the number of bids as in ten years of a big one. */
export interface Size {
  readonly bids: number;
  readonly lots: number;
  readonly firms: number;
}

export const sizeOf = (bids: number): Size => ({
  bids,
  lots: Math.round(bids * 0.15),
  firms: Math.max(60, Math.round(bids * 0.04)),
});

/** Firms of one trade meet each other and hardly anybody else. */
interface Trade {
  readonly firms: readonly number[];
  readonly rings: readonly (readonly number[])[];
}

const firmsOfTrade = 500;
/** Of all lots, how many a ring rigs. */
const rigged = 0.03;

function tradesOf(firms: number, random: Seeded): Trade[] {
  const count = Math.max(1, Math.round(firms / firmsOfTrade));
  return Array.from({ length: count }, (_, t) => {
    const from = Math.floor((t * firms) / count);
    const own = Array.from(
      { length: Math.floor(((t + 1) * firms) / count) - from },
      (_, i) => from + i,
    );
    const rings = Array.from({ length: 4 }, () => pick(own, 4 + random.below(4), random, 1));
    return { firms: own, rings };
  });
}

/** `count` different ones; `steep` > 1: the first ones far oftener than the last, as a few firms bid everywhere. */
function pick(list: readonly number[], count: number, random: Seeded, steep: number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, list.length))
    chosen.add(list[Math.floor(list.length * random.next() ** steep)] as number);
  return [...chosen];
}

interface Drawn {
  readonly bidders: readonly number[];
  readonly prices: readonly number[];
}

function drawLot({ firms, rings }: Trade, wanted: number, random: Seeded): Drawn {
  const cost = 2e6 * Math.exp(random.normal());
  if (random.next() < rigged) {
    const bidders = rings[random.below(rings.length)] ?? [];
    const win = cost * (1.1 + 0.2 * random.next());
    return {
      bidders,
      prices: bidders.map((_, i) => win * (1 + 0.012 * i + 0.004 * random.next())),
    };
  }
  const bidders = pick(firms, wanted, random, 2.5);
  return { bidders, prices: bidders.map(() => cost * Math.exp(0.08 * random.normal())) };
}

/**
 * Writes the bids of a city as CSV (lot, number, firm, price in yuan, won), lot by lot: the same size gives the same
 * city. Gives how many it wrote.
 */
export function writeBids({ bids, lots, firms }: Size, file: string): number {
  const random = seeded(17);
  const trades = tradesOf(firms, random);
  const out = openSync(file, 'w', 0o644);
  let written = 0;
  let lines: string[] = [];
  for (let lot = 0; lot < lots; lot++) {
    const left = (bids - written) / (lots - lot);
    const wanted = Math.max(3, Math.round(left + random.below(7) - 3));
    const trade = trades[random.below(trades.length)] as Trade;
    const { bidders, prices } = drawLot(trade, wanted, random);
    const best = prices.indexOf(Math.min(...prices));
    bidders.forEach((firm, i) => {
      lines.push(`${lot},${i + 1},${firm},${(prices[i] ?? 0).toFixed(2)},${i === best}`);
    });
    written += bidders.length;
    if (lines.length > 20_000 || lot === lots - 1) {
      writeSync(out, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  closeSync(out);
  return written;
}
