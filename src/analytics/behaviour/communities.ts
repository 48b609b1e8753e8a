import type { CoBidding } from './co-bidding.ts';

type Links = readonly ReadonlyMap<number, number>[];

/**
 * Groups of firms that bid with each other more than with the rest, by modularity (Blondel, Guillaume, Lambiotte &
 * Lefebvre 2008, J. Statistical Mechanics P10008). Deterministic: firms in the order of their names, the best gain wins,
 * among equals the group of the lowest number. Firms that met nobody are left out.
 */
export function communities({ firms, meetings }: CoBidding): string[][] {
  let links: Links = meetings;
  let member = firms.map((_, at) => at);
  for (;;) {
    const moved = localMoves(links);
    const groups = renumber(moved);
    member = member.map(node => groups[node] as number);
    const count = Math.max(-1, ...groups) + 1;
    if (count === links.length) break;
    links = merged(links, groups, count);
  }
  const lists = new Map<number, string[]>();
  member.forEach((group, at) => {
    if ((meetings[at]?.size ?? 0) > 0)
      lists.set(group, [...(lists.get(group) ?? []), firms[at] as string]);
  });
  return [...lists.values()].sort((a, b) => b.length - a.length);
}

const strengthOfNode = (links: ReadonlyMap<number, number>): number =>
  [...links.values()].reduce((sum, weight) => sum + weight, 0);

/** Moves single nodes between groups until no move gains. Rounds are bounded: each gains, but rounding could cycle. */
function localMoves(links: Links): number[] {
  const degree = links.map(strengthOfNode);
  const whole = degree.reduce((sum, d) => sum + d, 0);
  const group = links.map((_, at) => at);
  const total = [...degree];
  for (let round = 0, moved = whole > 0; moved && round < 100; round += 1) {
    moved = false;
    for (let node = 0; node < links.length; node += 1) {
      const own = group[node] as number;
      const weight = degree[node] as number;
      total[own] = (total[own] as number) - weight;
      const best = bestGroup(
        links[node] as ReadonlyMap<number, number>,
        node,
        group,
        total,
        weight / whole,
      );
      total[best] = (total[best] as number) + weight;
      group[node] = best;
      if (best !== own) moved = true;
    }
  }
  return group;
}

function bestGroup(
  links: ReadonlyMap<number, number>,
  node: number,
  group: readonly number[],
  total: readonly number[],
  share: number,
): number {
  const own = group[node] as number;
  const toGroup = new Map<number, number>([[own, 0]]);
  for (const [other, weight] of links)
    if (other !== node) {
      const there = group[other] as number;
      toGroup.set(there, (toGroup.get(there) ?? 0) + weight);
    }
  const gain = (to: number) => (toGroup.get(to) as number) - share * (total[to] as number);
  let best = own;
  for (const to of [...toGroup.keys()].sort((a, b) => a - b))
    if (gain(to) > gain(best) + 1e-9) best = to;
  return best;
}

function renumber(groups: readonly number[]): number[] {
  const numbers = new Map<number, number>();
  return groups.map(group => {
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    return numbers.get(group) as number;
  });
}

/** Each group becomes a node; links inside it become a link to itself. */
function merged(links: Links, groups: readonly number[], count: number): Links {
  const nodes = Array.from({ length: count }, () => new Map<number, number>());
  links.forEach((out, from) => {
    const node = nodes[groups[from] as number] as Map<number, number>;
    for (const [to, weight] of out) {
      const there = groups[to] as number;
      node.set(there, (node.get(there) ?? 0) + weight);
    }
  });
  return nodes;
}
