import { expect, test } from 'vitest';
import type { WallTile } from '../../contracts/supervision.ts';
import { byUrgency, filtered, needsLook, roomName } from '../../web/pages/supervision/wall.ts';

const tile = (change: Partial<WallTile>): WallTile => ({
  lot: '01a00000-0000-7000-8000-000000000001',
  project: '01a00000-0000-7000-8000-000000000002',
  code: '2026-JZ-0001',
  title: '滨江路综合改造工程（一标段）',
  city: '云江市',
  state: 'opening',
  stage: 'releasing',
  tenderer: '城市建设发展中心',
  deadline: '2026-09-10T07:00:00.000Z',
  progress: '1/3',
  tone: 'run',
  since: '2026-09-10T07:00:00.000Z',
  ...change,
});

test('what needs somebody stands first, then what is due first', () => {
  const late = tile({ code: 'late', deadline: '2026-09-12T07:00:00.000Z' });
  const early = tile({ code: 'early' });
  const warn = tile({ code: 'warn', tone: 'warn', deadline: '2026-10-01T07:00:00.000Z' });
  const bad = tile({ code: 'bad', tone: 'bad', deadline: '2026-10-01T07:00:00.000Z' });
  const order = [late, warn, early, bad].sort(byUrgency).map(t => t.code);
  expect(order).toEqual(['bad', 'warn', 'early', 'late']);
});

test('the filter takes words of title, number and tenderer, a city, and what is to be looked at', () => {
  const here = tile({});
  const there = tile({ city: '望川市', title: '城东大道', tone: 'warn', code: '2026-JZ-0002' });
  const all = [here, there];
  const any = { text: '', city: '', onlyLook: false };
  expect(filtered(all, any)).toEqual(all);
  expect(filtered(all, { ...any, text: ' 城东 ' })).toEqual([there]);
  expect(filtered(all, { ...any, text: 'JZ-0001' })).toEqual([here]);
  expect(filtered(all, { ...any, text: '发展中心' })).toEqual(all);
  expect(filtered(all, { ...any, city: '望川市' })).toEqual([there]);
  expect(filtered(all, { ...any, onlyLook: true })).toEqual(all.filter(needsLook));
});

test('a room is called by the running number of its code', () => {
  expect(roomName(tile({}))).toBe('0001');
});
