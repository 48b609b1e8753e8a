import { sha256 } from '@noble/hashes/sha2.js';
import type { Widening } from '../../../contracts/experts.ts';
import type { LotState } from '../../../contracts/tender/project.ts';
import { concat, fromHex, hex, lengthPrefixed, utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import type { DrawSource } from '../../tender/rules/public-draw.ts';
import { afterClose, beforeReport } from './committee.ts';
import type { PoolEntry } from './exclusion.ts';
import { neighboursOf } from './neighbours.ts';
import { type Criteria, together } from './seat-lists.ts';

/** One more draw, after the criteria were widened: what they were widened by, and the pool as it was then. */
export interface Round extends Widening {
  /** 2, 3, …: the first draw is by the notice alone. */
  readonly round: number;
  readonly pool: readonly PoolEntry[];
  /** How many had left when it was drawn. */
  readonly departuresBefore: number;
}

/** What a widening adds, in one order whatever the order of writing. */
const sorted = ({ cities, disciplines }: Widening): Widening => ({
  cities: [...cities].sort(),
  disciplines: disciplines
    .map(({ id, also }) => ({ id, also }))
    .sort((a, b) => (`${a.id} ${a.also}` < `${b.id} ${b.also}` ? -1 : 1)),
});

/** What the tenderer or its agency signs: what is added, and why (RFC 8785, CAdES). */
export const wideningStatement = (
  lot: string,
  round: number,
  { reason, ...added }: Widening & { readonly reason: string },
) => ({ format: 'kaibiao-draw-widening/1', lot, round, ...sorted(added), reason });

/**
 * SHA-256 of what a round was widened by. Neither reason nor signature is in it: both can be worded in any number of
 * ways, and who knew the seed could try them until a committee suits.
 */
export const wideningSha256 = (lot: string, round: number, added: Widening): string =>
  hex(sha256(utf8(canonicalText({ lot, round, ...sorted(added) }))));

/** Keeps the rounds of one lot apart: each draws a sequence of its own from the one seed. */
export const roundPurpose = (round: number): string =>
  round === 1 ? 'experts' : `experts-${round}`;

/**
 * The beacon of the last of `rounds`: that of the close for the first, then for each
 * SHA256(lp("kaibiao/draw-widening") ‖ lp(beacon before) ‖ lp(widening)).
 */
export function roundBeacon(
  { lot, beacon }: Pick<DrawSource, 'lot' | 'beacon'>,
  rounds: readonly (Widening & { readonly round: number })[],
): string {
  return rounds.slice(1).reduce((before, added) => {
    const own = fromHex(wideningSha256(lot, added.round, added));
    const parts = ['kaibiao/draw-widening', fromHex(before), own];
    return hex(sha256(concat(...parts.map(lengthPrefixed))));
  }, beacon);
}

/** What could still be added: cities of the register, and neighbours of the disciplines of the seats that want somebody. */
export function openTo(
  criteria: Criteria,
  so: {
    readonly widened: readonly Widening[];
    readonly cities: readonly string[];
    readonly wanting: readonly { readonly discipline: string }[];
  },
): Widening {
  const now = together(so.widened);
  const known = [...criteria.cities, ...now.cities];
  const near = [...new Set(so.wanting.map(s => s.discipline))].flatMap(id =>
    neighboursOf(id).map(also => ({ id, also })),
  );
  return {
    cities: [...new Set(so.cities)].filter(city => !known.includes(city)).sort(),
    disciplines: near.filter(d => !now.disciplines.some(has => same(has, d))),
  };
}

const same = (a: Widening['disciplines'][number], b: Widening['disciplines'][number]) =>
  a.id === b.id && a.also === b.also;

/** From the close until the report is signed, and a first draw before the evaluation begins. */
export function requireTimeToWiden(lot: LotState, drawn: boolean): void {
  if (!(drawn ? beforeReport : afterClose).includes(lot))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '投标截止后、评标报告签署前才能扩大抽取范围。',
        en: 'The draw is widened after the deadline and before the report is signed.',
      },
      {
        state: lot,
      },
    );
}

/**
 * Only when the pool by the criteria so far is exhausted: experts are drawn at random by what was announced, and nobody
 * shapes the list otherwise (A37; Implementing Regulations, art. 46, which lets special projects alone appoint directly).
 */
export function requireMayWiden(wanting: boolean, added: Widening, open: Widening): void {
  if (!wanting)
    throw new RuleError('WRONG_STATE', {
      zh: '按现有条件可以组成评标委员会，不能扩大抽取范围（实施条例第四十六条）。',
      en: 'The committee can be formed as it is; the draw may not be widened (Implementing Regulations, art. 46).',
    });
  if (added.cities.length + added.disciplines.length === 0)
    throw new RuleError('MALFORMED', {
      zh: '请至少增加一个城市或一个相近专业。',
      en: 'Add one city or one related field at least.',
    });
  const strange = [
    ...added.cities.filter(city => !open.cities.includes(city)),
    ...added.disciplines.filter(d => !open.disciplines.some(o => same(o, d))).map(d => d.also),
  ];
  if (strange.length > 0)
    throw new RuleError(
      'MALFORMED',
      {
        zh: `不能增加“${strange.join('、')}”：不在专家库里、不是空缺席位的相近专业，或者已经在抽取范围内。`,
        en: `“${strange.join(', ')}” cannot be added: not in the pool, not related to a vacant seat, or in the draw already.`,
      },
      { strange },
    );
  if (new Set(added.cities).size < added.cities.length)
    throw new RuleError('MALFORMED', { zh: '同一个城市写了两次。', en: 'A city is listed twice.' });
}
