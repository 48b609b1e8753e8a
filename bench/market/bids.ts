import type { Seeded } from '../../src/analytics/statistics/seeded.ts';

/** A firm of the synthetic city: some are usually a little cheaper than others. */
export interface Firm {
  readonly id: string;
  readonly edge: number;
}

export interface Bid {
  readonly firm: Firm;
  readonly price: number;
}

/** A job with its common cost, as every firm would estimate it without its own luck. */
export interface Job {
  readonly cost: number;
  /** How much firms' costs differ on this job (deviation of the log): heteroscedastic, 8 % at the median. */
  readonly sigma: number;
}

export function firmsOf(count: number, random: Seeded): Firm[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `F${i + 1}`,
    edge: random.normal() * 0.3,
  }));
}

export function jobOf(random: Seeded): Job {
  return {
    cost: 2e6 * Math.exp(random.normal()),
    sigma: 0.08 * Math.exp(random.normal() * 0.45),
  };
}

/** `count` different ones of a list. */
export function some<T>(list: readonly T[], count: number, random: Seeded): T[] {
  const left = [...list];
  const picked: T[] = [];
  while (picked.length < count && left.length > 0)
    picked.push(...left.splice(random.below(left.length), 1));
  return picked;
}

/** Firms write prices with few digits about as often as to the fen. */
export function written(price: number, random: Seeded): number {
  const step = [0.01, 0.01, 1, 100][random.below(4)] as number;
  return Number((Math.max(1, Math.round(price / step)) * step).toFixed(2));
}

/** Private costs round the common one; a margin that shrinks with rivals; one in 25 is not interested and asks more. */
export function honestBids(firms: readonly Firm[], job: Job, random: Seeded): Bid[] {
  const margin = 1 + 0.3 / (firms.length + 1);
  return firms.map(firm => {
    const luck = job.sigma * (firm.edge + random.normal());
    const idle = random.next() < 0.04 ? Math.abs(random.normal()) * 0.25 : 0;
    return { firm, price: written(job.cost * margin * Math.exp(luck + idle), random) };
  });
}
