/**
 * Prints `src/analytics/price/honest.ts`: how each screen lies among honest tenders of n bids, by simulation:
 * `node bench/honest-screens.ts > src/analytics/price/honest.ts && npm run fix`.
 */

import { pricesOf } from '../src/analytics/price/prices.ts';
import { probabilities } from '../src/analytics/price/quantiles.ts';
import { screenNames, screens } from '../src/analytics/price/screens.ts';
import { seeded } from '../src/analytics/statistics/seeded.ts';
import { firmsOf, honestBids, jobOf } from './market/bids.ts';

const sizes = [3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30, 50, 100];
const rounds = Number(process.argv[2] ?? 20_000);

function valuesAt(n: number): Record<string, number[]> {
  const random = seeded(n);
  const values: Record<string, number[]> = Object.fromEntries(screenNames.map(s => [s, []]));
  for (let round = 0; round < rounds; round += 1) {
    const bids = honestBids(firmsOf(n, random), jobOf(random), random);
    const prices = pricesOf(bids.map(bid => bid.price));
    for (const name of screenNames) {
      const value = screens[name].value(prices);
      if (value !== null) values[name]?.push(value);
    }
  }
  return values;
}

const bySize = sizes.map(n => [n, valuesAt(n)] as const);
const rows = screenNames.map(name => {
  const lines = bySize.flatMap(([n, values]) => {
    const sorted = (values[name] ?? []).sort((a, b) => a - b);
    if (sorted.length === 0) return [];
    const at = (p: number) =>
      (sorted[Math.floor(p * (sorted.length - 1))] as number).toPrecision(4);
    return [`    ${n}: '${probabilities.map(at).join(' ')}',`];
  });
  return `  ${name}: {\n${lines.join('\n')}\n  },`;
});
console.log(`/** Honest quantiles of each screen by the number of bids, made by \`bench/honest-screens.ts\`; columns as \`probabilities\`. */
export const honest: Readonly<Record<string, Readonly<Record<number, string>>>> = {
${rows.join('\n')}
};`);
