import { sha256 } from '@noble/hashes/sha2.js';
import type { Widening } from '../../../contracts/experts.ts';
import type { Words } from '../../../contracts/words.ts';
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
export function recompute(record: DrawRecord): { matches: boolean; steps: Words[] } {
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
      commit
        ? { zh: '种子与公告时的承诺值一致', en: 'The seed is the one promised in the notice' }
        : { zh: '种子不是公告时承诺的', en: 'The seed is not the one promised in the notice' },
      {
        zh: `专家库快照 ${entries.length} 人，摘要${agrees(pool).zh}`,
        en: `Pool of ${entries.length} experts, its hash ${agrees(pool).en}`,
      },
      {
        zh: `信标：投标截止时的封存根 ${beacon}`,
        en: `Beacon: the root of the sealed bids at the close ${beacon}`,
      },
      ...rounds.map(roundWords),
      ...again.steps,
      same
        ? { zh: '重算结果与现有席位一致', en: 'The seats drawn again are those on record' }
        : { zh: '重算结果与现有席位不一致', en: 'The seats drawn again are not those on record' },
    ],
  };
}

const isPool = (of: { readonly pool: string; readonly poolSha256: string }): boolean =>
  hex(sha256(utf8(of.pool))) === of.poolSha256;

const agrees = (holds: boolean): Words =>
  holds ? { zh: '一致', en: 'agrees' } : { zh: '不一致', en: 'does not agree' };

function roundWords(round: RoundRecord): Words {
  const [added, hash] = [widenedBy(round), agrees(isPool(round))];
  return {
    zh: `第 ${round.round} 轮：${added.zh}，专家库快照摘要${hash.zh}`,
    en: `Round ${round.round}: ${added.en}; the hash of its pool ${hash.en}`,
  };
}

/** What a widening added, in words. */
export const widenedBy = ({ cities, disciplines }: Widening): Words => ({
  zh: [
    ...(cities.length > 0 ? [`增加城市 ${cities.join('、')}`] : []),
    ...disciplines.map(({ id, also }) => `“${id}”席位可由“${also}”专家担任`),
  ].join('，'),
  en: [
    ...(cities.length > 0 ? [`cities added: ${cities.join(', ')}`] : []),
    ...disciplines.map(({ id, also }) => `seats of ${id} open to experts of ${also}`),
  ].join('; '),
});

/** Steps without the ids of people, for who may check a draw before its names are opened. */
export const withoutPeople = (steps: readonly Words[]): Words[] =>
  steps.map(({ zh, en }) => ({
    zh: zh.replace(personId, '（封存）'),
    en: en.replace(personId, '(sealed)'),
  }));
const personId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
