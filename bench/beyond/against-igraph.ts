import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoBidding } from '../../src/analytics/behaviour/co-bidding.ts';
import { communities } from '../../src/analytics/behaviour/communities.ts';
import { components } from '../../src/analytics/statistics/components.ts';
import { pairsOf } from './bids.ts';
import { timed, told } from './tables.ts';

const igraph = `
import json, sys, time, igraph
read = lambda path: [tuple(map(int, line.split())) for line in open(path)]
def timed(act):
    start = time.perf_counter()
    made = act()
    return made, time.perf_counter() - start
all, often = read(sys.argv[1]), read(sys.argv[2])
graph = igraph.Graph(edges=[(a, b) for a, b, w in all])
groups, took = timed(lambda: graph.community_multilevel(weights=[w for a, b, w in all]))
# Only those who are in a pair, as ours; the graph is made of the pairs within the time, as ours.
def parts():
    graph = igraph.Graph(edges=[(a, b) for a, b, w in often])
    return [sorted(part) for part in graph.connected_components() if len(part) > 1]
found, parted = timed(parts)
print(json.dumps({'took': took, 'modularity': groups.modularity, 'parted': parted, 'parts': sorted(found)}))
`;

interface Said {
  readonly took: number;
  readonly modularity: number;
  readonly parted: number;
  readonly parts: number[][];
}

function askIgraph(all: string, often: string): Said | null {
  try {
    const said = execFileSync(process.env.PYTHON ?? 'python3', ['-c', igraph, all, often], {
      ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 28 },
    });
    return JSON.parse(said);
  } catch {
    console.log('igraph: PYTHON has none; left out');
    return null;
  }
}

/** Groups by Louvain over all meetings, and components over the pairs that met often, ours and igraph's. */
export async function againstIgraph(graph: CoBidding, folder: string): Promise<void> {
  const often = pairsOf(graph);
  const all = graph.meetings.flatMap((links, i) =>
    [...links].filter(([j]) => j > i).map(([j, w]) => [i, j, w]),
  );
  const write = (name: string, rows: readonly (readonly number[])[]) => {
    const file = join(folder, name);
    writeFileSync(file, rows.map(row => row.join(' ')).join('\n'));
    return file;
  };
  const theirs = askIgraph(write('all.txt', all), write('often.txt', often));
  const [groups, took] = await timed(() => communities(graph));
  console.log(`\ngroups of ${graph.firms.length} firms (Louvain)`);
  told(`ours, modularity ${modularity(graph, groups).toFixed(3)}`, took, took);
  if (theirs) told(`igraph, modularity ${theirs.modularity.toFixed(3)}`, theirs.took, took);

  const [parts, parted] = await timed(() => components(often.map(([a, b]) => [a, b])));
  console.log(`\ncomponents of ${often.length} pairs that met three times or more`);
  told(`ours, ${parts.length} components`, parted, parted);
  if (!theirs) return;
  told(`igraph, ${theirs.parts.length} components`, theirs.parted, parted);
  const same = JSON.stringify(theirs.parts.sort(byFirst)) === JSON.stringify(parts);
  if (!same) throw new Error('the components differ');
  console.log('  the same firms in each');
}

const byFirst = ([a = 0]: number[], [b = 0]: number[]) => a - b;

/** Modularity of a partition, by its definition (Newman and Girvan 2004). */
function modularity(
  { places, meetings }: CoBidding,
  groups: readonly (readonly string[])[],
): number {
  const groupOf = new Map(
    groups.flatMap((members, g) => members.map(firm => [places.get(firm), g] as const)),
  );
  const degree = meetings.map(links => [...links.values()].reduce((sum, w) => sum + w, 0));
  const whole = degree.reduce((sum, d) => sum + d, 0);
  const total = new Map<number, number>();
  let inside = 0;
  meetings.forEach((links, i) => {
    const own = groupOf.get(i);
    if (own === undefined) return;
    total.set(own, (total.get(own) ?? 0) + (degree[i] ?? 0));
    for (const [j, weight] of links) if (groupOf.get(j) === own) inside += weight;
  });
  const chance = [...total.values()].reduce((sum, d) => sum + (d / whole) ** 2, 0);
  return inside / whole - chance;
}
