import { type Finding, found, tooLittle } from '../finding.ts';
import { mean } from '../statistics/moments.ts';
import type { CoBidding } from './co-bidding.ts';

const least = 3;

/**
 * A closed group: its members meet evenly (coherence: geometric ÷ arithmetic mean of the weights of the links inside,
 * Onnela, Saramäki, Kertész & Kaski 2005, Physical Review E 71), all with all (density of links), and hardly anybody else
 * (exclusivity: weight inside ÷ weight of all links of members). Each from 0 to 1; strength is their product. From 3 firms.
 * Wachs & Kertész 2019 (Scientific Reports 9, 10818).
 */
export function closedGroup(graph: CoBidding, members: readonly string[]): Finding {
  if (members.length < least) return tooLittle('closed-group', 'members', least, members.length);
  const places = new Set(members.map(firm => graph.places.get(firm) ?? -1));
  const inside: number[] = [];
  let outside = 0;
  for (const from of places)
    for (const [to, weight] of graph.meetings[from] ?? [])
      if (!places.has(to)) outside += weight;
      else if (from < to) inside.push(weight);
  if (inside.length === 0) return tooLittle('closed-group', 'tenders', 1, 0);
  const within = inside.reduce((sum, weight) => sum + weight, 0);
  const coherence = Math.exp(mean(inside.map(Math.log))) / mean(inside);
  const density = inside.length / ((members.length * (members.length - 1)) / 2);
  const exclusivity = within / (within + outside);
  const params = {
    members: members.length,
    coherence: coherence.toFixed(2),
    exclusivity: exclusivity.toFixed(2),
  };
  const evidence = { coherence, density, exclusivity, members };
  return found('closed-group', coherence * density * exclusivity, params, evidence);
}
