import type { CreditBand } from '../../../contracts/credit.ts';
import type { Words } from '../../../contracts/words.ts';
import type { Held } from '../../bond/rules.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { requireUnbarred, type SanctionBar } from '../../kernel/sanction-bar.ts';
import type { LotFacts } from './lot.ts';

/** Who bids. `kinds` are those of the register. */
export interface BidderFacts {
  readonly organisation: string;
  readonly kinds: readonly string[];
  /** The listing that bars it now, or null. */
  readonly sanction: SanctionBar | null;
}

/** The same with what it has paid towards the lot's bond. */
export interface PayingBidder extends BidderFacts {
  readonly bonds: readonly Held[];
  /** Its credit when the project was published, where the lot's bond depends on it. */
  readonly credit: CreditBand | null;
}

/** One ground on which an organisation may not bid in a lot. */
export interface Bar {
  readonly article: Words;
  readonly text: Words;
  readonly holds: (lot: LotFacts, bidder: BidderFacts) => boolean;
}

export const bars: readonly Bar[] = [
  {
    article: { zh: '电子招标投标办法第二十三条', en: 'Electronic Bidding Measures, art. 23' },
    text: {
      zh: '交易平台的运营机构不得在本平台投标',
      en: 'Who operates the platform may not bid on it',
    },
    holds: (_, bidder) => bidder.kinds.includes('centre'),
  },
  {
    article: { zh: '招标投标法实施条例第三十四条', en: 'Implementing Regulations, art. 34' },
    text: { zh: '招标人不得在自己的项目中投标', en: 'A tenderer may not bid in its own project' },
    holds: (lot, bidder) => bidder.organisation === lot.tenderer,
  },
  {
    article: { zh: '招标投标法实施条例第十三条', en: 'Implementing Regulations, art. 13' },
    text: {
      zh: '招标代理机构不得在所代理的项目中投标',
      en: 'An agency may not bid in a project that it handles',
    },
    holds: (lot, bidder) => bidder.organisation === lot.agency,
  },
  {
    article: { zh: '招标投标法第二十五条', en: 'Bidding Law, art. 25' },
    text: { zh: '本单位没有登记为投标人', en: 'Your organisation is not registered as a bidder' },
    holds: (_, bidder) => !bidder.kinds.includes('bidder'),
  },
];

/** Throws SANCTIONED for one who is listed, NOT_ELIGIBLE with the article of the first bar that holds otherwise. */
export function requireEligible(lot: LotFacts, bidder: BidderFacts): void {
  requireUnbarred(bidder.sanction, { zh: '不能参加投标', en: 'You cannot bid' });
  const bar = bars.find(b => b.holds(lot, bidder));
  if (bar)
    throw new RuleError(
      'NOT_ELIGIBLE',
      { zh: `${bar.text.zh}（${bar.article.zh}）。`, en: `${bar.text.en} (${bar.article.en}).` },
      {
        article: bar.article.zh,
      },
    );
}
