import type { Seeded } from '../../src/analytics/statistics/seeded.ts';
import { type Bid, type Firm, honestBids, type Job, some, written } from './bids.ts';

/** How one tender is rigged: the ring in its order of turns, the other firms, the job, and which turn it is. */
export interface Plot {
  readonly ring: readonly Firm[];
  readonly others: readonly Firm[];
  readonly bidders: number;
  readonly job: Job;
  readonly turn: number;
}

type Ring = (plot: Plot, random: Seeded) => Bid[];

const between = (low: number, high: number, random: Seeded) => low + (high - low) * random.next();

/** The winner asks more than competition would allow; the covers lie a little above, close together, none within 1 %. */
function covered(
  firms: readonly Firm[],
  job: Job,
  gap: number,
  noise: number,
  random: Seeded,
): Bid[] {
  const win = job.cost * between(1.1, 1.3, random);
  return firms.map((firm, at) => {
    const above = at === 0 ? 0 : Math.max(0.01, gap + noise * random.normal());
    return { firm, price: written(win * (1 + above), random) };
  });
}

const cover: Ring = ({ ring, bidders, job }, random) =>
  covered(some(ring, bidders, random), job, between(0.015, 0.06, random), 0.012, random);

/** As cover bidding, each winning in its turn. */
const rotation: Ring = ({ ring, bidders, job, turn }, random) => {
  const winner = ring[turn % ring.length] as Firm;
  const rest = some(
    ring.filter(firm => firm !== winner),
    bidders - 1,
    random,
  );
  return covered([winner, ...rest], job, between(0.015, 0.06, random), 0.012, random);
};

/** Most members stay away; two lend their names at prices that cannot win. */
const suppression: Ring = ({ ring, job }, random) =>
  covered(some(ring, 3, random), job, between(0.04, 0.1, random), 0.02, random);

/** Three or four members among honest rivals. */
const partial: Ring = ({ ring, others, bidders, job }, random) => {
  const members = some(ring, 3 + random.below(2), random);
  const honest = some(others, Math.max(2, bidders - members.length), random);
  const ours = covered(members, { ...job, cost: job.cost * 0.9 }, 0.03, 0.008, random);
  return [...ours, ...honestBids(honest, job, random)];
};

/** A careful ring whose covers are spread as if they were honest. */
const noise: Ring = ({ ring, bidders, job }, random) =>
  covered(some(ring, bidders, random), job, between(0.05, 0.12, random), 0.05, random);

export const rings = { cover, rotation, suppression, partial, noise } satisfies Record<
  string,
  Ring
>;

/** An auction won by the price nearest the average: honest firms guess the usual discount. */
export function averageBids(firms: readonly Firm[], job: Job, random: Seeded): Bid[] {
  const focal = job.cost * 1.1;
  return firms.map(firm => {
    const wide = random.next() < 0.15 ? 4 : 1;
    return { firm, price: written(focal * Math.exp(0.012 * wide * random.normal()), random) };
  });
}

/** A group of companion bids pulls the average away from the focal price, towards the one that is to win. */
export const benchmark: Ring = ({ ring, others, bidders, job }, random) => {
  const size = Math.round(bidders * between(0.25, 0.5, random));
  const side = random.next() < 0.7 ? -1 : 1;
  const place = job.cost * 1.1 * (1 + side * between(0.03, 0.08, random));
  const group = some([...ring, ...others], size, random).map(firm => ({
    firm,
    price: written(place * Math.exp(0.003 * random.normal()), random),
  }));
  const taken = new Set(group.map(({ firm }) => firm));
  const honest = others.filter(firm => !taken.has(firm));
  return [...group, ...averageBids(some(honest, bidders - size, random), job, random)];
};
