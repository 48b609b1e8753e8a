import type { RelationGraph } from '../../../contracts/clues/relations.ts';
import { type CoBidding, coBidding } from '../../analytics/behaviour/co-bidding.ts';
import { groupScores, recordOf } from '../../analytics/combine/group-score.ts';
import type { TenderBids } from '../../analytics/combine/tender.ts';
import { say } from '../../analytics/words.ts';

type Graph = Omit<RelationGraph, 'madeAt'>;

/** What a screen can show at once: the firms that bid most, and the edges furthest beyond chance. */
const mostNodes = 2000;
const mostEdges = 6000;
/** Two meetings are a coincidence. */
const leastTogether = 3;

/** Who bids with whom, in groups, laid out group by group; `nameOf` gives what firms are called. */
export function relationGraph(
  market: readonly TenderBids[],
  nameOf: ReadonlyMap<string, string>,
): Graph {
  // Sums of fractions differ by their order in the last digit: one order, one picture.
  const tenders = market.toSorted((a, b) => (a.tender < b.tender ? -1 : 1));
  const records = tenders.map(recordOf);
  const graph = coBidding(records);
  const groups = groupScores(tenders, records, graph).map(({ members, score, findings }, i) => {
    const closed = findings.find(({ id }) => id === 'closed-group');
    const leading = findings.toSorted((a, b) => b.strength - a.strength)[0] ?? closed;
    const part = (name: string) => Number(closed?.evidence[name] ?? 0);
    const words = leading
      ? { zh: say(leading.why, 'zh'), en: say(leading.why, 'en') }
      : { zh: '', en: '' };
    return {
      ...{ community: i + 1, members: [...members], size: members.length, score, words },
      ...{ coherence: part('coherence'), exclusivity: part('exclusivity') },
    };
  });
  const nodes = nodesOf(tenders, graph, groups, nameOf);
  const shown = new Set(nodes.map(node => node.id));
  return { nodes, edges: edgesOf(graph, shown), groups: groups.map(group => cut(group, shown)) };
}

/** Of a group only the members that the screen shows; its size says how many there are. */
function cut(group: Graph['groups'][number], shown: ReadonlySet<string>) {
  return { ...group, members: group.members.filter(id => shown.has(id)) };
}

const winnerOf = ({ bidders, winners }: TenderBids) => bidders[winners.indexOf(true)] ?? null;

function nodesOf(
  tenders: readonly TenderBids[],
  { firms, bids }: CoBidding,
  groups: readonly Pick<Graph['groups'][number], 'community' | 'members'>[],
  nameOf: ReadonlyMap<string, string>,
): Graph['nodes'] {
  const community = new Map(groups.flatMap(g => g.members.map(id => [id, g.community] as const)));
  const wins = new Map<string, number>();
  for (const tender of tenders) {
    const winner = winnerOf(tender);
    if (winner) wins.set(winner, (wins.get(winner) ?? 0) + 1);
  }
  const shown = firms
    .map((id, i) => ({ id, bids: bids[i] ?? 0, community: community.get(id) ?? 0 }))
    .sort((a, b) => b.bids - a.bids || (a.id < b.id ? -1 : 1))
    .slice(0, mostNodes);
  const places = layOut(shown);
  return shown.map(node => ({
    ...node,
    ...(places.get(node.id) ?? { x: 0, y: 0 }),
    name: nameOf.get(node.id) ?? '',
    wins: wins.get(node.id) ?? 0,
  }));
}

/** Each group a circle of its own on a large circle: the same data gives the same picture. */
function layOut(nodes: readonly { readonly id: string; readonly community: number }[]) {
  const byGroup = [...Map.groupBy(nodes, node => node.community).entries()].sort(
    ([a], [b]) => a - b,
  );
  const places = new Map<string, { x: number; y: number }>();
  byGroup.forEach(([, members], g) => {
    const far = byGroup.length > 1 ? 4 * Math.sqrt(byGroup.length) : 0;
    const turn = (2 * Math.PI * g) / byGroup.length;
    const radius = 0.6 * Math.sqrt(members.length);
    members.forEach(({ id }, i) => {
      const angle = (2 * Math.PI * i) / members.length;
      const x = far * Math.cos(turn) + radius * Math.cos(angle);
      places.set(id, { x, y: far * Math.sin(turn) + radius * Math.sin(angle) });
    });
  });
  return places;
}

function edgesOf(
  { firms, bids, meetings, tenders: count }: CoBidding,
  shown: ReadonlySet<string>,
): Graph['edges'] {
  const edges: Graph['edges'] = [];
  firms.forEach((a, i) => {
    if (!shown.has(a)) return;
    for (const [j, together] of meetings[i] ?? []) {
      const b = firms[j] ?? '';
      if (j <= i || together < leastTogether || !shown.has(b)) continue;
      const expected = ((bids[i] ?? 0) * (bids[j] ?? 0)) / Math.max(1, count);
      const strength = Math.max(0, Math.min(1, (together - expected) / together));
      edges.push({ a, b, together, expected, strength });
    }
  });
  const weight = (edge: Graph['edges'][number]) => edge.strength * edge.together;
  const order = (x: Graph['edges'][number], y: Graph['edges'][number]) =>
    weight(y) - weight(x) || (`${x.a} ${x.b}` < `${y.a} ${y.b}` ? -1 : 1);
  return edges.sort(order).slice(0, mostEdges);
}
