import { expect, test } from 'vitest';
import type { TenderBids } from '../../../src/analytics/combine/tender.ts';
import { relationGraph } from '../../../src/clues/rules/relation-graph.ts';

const tender = (i: number, bidders: string[], winner: string): TenderBids => ({
  tender: `t${i}`,
  amounts: bidders.map((_, at) => 100 + at),
  bidders,
  winners: bidders.map(bidder => bidder === winner),
  date: `2026-01-${String((i % 28) + 1).padStart(2, '0')}`,
  estimate: null,
  label: null,
});
/** Three firms that meet only each other and take turns, beside twelve that meet at random. */
const ring = ['r1', 'r2', 'r3'];
const others = Array.from({ length: 12 }, (_, i) => `h${i}`);
const market = [
  ...Array.from({ length: 12 }, (_, i) => tender(i, ring, ring[i % 3] ?? '')),
  ...Array.from({ length: 60 }, (_, i) => {
    const at = (k: number) => others[(i * 7 + k * 5 + (i % 3) * k) % 12] ?? '';
    const bidders = [...new Set([at(0), at(1), at(2), at(3)])];
    return tender(100 + i, bidders, bidders[0] ?? '');
  }),
];
const names = new Map([...ring, ...others].map(id => [id, `${id} 公司`]));

test('a closed group stands first, with its names, its edges and its wins', () => {
  const { nodes, edges, groups } = relationGraph(market, names);
  expect([...(groups[0]?.members ?? [])].sort()).toEqual(ring);
  expect(groups[0]?.exclusivity).toBe(1);
  expect(groups[0]?.words.zh).not.toBe('');
  const r1 = nodes.find(node => node.id === 'r1');
  expect(r1).toMatchObject({ name: 'r1 公司', bids: 12, wins: 4 });
  const edge = edges.find(({ a, b }) => a === 'r1' && b === 'r2');
  expect(edge).toMatchObject({ together: 12, expected: 2 });
  expect(new Set(groups[0]?.members.map(id => nodes.find(n => n.id === id)?.community)).size).toBe(
    1,
  );
});

test('the same lots in another order give the same picture', () => {
  expect(relationGraph(market.toReversed(), names)).toEqual(relationGraph(market, names));
});

test('without lots there is nothing, and nothing is not a number', () => {
  expect(relationGraph([], names)).toEqual({ nodes: [], edges: [], groups: [] });
});
