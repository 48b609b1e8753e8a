import type { Words } from '../../../contracts/words.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { type DrawSource, type DrawStream, drawStream } from '../../tender/rules/public-draw.ts';
import type { PoolEntry } from './exclusion.ts';
import {
  asAnnounced,
  type Criteria,
  citiesOf,
  fewestCities,
  type Seat,
  type SeatList,
  seatLists,
  shortageOf,
  together,
  tooSmall,
} from './seat-lists.ts';
import { type Round, roundBeacon, roundPurpose } from './widening.ts';

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
 *
 * Where the pool cannot fill the committee the criteria are widened and a new round is drawn, by a stream and from a pool
 * of its own: the same attempt for the vacant seats alone, whose lists are without anyone ever drawn. Who sits stays. The
 * latest round that could be drawn replaces whoever leaves after it; a round that is too small changes nothing.
 */
export interface Departure {
  readonly person: string;
  readonly reason: string;
}

/** What one round gave: the seats it filled, or what its pool lacked. */
export interface RoundResult {
  readonly round: number;
  readonly beacon: string;
  readonly seats: readonly Seat[];
  readonly shortage: RuleError | null;
}

export interface DrawResult {
  /** Who sits; without a seat that could not be filled again. */
  readonly seats: readonly Seat[];
  /** Everyone ever drawn, in order; replacements at the end. */
  readonly drawn: readonly Seat[];
  /** What a person who recomputes may read along. */
  readonly steps: readonly Words[];
  readonly rounds: readonly RoundResult[];
}

/** Far beyond what any pool with a lawful committee worth the name needs: then the pool is too small. */
const mostAttempts = 100_000;

/** Reads the text of a snapshot back. */
export const readPool = (text: string): PoolEntry[] => JSON.parse(text) as PoolEntry[];

/**
 * The committee that `source` determines out of `pool` and the pools of the widened rounds, after `departures` in their
 * order. Throws POOL_TOO_SMALL, with what is missing, when no round has given a lawful committee.
 */
export function drawCommittee(
  source: Omit<DrawSource, 'purpose'>,
  criteria: Criteria,
  pool: readonly PoolEntry[],
  departures: readonly Departure[] = [],
  widened: readonly Round[] = [],
): DrawResult {
  const result = replayDraw(source, criteria, pool, departures, widened);
  const shortage = result.rounds.at(-1)?.shortage;
  if (result.drawn.length === 0 && shortage) throw shortage;
  return result;
}

interface Committee extends Pick<DrawResult, 'seats' | 'drawn' | 'steps'> {
  /** Of the latest round that was drawn: they replace who leaves. */
  readonly stream: DrawStream | null;
  readonly lists: readonly SeatList[];
}

/** The same, also where no round could be drawn: then nobody sits. */
export function replayDraw(
  source: Omit<DrawSource, 'purpose'>,
  criteria: Criteria,
  pool: readonly PoolEntry[],
  departures: readonly Departure[],
  widened: readonly Round[],
): DrawResult {
  const all = [{ round: 1, ...asAnnounced, pool, departuresBefore: 0 }, ...widened];
  let committee: Committee = { seats: [], drawn: [], steps: [], stream: null, lists: [] };
  const rounds: RoundResult[] = [];
  for (const [i, round] of all.entries()) {
    const sofar = all.slice(0, i + 1);
    const beacon = roundBeacon(source, sofar);
    const stream = drawStream({ ...source, beacon, purpose: roundPurpose(round.round) });
    const lists = seatLists(criteria, round.pool, together(sofar));
    const { told, ...filled } = fillVacant(committee, { stream, lists }, criteria, round.round);
    committee = filled;
    rounds.push({ round: round.round, beacon, ...told });
    const until = all[i + 1]?.departuresBefore ?? departures.length;
    for (const departure of departures.slice(round.departuresBefore, until))
      committee = without(committee, departure);
  }
  const { seats, drawn, steps } = committee;
  return { seats, drawn, steps, rounds };
}

