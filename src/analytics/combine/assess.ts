import type { Finding } from '../finding.ts';
import { pricesOf } from '../price/prices.ts';
import { screenFinding } from '../price/screen-finding.ts';
import { screenNames } from '../price/screens.ts';
import { type OwnEvidence, ownEvidence } from './own-evidence.ts';
import { ownLogOdds, scoreTender, type TenderScore } from './score.ts';
import { surroundings } from './surroundings.ts';
import { type Survey, surveyMarket } from './survey.ts';
import type { TenderBids } from './tender.ts';

/** Everything about one market that its tenders' scores need; made once, then tender by tender. */
export interface Assessment {
  readonly survey: Survey;
  readonly own: readonly OwnEvidence[];
  readonly ownLogOdds: readonly (number | null)[];
  readonly scoreAt: (at: number) => TenderScore;
}

/** Each tender by itself, then what is usual here, then what each one's neighbours say; the scores on demand. */
export function assess(tenders: readonly TenderBids[]): Assessment {
  const own = tenders.map(({ amounts }) => ownEvidence(pricesOf(amounts)));
  const survey = surveyMarket(tenders, own);
  const alone = own.map(one => ownLogOdds(one, survey));
  const around = surroundings(tenders, alone);
  const scoreAt = (at: number) =>
    scoreTender(tenders[at] as TenderBids, own[at] as OwnEvidence, survey, around[at] as number);
  return { survey, own, ownLogOdds: alone, scoreAt };
}

/** From this strength on a finding is shown: at most one honest tender in twenty looks so, for each indicator. */
export const flagFrom = 0.9;

/**
 * The findings of a tender's prices worth showing, the strongest first. Where the price nearest an average wins, honest
 * bids crowd by design: screens of closeness and of the winner's distance say nothing there and are not shown.
 * Where a whole market's prices lie close, that is said once, of the market (`market`), and not again of every tender.
 */
export function flagsOf({ own, average, level }: TenderScore): Finding[] {
  const screened = average > 0.5 ? [] : screenNames;
  const all = [
    ...screened.map(name => screenFinding(name, own.prices, own.screens[name], level)),
    ...own.patterns.filter(({ id }) => average <= 0.5 || id !== 'clusters'),
  ];
  return all.filter(f => f.strength >= flagFrom).sort((a, b) => b.strength - a.strength);
}
