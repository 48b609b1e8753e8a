import { sha256 } from '@noble/hashes/sha2.js';
import type { Widening } from '../../../contracts/experts.ts';
import { concat, fromHex, hex, lengthPrefixed, utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { seedMatches } from '../../tender/rules/public-draw.ts';
import { type Departure, drawCommittee, readPool } from './draw.ts';
import type { Criteria, Seat } from './seat-lists.ts';
import type { Round } from './widening.ts';

/**
 * What the record says of a drawn committee before it is opened: SHA256(lp("kaibiao/draw-result") ‖ lp(seed) ‖ lp(seats)).
 * The seed is in it because a pool is small enough to try every committee of it.
 */
export function resultCommit(seed: string, seats: readonly Seat[]): string {
  const text = canonicalText(seats);
  return hex(
    sha256(
      concat(
        lengthPrefixed('kaibiao/draw-result'),
        lengthPrefixed(fromHex(seed)),
        lengthPrefixed(text),
      ),
    ),
  );
}

export interface RoundRecord extends Omit<Round, 'pool'> {
  readonly pool: string;
  readonly poolSha256: string;
}

export const readRound = (round: RoundRecord): Round => ({ ...round, pool: readPool(round.pool) });

export interface DrawRecord {
  readonly lot: string;
  readonly seed: string;
  readonly seedCommit: string;
  readonly beacon: string;
  readonly pool: string;
  readonly poolSha256: string;
  readonly criteria: Criteria;
  readonly departures: readonly Departure[];
  /** The rounds after a widening, with the texts of their pools. */
  readonly rounds: readonly RoundRecord[];
  /** The experts' seats as they are now. */
  readonly seats: readonly Pick<Seat, 'number' | 'person'>[];
}

/** Draws again from what was fixed and compares: each step in words, and whether all of it holds. */
export function recompute(record: DrawRecord): { matches: boolean; steps: string[] } {
  const { lot, seed, beacon, criteria, departures, rounds } = record;
  const commit = seedMatches(seed, record.seedCommit);
  const pool = isPool(record);
  const entries = readPool(record.pool);
  const source = { lot, seed, beacon };
  const again = drawCommittee(source, criteria, entries, departures, rounds.map(readRound));
  const same =
    again.seats.length === record.seats.length &&
    again.seats.every(s =>
      record.seats.some(now => now.number === s.number && now.person === s.person),
    );
  return {
    matches: commit && pool && rounds.every(isPool) && same,
    steps: [
      `种子${commit ? '与' : '不是'}公告时的承诺值${commit ? '一致' : '对应的种子'}`,
      `专家库快照 ${entries.length} 人，摘要${pool ? '一致' : '不一致'}`,
      `信标：投标截止时的封存根 ${beacon}`,
      ...rounds.map(
        round =>
          `第 ${round.round} 轮：${widenedBy(round)}，专家库快照摘要${isPool(round) ? '一致' : '不一致'}`,
      ),
      ...again.steps,
      `重算结果与现有席位${same ? '一致' : '不一致'}`,
    ],
  };
}

const isPool = (of: { readonly pool: string; readonly poolSha256: string }): boolean =>
  hex(sha256(utf8(of.pool))) === of.poolSha256;

/** What a widening added, in words. */
export const widenedBy = ({ cities, disciplines }: Widening): string =>
  [
    ...(cities.length > 0 ? [`增加城市 ${cities.join('、')}`] : []),
    ...disciplines.map(({ id, also }) => `“${id}”席位可由“${also}”专家担任`),
  ].join('，');

/** Steps without the ids of people, for who may check a draw before its names are opened. */
export const withoutPeople = (steps: readonly string[]): string[] =>
  steps.map(step => step.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '（封存）'));
