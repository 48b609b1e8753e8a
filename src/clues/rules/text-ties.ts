import type { Tie } from './group.ts';
import { weights } from './weights.ts';

/** What two documents of rivals share. */
interface TextPair {
  readonly a: number;
  readonly b: number;
  readonly coverageA: number;
  readonly coverageB: number;
  readonly errors: readonly { readonly strength: number }[];
}

/** Below this a text is a common phrase here and there. */
const leastCoverage = 0.02;
/** Log-odds of a copied share: a tenth of one's own text about 1.3, a half as much as one reason may weigh. */
const ofCoverage = (share: number): number => (share < leastCoverage ? 0 : 0.5 + 8 * share);
/** Slips are not independent of each other once a passage is copied: each counts for a third of its rarity. */
const ofErrors = (strengths: readonly number[]): number =>
  strengths.reduce((sum, s) => sum + s / 3, 0);

const article = '招标投标法实施条例第四十条第四项';

/** Ties of equal text and of equal rare errors: two reasons, as one explains the other only in part. */
export function textTies(pairs: readonly TextPair[]): Tie[] {
  return pairs.flatMap(({ a, b, coverageA, coverageB, errors }) => {
    const coverage = Math.max(coverageA, coverageB);
    const copied = Math.min(weights.most, ofCoverage(coverage));
    const slips = Math.min(weights.most, ofErrors(errors.map(error => error.strength)));
    const ties: Tie[] = [];
    if (copied > 0) {
      const words = {
        zh: `大段文字相同，最多占一份的 ${Math.round(coverage * 100)} %`,
        en: `Long equal text, up to ${Math.round(coverage * 100)} % of one`,
      };
      const evidence = { coverageA, coverageB };
      const innocent = [
        { zh: '抄自同一份公开范本或标准', en: 'both from one public template or standard' },
        { zh: '同一咨询单位代写', en: 'one consultant wrote both' },
      ];
      const reason = { rule: 'text-copied', words, logOdds: copied, innocent, article, evidence };
      ties.push({ a, b, reason });
    }
    if (slips > 0) {
      const words = {
        zh: `相同的罕见错误 ${errors.length} 处`,
        en: `${errors.length} rare errors in both`,
      };
      const innocent = [
        { zh: '错误来自两家都用的范本', en: 'the slip stands in a template of both' },
        { zh: '输入法把常用词写成同一个错字', en: 'an input method offers the same wrong word' },
      ];
      const evidence = { errors: errors.length };
      ties.push({
        a,
        b,
        reason: { rule: 'text-errors', words, logOdds: slips, innocent, article, evidence },
      });
    }
    return ties;
  });
}