/** One round: the vacant seats, drawn together. */
function fillVacant(
  before: Committee,
  by: { readonly stream: DrawStream; readonly lists: readonly SeatList[] },
  { experts }: Criteria,
  round: number,
): Committee & { told: Pick<RoundResult, 'seats' | 'shortage'> } {
  const { seats: staying, drawn, steps } = before;
  const used = new Set(drawn.map(s => s.person));
  const vacant = by.lists
    .filter(l => !staying.some(s => s.number === l.number))
    .map(l => ({ ...l, experts: l.experts.filter(e => !used.has(e.person)) }));
  const shortage = shortageOf(vacant, staying, experts);
  const found = shortage ? null : attempt(by.stream, vacant, staying);
  if (!found) {
    const lack =
      shortage ??
      tooSmall({
        zh: '符合条件的专家组不成合法的委员会，请扩大抽取范围。',
        en: 'The eligible experts form no lawful committee. Widen the draw.',
      });
    const told = { seats: [], shortage: lack };
    const { zh, en } = lack.detail;
    const given = inRound(round, `没有抽取：${zh}`, `Nobody drawn: ${en}`);
    return { ...before, steps: [...steps, given], told };
  }
  const said = [
    ...vacant.map(({ number, discipline, experts: { length } }) =>
      inRound(
        round,
        `${number} 号席位（${discipline}）：可抽 ${length} 人`,
        `Seat ${number} (${discipline}): ${length} experts to draw from`,
      ),
    ),
    inRound(
      round,
      `第 ${found.attempts} 次抽取成立：${found.seats.map(s => s.person).join('、')}`,
      `Attempt ${found.attempts} holds: ${found.seats.map(s => s.person).join(', ')}`,
    ),
  ];
  return {
    seats: [...staying, ...found.seats].sort((a, b) => a.number - b.number),
    drawn: [...drawn, ...found.seats],
    steps: [...steps, ...said],
    ...by,
    told: { seats: found.seats, shortage: null },
  };
}

/** A step of a round; the first needs no number. */
const inRound = (round: number, zh: string, en: string): Words =>
  round === 1 ? { zh, en } : { zh: `第 ${round} 轮：${zh}`, en: `Round ${round}: ${en}` };

function attempt(stream: DrawStream, lists: readonly SeatList[], staying: readonly Seat[]) {
  for (let attempts = 1; attempts <= mostAttempts; attempts += 1) {
    const seats = lists.map(list => seat(list, stream.below(list.experts.length)));
    const people = new Set(seats.map(s => s.person));
    if (people.size === seats.length && citiesOf([...staying, ...seats]) >= fewestCities)
      return { seats, attempts };
  }
  return null;
}

function seat({ number, discipline, experts }: SeatList, index: number): Seat {
  const expert = experts[index];
  if (!expert) throw new RangeError(`seat ${number}: no expert at ${index}`);
  return { number, discipline, person: expert.person, city: expert.city };
}

/** The committee after one departure: the next of the stream in force sits, or nobody. */
function without(committee: Committee, { person, reason }: Departure): Committee {
  const { seats, drawn, steps, stream, lists } = committee;
  const left = seats.find(s => s.person === person);
  const list = left && lists[left.number - 1];
  if (!list || !stream)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '这位专家现在不在评标委员会里。',
        en: 'This expert does not sit on the committee now.',
      },
      { person },
    );
  const others = seats.filter(s => s !== left);
  const used = new Set(drawn.map(s => s.person));
  const experts = list.experts.filter(
    e => !used.has(e.person) && citiesOf([...others, e]) >= fewestCities,
  );
  const next =
    experts.length === 0 ? null : seat({ ...list, experts }, stream.below(experts.length));
  const now: Words = next
    ? { zh: `改为 ${next.person}`, en: `is followed by ${next.person}` }
    : { zh: '后没有可以补抽的人，席位空缺', en: 'leaves nobody to draw, the seat is vacant' };
  const step: Words = {
    zh: `${left.number} 号席位由 ${person} ${now.zh}：${reason}`,
    en: `Seat ${left.number}: ${person} ${now.en}: ${reason}`,
  };
  return {
    ...committee,
    seats: seats.flatMap(s => (s === left ? (next ?? []) : s)),
    drawn: next ? [...drawn, next] : drawn,
    steps: [...steps, step],
  };
}
