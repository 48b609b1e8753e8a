import { type SharedPicture, sharedPictures } from '../documents/picture-hash.ts';
import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import type { Background } from './background.ts';
import { sharedOddities } from './odd-layout.ts';
import { compare } from './passages.ts';
import { sharedErrors } from './shared-errors.ts';
import { foreignNames, sharedForeignNames, sharedTokens } from './shared-tokens.ts';
import type { Sketch } from './sketch.ts';

/** What two rivals' documents say of each other: one function per indicator, each clue with its places for the desk. */

/** Own characters below which a coverage says nothing. */
const leastText = 500;
/** Independent bids cover each other by up to 3 % in idiom (bench/documents.ts); a fifth is beyond doubt. */
const idiom = 0.03;
const beyondDoubt = 0.2;

export function copiedText(a: Sketch, b: Sketch): Finding {
  const has = Math.min(a.ownLength, b.ownLength);
  if (has < leastText) return tooLittle('copied-text', 'characters', leastText, has);
  const { passages, coverageA, coverageB } = compare(a, b);
  const coverage = Math.max(coverageA, coverageB);
  const strength = (coverage - idiom) / (beyondDoubt - idiom);
  const percent = `${(100 * coverage).toFixed(1)} %`;
  const params = { coverage: percent, passages: passages.length };
  return found('copied-text', strength, params, { passages, coverageA, coverageB });
}

/** A slip repeated in one place of the text is one slip: strengths add up over different contexts only. */
const together = (nats: readonly number[]): number =>
  strengthOf(Math.exp(-nats.reduce((sum, each) => sum + each, 0)));

/** Documents without which nothing is known to be rare. */
const leastBackground = 10;

export function sharedSlips(a: string, b: string, background: Background): Finding {
  const has = background.documents;
  if (has < leastBackground) return tooLittle('shared-slips', 'documents', leastBackground, has);
  const slips = sharedErrors(a, b, background);
  const strength = together(slips.map(slip => slip.strength));
  return found('shared-slips', strength, { slips: slips.length }, { slips });
}

export function rareTokens(a: string, b: string, background: Background, tender: string): Finding {
  const has = background.documents;
  if (has < leastBackground) return tooLittle('rare-tokens', 'documents', leastBackground, has);
  const tokens = sharedTokens(a, b, background, tender);
  // One source brings many tokens at once: three of them are taken as independent, not all.
  const strength = together(tokens.slice(0, 3).map(token => token.strength));
  return found('rare-tokens', strength, { tokens: tokens.length }, { tokens });
}

/** One oddity in common happens to the best; each one more halves the doubt again. */
export function sharedLayout(a: string, b: string, tender: string): Finding {
  const oddities = sharedOddities(a, b, tender);
  return found(
    'shared-layout',
    1 - 0.7 ** oddities.length,
    { oddities: oddities.length },
    { oddities },
  );
}

/** `own`: this project's name; `others`: those of other projects. */
export function foreignName(a: string, b: string, own: string, others: readonly string[]): Finding {
  const names = sharedForeignNames(foreignNames(a, own, others), foreignNames(b, own, others));
  const name = names[0]?.name ?? '';
  return found(
    'foreign-name',
    names.length > 0 ? 0.95 : 0,
    { names: names.length, name },
    { names },
  );
}

export function copiedPictures(
  a: readonly string[],
  b: readonly string[],
  tender: readonly string[],
): Finding {
  const pictures: SharedPicture[] = sharedPictures(a, b, tender);
  return found(
    'copied-pictures',
    1 - 0.4 ** pictures.length,
    { pictures: pictures.length },
    { pictures },
  );
}
