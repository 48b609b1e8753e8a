import type { VoidConsequence, VoidGround } from '../../../contracts/award-voiding.ts';
import type { LotState } from '../../../contracts/tender/project.ts';
import type { Words } from '../../../contracts/words.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import type { Standing } from './award.ts';

interface Ground extends Words {
  readonly article: Words;
  /** What the article lets follow. */
  readonly leadsTo: readonly VoidConsequence[];
  /** From the award to the contract only; where false, a contract that has been made falls too. */
  readonly beforeContract: boolean;
  /** The winner's bid bond is not given back (B74). */
  readonly keepsBond: boolean;
}

const law = (zh: string, en: string): Words => ({
  zh: `招标投标法第${zh}条`,
  en: `Bidding Law, art. ${en}`,
});
const regulation = (zh: string, en: string): Words => ({
  zh: `招标投标法实施条例第${zh}条`,
  en: `Implementing Regulations, art. ${en}`,
});

/** Where the law calls an award void: a new winner among the other bidders by the same conditions, or a new tender (A64). */
const invalid = {
  leadsTo: ['next', 'retender'],
  beforeContract: false,
  keepsBond: false,
} as const;

/**
 * Why an award falls. After the notice nobody changes the result without a lawful reason, the tenderer least of all
 * (A45, B73): what is not in this table is none.
 */
export const voidGrounds: Readonly<Record<VoidGround, Ground>> = {
  'agency-breach': {
    zh: '招标代理机构泄露应当保密的情况或者与他人串通，影响中标结果',
    en: 'The agency leaked secrets or colluded, and the result was affected',
    article: law('五十', '50'),
    ...invalid,
  },
  'tenderer-leak': {
    zh: '招标人透露潜在投标人或者标底等情况，影响中标结果',
    en: 'The tenderer disclosed bidders or the reserve, and the result was affected',
    article: law('五十二', '52'),
    ...invalid,
  },
  collusion: {
    zh: '投标人串通投标或者以行贿谋取中标',
    en: 'Collusion, or an award sought by bribery',
    article: law('五十三', '53'),
    ...invalid,
  },
  fraud: {
    zh: '以他人名义投标或者弄虚作假骗取中标',
    en: 'A bid under another’s name, or an award got by fraud',
    article: law('五十四', '54'),
    ...invalid,
  },
  negotiated: {
    zh: '招标人与投标人就实质性内容谈判，影响中标结果',
    en: 'The tenderer negotiated the substance with a bidder, and the result was affected',
    article: law('五十五', '55'),
    ...invalid,
  },
  'outside-candidates': {
    zh: '在评标委员会推荐的候选人以外确定中标人',
    en: 'The winner was not among the committee’s candidates',
    article: law('五十七', '57'),
    ...invalid,
  },
  'other-breach': {
    zh: '违法行为对中标结果造成实质性影响，不能补救',
    en: 'Another breach affected the result in substance and cannot be put right',
    article: regulation('八十一', '81'),
    ...invalid,
    leadsTo: ['retender'],
  },
  'not-qualified': {
    zh: '中标人被查实有影响中标结果的违法行为，不符合中标条件',
    en: 'The winner was found in breach and does not meet the conditions of the award',
    article: regulation('五十五', '55'),
    ...invalid,
    beforeContract: true,
  },
  declined: {
    zh: '中标人放弃中标，或者无正当理由不订立合同',
    en: 'The winner gave up, or does not conclude the contract without a good reason',
    article: regulation('五十五条、第七十四', '55 and 74'),
    leadsTo: ['next', 'retender'],
    ...{ beforeContract: true, keepsBond: true },
  },
  'no-performance-bond': {
    zh: '中标人不按招标文件要求提交履约保证金',
    en: 'The winner does not give the performance bond that the documents ask',
    article: regulation('五十五条、第七十四', '55 and 74'),
    leadsTo: ['next', 'retender'],
    ...{ beforeContract: true, keepsBond: true },
  },
};

export const consequences: Readonly<Record<VoidConsequence, Words>> = {
  next: {
    zh: '按候选人名单排序，由下一名中标',
    en: 'The next candidate in rank is awarded',
  },
  retender: { zh: '重新招标', en: 'The tender is held again' },
};

/** What the supervisor signs: the award that falls, why, and what follows (RFC 8785, CAdES). */
export const voidingStatement = (
  lot: string,
  awardSha256: string,
  said: {
    readonly ground: VoidGround;
    readonly consequence: VoidConsequence;
    readonly reason: string;
  },
) => ({
  format: 'kaibiao-award-void/1',
  lot,
  awardSha256,
  ground: said.ground,
  consequence: said.consequence,
  reason: said.reason,
});

/** How a candidate whose award fell stands in the list from then on. */
export const outBy = ({ ground, reason }: { ground: VoidGround; reason: string }): string =>
  `中标无效，${voidGrounds[ground].zh}（${voidGrounds[ground].article.zh}）：${reason}`;

const refused = (detail: Words, facts: Record<string, unknown>) =>
  new RuleError('WRONG_STATE', detail, facts);

/** Only of an award that stands, on a ground that reaches so far, with what its article lets follow. */
export function requireVoidable(
  state: LotState,
  { ground, consequence }: { ground: VoidGround; consequence: VoidConsequence },
  candidates: readonly Standing[],
  winner: number,
): void {
  const { article, leadsTo, beforeContract } = voidGrounds[ground];
  if (state !== 'awarded' && state !== 'contracted')
    throw refused({ zh: '这个标段现在没有中标人。', en: 'This lot has no winner now.' }, { state });
  if (beforeContract && state === 'contracted')
    throw refused(
      {
        zh: `合同已经签订，不能再依${article.zh}取消中标资格。`,
        en: `The contract has been concluded; ${article.en} takes no award back after that.`,
      },
      { state, ground },
    );
  if (!leadsTo.includes(consequence))
    throw refused(
      {
        zh: `依${article.zh}，中标无效的应当重新招标。`,
        en: `By ${article.en} the tender is held again.`,
      },
      { ground, consequence },
    );
  const left = candidates.some(c => c.rank !== winner && c.outReason === null);
  if (consequence === 'next' && !left)
    throw refused(
      {
        zh: '没有其他中标候选人，应当重新招标（实施条例第五十五条）。',
        en: 'No other candidate is left; hold the tender again (Implementing Regulations, art. 55).',
      },
      { consequence },
    );
}
