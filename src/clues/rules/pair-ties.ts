import type { Words } from '../../../contracts/words.ts';
import type { Finding } from '../../analytics/finding.ts';
import { evidenceOf, logOddsOf, wordsOf } from './finding-weight.ts';
import type { Tie } from './group.ts';
import { pairWords } from './pair-words.ts';
import { weights } from './weights.ts';

/** What was found between two bids, by their numbers. */
export interface PairFindings {
  readonly a: number;
  readonly b: number;
  readonly findings: readonly Finding[];
}

/** Slips are not independent of each other once a passage is copied: each counts for a third of its rarity. */
const ofSlips = ({ evidence }: Finding): number =>
  (evidence.slips as readonly { strength: number }[]).reduce((sum, s) => sum + s.strength / 3, 0);

/** Numbers and oddities are quoted and bred by programs for many reasons: they support, and never raise a clue alone. */
const supporting = 1.5;

/** What a finding between texts or pictures weighs. */
function weightOf(finding: Finding): number {
  if (finding.needs !== null || finding.strength === 0) return 0;
  const { id } = finding;
  // The share beyond idiom is no chance but a measure: a fifth of one's own text is beyond doubt.
  if (id === 'copied-text') return weights.most * finding.strength;
  if (id === 'shared-slips') return Math.min(weights.most, ofSlips(finding));
  const most = id === 'rare-tokens' || id === 'shared-layout' ? supporting : weights.most;
  return Math.min(most, logOddsOf(finding));
}

const tieOf = (a: number, b: number, finding: Finding, logOdds: number): Tie[] => {
  const said = pairWords[finding.id];
  if (!said) return [];
  const { source, article } = said;
  const innocent = [...said.innocent];
  const words = wordsOf(finding);
  const evidence = evidenceOf(finding);
  const reason = { rule: finding.id, words, logOdds, innocent, article, evidence };
  return [{ a, b, source, reason }];
};

/** Ties of texts and pictures: each indicator is a reason of its own, as one explains the other only in part. */
export function textTies(pairs: readonly PairFindings[]): Tie[] {
  return pairs.flatMap(({ a, b, findings }) =>
    findings.flatMap(finding => {
      const logOdds = weightOf(finding);
      return logOdds > 0 ? tieOf(a, b, finding, logOdds) : [];
    }),
  );
}

const lastHour: Words = {
  zh: '都在截止前的最后一小时赶着办',
  en: 'everybody hurries in the last hour before the deadline',
};

/** Ties of moments: they support, and never raise a clue alone; each pair was looked at. */
export function nearTies(pairs: readonly PairFindings[]): Tie[] {
  return pairs.flatMap(({ a, b, findings }) =>
    findings.flatMap(finding => {
      const logOdds = Math.min(supporting, logOddsOf(finding, pairs.length));
      if (logOdds <= 0) return [];
      return tieOf(a, b, finding, logOdds).map(tie => ({
        ...tie,
        reason: {
          ...tie.reason,
          innocent: [...(finding.evidence.late ? [lastHour] : []), ...tie.reason.innocent],
        },
      }));
    }),
  );
}

/**
 * Ties of two bills. One bill that was copied shows in several indicators at once: the strongest counts whole, each
 * other for a third. A chance counts as often as there are pairs that it might have come from.
 */
export function billTies(pairs: readonly PairFindings[]): Tie[] {
  return pairs.flatMap(({ a, b, findings }) => {
    const weighed = findings
      .map(finding => ({ finding, logOdds: logOddsOf(finding, pairs.length) }))
      .filter(({ logOdds }) => logOdds > 0)
      .sort((x, y) => y.logOdds - x.logOdds);
    return weighed.flatMap(({ finding, logOdds }, i) =>
      tieOf(a, b, finding, i === 0 ? logOdds : logOdds / 3),
    );
  });
}
