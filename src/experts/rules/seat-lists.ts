import type { Widening } from '../../../contracts/experts.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { Words } from '../../../contracts/words.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import type { PoolEntry } from './exclusion.ts';

/** What the notice announced of the experts: how many, of which cities and disciplines. */
export type Criteria = Pick<LotRules['committee'], 'experts' | 'cities' | 'disciplines'>;

export interface Seat {
  /** 1 to the number of experts. */
  readonly number: number;
  /** The announced one, also where an expert of a neighbouring discipline sits. */
  readonly discipline: string;
  readonly person: string;
  readonly city: string;
}

/** Everyone who may be drawn for a seat, by person id. */
export interface SeatList {
  readonly number: number;
  readonly discipline: string;
  readonly experts: readonly PoolEntry[];
}

/** A committee of one city is no remote evaluation across cities. */
export const fewestCities = 2;

export const citiesOf = (seats: readonly { readonly city: string }[]): number =>
  new Set(seats.map(s => s.city)).size;

/** Nothing added to what the notice announced. */
export const asAnnounced: Widening = { cities: [], disciplines: [] };

/** What all of `widenings` add together. */
export const together = (widenings: readonly Widening[]): Widening => ({
  cities: widenings.flatMap(w => w.cities),
  disciplines: widenings.flatMap(w => w.disciplines),
});

/** The list of every seat, in the order of the announced disciplines. */
export function seatLists(
  criteria: Criteria,
  pool: readonly PoolEntry[],
  widened: Widening,
): SeatList[] {
  const cities = [...criteria.cities, ...widened.cities];
  const sorted = [...pool].sort((a, b) => (a.person < b.person ? -1 : 1));
  const able = sorted.filter(e => e.excluded === null && cities.includes(e.city));
  return criteria.disciplines
    .flatMap(({ id, seats }) => {
      const also = widened.disciplines.filter(d => d.id === id).map(d => d.also);
      const experts = able.filter(e => [id, ...also].some(d => e.disciplines.includes(d)));
      return Array.from({ length: seats }, () => ({ discipline: id, experts }));
    })
    .map((list, i) => ({ number: i + 1, ...list }));
}

/** What `lists` lack to fill their seats beside those who stay, or null. */
export function shortageOf(
  lists: readonly SeatList[],
  staying: readonly Seat[],
  experts: number,
): RuleError | null {
  const lacking = [...new Set(lists.map(l => l.discipline))]
    .map(discipline => ({
      discipline,
      seats: lists.filter(l => l.discipline === discipline).length,
      found: lists.find(l => l.discipline === discipline)?.experts.length ?? 0,
    }))
    .filter(({ seats, found }) => found < seats);
  if (lacking.length > 0)
    return tooSmall(
      {
        zh: lacking
          .map(l => `“${l.discipline}”专业需要 ${l.seats} 人，符合条件的只有 ${l.found} 人。`)
          .join(''),
        en: lacking
          .map(
            l => `The field “${l.discipline}” needs ${l.seats} experts, ${l.found} are eligible.`,
          )
          .join(' '),
      },
      { lacking: lacking.map(l => l.discipline) },
    );
  const able = lists.flatMap(l => l.experts);
  const cities = new Set([...staying, ...able].map(e => e.city));
  if (cities.size < fewestCities)
    return tooSmall(
      {
        zh: '符合条件的专家不足两个城市，请扩大抽取范围。',
        en: 'Eligible experts come from fewer than two cities. Widen the draw.',
      },
      { cities: [...cities] },
    );
  const everybody = new Set(able.map(e => e.person));
  const wanted = experts - staying.length;
  if (everybody.size < wanted || lists.length !== wanted)
    return tooSmall({
      zh: `需要 ${wanted} 名专家，符合条件的共 ${everybody.size} 人。`,
      en: `${wanted} experts are needed; ${everybody.size} are eligible.`,
    });
  return null;
}

/** Disciplines that have too few; none where it is the cities, or people of several disciplines, that are too few. */
export const lackingIn = ({ facts }: RuleError): string[] =>
  Array.isArray(facts.lacking) ? facts.lacking : [];

export const tooSmall = (detail: Words, facts: Record<string, unknown> = {}): RuleError =>
  new RuleError('POOL_TOO_SMALL', detail, facts);
