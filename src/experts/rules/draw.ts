import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { type DrawSource, type DrawStream, drawStream } from '../../tender/rules/public-draw.ts';
import type { PoolEntry } from './exclusion.ts';

/**
 * The expert draw. Seats stand in the order of the announced disciplines; a seat's list is every expert of the pool, by
 * person id, who has its discipline, comes from an announced city and is not excluded.
 *
 *   attempt: for each seat in order, the stream gives a number below the length of its list.
 *   The first attempt in which no expert sits twice and two cities are present holds.
 *
 * Rejecting whole attempts makes every lawful committee equally likely, overlapping disciplines and all.
 * A departure is replaced by one more number of the same stream, below the length of the seat's list without anyone ever
 * drawn and without those who would leave the committee with a single city; where that leaves nobody no number is taken
 * and the seat stays vacant.
 */
export type Criteria = Pick<LotRules['committee'], 'experts' | 'cities' | 'disciplines'>;

export interface Seat {
  /** 1 to the number of experts. */
  readonly number: number;
  readonly discipline: string;
  readonly person: string;
  readonly city: string;
}

/** Somebody drawn who cannot sit: declined, unreachable, or in conflict. */
export interface Departure {
  readonly person: string;
  readonly reason: string;
}

export interface DrawResult {
  /** Who sits; without a seat that could not be filled again. */
  readonly seats: readonly Seat[];
  /** Everyone ever drawn, in order; replacements at the end. */
  readonly drawn: readonly Seat[];
  /** Attempts of the first draw, the one that held included. */
  readonly attempts: number;
  /** What a person who recomputes may read along. */
  readonly steps: readonly string[];
}

const fewestCities = 2;
/** Far beyond what any pool with a lawful committee worth the name needs: then the pool is too small. */
const mostAttempts = 100_000;

/** Reads the text of a snapshot back. */
export const readPool = (text: string): PoolEntry[] => JSON.parse(text) as PoolEntry[];

/**
 * The committee that `source` determines out of `pool`, after `departures` in their order.
 * Throws POOL_TOO_SMALL, with what is missing, when no lawful committee can be drawn.
 */
export function drawCommittee(
  source: Omit<DrawSource, 'purpose'>,
  criteria: Criteria,
  pool: readonly PoolEntry[],
  departures: readonly Departure[] = [],
): DrawResult {
  const stream = drawStream({ ...source, purpose: 'experts' });
  const lists = seatLists(criteria, pool);
  requireEnough(criteria, lists);
  const first = firstDraw(stream, lists);
  const drawn = [...first.seats];
  const steps = [
    ...lists.map((l, i) => `${i + 1} 号席位（${l.discipline}）：可抽 ${l.experts.length} 人`),
    `第 ${first.attempts} 次抽取成立：${first.seats.map(s => s.person).join('、')}`,
  ];
  let seats = first.seats;
  for (const departure of departures) {
    const { left, next } = replacement(stream, lists, { seats, drawn }, departure);
    seats = seats.flatMap(s => (s === left ? (next ?? []) : s));
    if (next) drawn.push(next);
    const now = next ? `改为 ${next.person}` : '后没有可以补抽的人，席位空缺';
    steps.push(`${left.number} 号席位由 ${departure.person} ${now}：${departure.reason}`);
  }
  return { seats, drawn, attempts: first.attempts, steps };
}

interface SeatList {
  readonly discipline: string;
  readonly experts: readonly PoolEntry[];
}

function seatLists({ cities, disciplines }: Criteria, pool: readonly PoolEntry[]): SeatList[] {
  const sorted = [...pool].sort((a, b) => (a.person < b.person ? -1 : 1));
  const able = sorted.filter(e => e.excluded === null && cities.includes(e.city));
  return disciplines.flatMap(({ id, seats }) => {
    const experts = able.filter(e => e.disciplines.includes(id));
    return Array.from({ length: seats }, () => ({ discipline: id, experts }));
  });
}

function requireEnough(criteria: Criteria, lists: readonly SeatList[]): void {
  for (const { id, seats } of criteria.disciplines) {
    const found = lists.find(l => l.discipline === id)?.experts.length ?? 0;
    if (found < seats)
      throw tooSmall(`“${id}”专业需要 ${seats} 人，符合条件的只有 ${found} 人。`, {
        discipline: id,
        seats,
        found,
      });
  }
  const cities = new Set(lists.flatMap(l => l.experts.map(e => e.city)));
  if (cities.size < fewestCities)
    throw tooSmall('符合条件的专家不足两个城市，请扩大抽取范围。', { cities: [...cities] });
  const everybody = new Set(lists.flatMap(l => l.experts.map(e => e.person)));
  if (everybody.size < criteria.experts || lists.length !== criteria.experts)
    throw tooSmall(`需要 ${criteria.experts} 名专家，符合条件的共 ${everybody.size} 人。`);
}

const tooSmall = (detail: string, facts: Record<string, unknown> = {}) =>
  new RuleError('POOL_TOO_SMALL', detail, facts);

function firstDraw(stream: DrawStream, lists: readonly SeatList[]) {
  for (let attempts = 1; attempts <= mostAttempts; attempts += 1) {
    const seats = lists.map((list, i) => seat(i + 1, list, stream.below(list.experts.length)));
    const people = new Set(seats.map(s => s.person));
    if (people.size === seats.length && citiesOf(seats) >= fewestCities) return { seats, attempts };
  }
  throw tooSmall('符合条件的专家组不成合法的委员会，请扩大抽取范围。');
}

function seat(number: number, { discipline, experts }: SeatList, index: number): Seat {
  const expert = experts[index];
  if (!expert) throw new RangeError(`seat ${number}: no expert at ${index}`);
  return { number, discipline, person: expert.person, city: expert.city };
}

const citiesOf = (seats: readonly { city: string }[]) => new Set(seats.map(s => s.city)).size;

function replacement(
  stream: DrawStream,
  lists: readonly SeatList[],
  so: { readonly seats: readonly Seat[]; readonly drawn: readonly Seat[] },
  departure: Departure,
): { readonly left: Seat; readonly next: Seat | null } {
  const left = so.seats.find(s => s.person === departure.person);
  const list = left && lists[left.number - 1];
  if (!left || !list)
    throw new RuleError('WRONG_STATE', '这位专家现在不在评标委员会里。', {
      person: departure.person,
    });
  const others = so.seats.filter(s => s !== left);
  const used = new Set(so.drawn.map(s => s.person));
  const experts = list.experts.filter(
    e => !used.has(e.person) && citiesOf([...others, e]) >= fewestCities,
  );
  if (experts.length === 0) return { left, next: null };
  return { left, next: seat(left.number, { ...list, experts }, stream.below(experts.length)) };
}
