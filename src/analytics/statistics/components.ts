/**
 * What hangs together through pairs: union by size with paths halved (Tarjan 1975, JACM 22). Each group ascending, the
 * groups by their first member; who is in no pair is in none. Linear for all that fits in memory.
 */
export function components(pairs: Iterable<readonly [number, number]>): number[][] {
  const parent = new Map<number, number>();
  const size = new Map<number, number>();
  const rootOf = (node: number): number => {
    let at = node;
    for (let up = parent.get(at) ?? at; up !== at; up = parent.get(at) ?? at) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const [a, b] of pairs) {
    for (const node of [a, b]) if (!parent.has(node)) parent.set(node, node);
    const [x, y] = [rootOf(a), rootOf(b)];
    if (x === y) continue;
    const [of, more] = [size.get(x) ?? 1, size.get(y) ?? 1];
    const [small, large] = of < more ? [x, y] : [y, x];
    parent.set(small, large);
    size.set(large, of + more);
  }
  const groups = Map.groupBy(
    [...parent.keys()].sort((x, y) => x - y),
    rootOf,
  );
  return [...groups.values()];
}
