import { RuleError } from '../../kernel/rule-error.ts';

/**
 * The amounts of one tender's bids, ascending, each finite and above zero: what every screen reads. Plain numbers in
 * any one currency: screens are statistics of prices, not money.
 */
export type Prices = readonly number[];

/** Screens look at how rivals' prices lie to each other: below three bids there is nothing to see. */
export const leastBids = 3;

/** Orders the amounts; refuses what is not a price. */
export function pricesOf(amounts: Iterable<number>): Prices {
  const prices = Float64Array.from(amounts);
  for (const price of prices)
    if (!(price > 0 && price < Number.POSITIVE_INFINITY))
      throw new RuleError('MALFORMED', {
        zh: `报价应大于零：${price}`,
        en: `A price must be above zero: ${price}`,
      });
  return Array.from(prices.sort());
}

export const lowest = (prices: Prices): number => prices[0] as number;
export const highest = (prices: Prices): number => prices[prices.length - 1] as number;

/** How far the lowest bid lies below the second. */
export const winningGap = (prices: Prices): number => (prices[1] as number) - lowest(prices);

/** What an indicator's arithmetic gives, or null where it is not defined: too few bids, or a division by zero. */
export type Screen = (prices: Prices) => number | null;
