import type { TeachingProgress } from '../../../contracts/clues/learning.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import type { Label } from './labels.ts';

/**
 * From how many decided lots on a city's cases may teach [K]: five folds then hold six rigged lots each, from more than
 * one matter. Fewer would measure one ring, not the city.
 */
const least = { rigged: 30, riggedMatters: 10, unfounded: 20, unfoundedMatters: 10 } as const;

/** How far the city is. */
export function progressOf(labels: readonly Label[]): TeachingProgress {
  const counted = (rigged: boolean) => {
    const side = labels.filter(label => label.rigged === rigged);
    return { lots: side.length, matters: new Set(side.map(label => label.matter)).size };
  };
  const [rigged, unfounded] = [counted(true), counted(false)];
  const rows = {
    rigged: { has: rigged.lots, least: least.rigged },
    riggedMatters: { has: rigged.matters, least: least.riggedMatters },
    unfounded: { has: unfounded.lots, least: least.unfounded },
    unfoundedMatters: { has: unfounded.matters, least: least.unfoundedMatters },
  };
  return { ...rows, enough: Object.values(rows).every(row => row.has >= row.least) };
}

export function requireEnough(labels: readonly Label[]): void {
  const { enough, rigged, riggedMatters, unfounded, unfoundedMatters } = progressOf(labels);
  if (enough) return;
  const of = ({ has, least: needed }: { has: number; least: number }) => `${has}/${needed}`;
  throw new RuleError(
    'WRONG_STATE',
    {
      zh: `已决案件还不够，不能学习：认定串标的标段 ${of(rigged)}（案件 ${of(riggedMatters)}），查后不成立的标段 ${of(unfounded)}（案件 ${of(unfoundedMatters)}）。在此之前，分数来自未经学习的规则。`,
      en: `Too few decided cases to learn from: lots found rigged ${of(rigged)} (matters ${of(riggedMatters)}), lots cleared ${of(unfounded)} (matters ${of(unfoundedMatters)}). Until then scores come from untrained rules.`,
    },
    { reason: 'not-enough', rigged, riggedMatters, unfounded, unfoundedMatters },
  );
}
