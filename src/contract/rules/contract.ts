import type { Candidate } from '../../../contracts/award.ts';
import type { ContractTerms, Duty } from '../../../contracts/contract.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { Words } from '../../../contracts/words.ts';
import { contractWithinDays } from '../../award/rules/award.ts';
import { dayOf, endOfPeriod, type WorkCalendar } from '../../kernel/calendar.ts';
import { formatThousands, parseYuan, shareOf } from '../../kernel/money.ts';
import { RuleError } from '../../kernel/rule-error.ts';

/** Days after the award in which the whole tender is reported to the supervisor (A47). */
export const reportWithinDays = 15;
/** A duty turns yellow so long before its day. */
const warningMs = 5 * 86_400_000;

/** What the tenderer signs: the terms, bound to their lot and to the award notice. */
export const contractStatement = (lot: string, awardSha256: string, terms: ContractTerms) => ({
  format: 'kaibiao-contract/1',
  lot,
  awardSha256,
  terms,
});

/** The performance bond that the documents ask of a contract of `amount` (B58). */
export const askedBond = (rules: Pick<LotRules, 'performanceBond'>, amount: string): bigint =>
  shareOf(parseYuan(amount), rules.performanceBond);

interface Decision {
  readonly winner: Pick<Candidate, 'amount' | 'periodDays' | 'manager'>;
  readonly awardedAt: Date;
  readonly rules: Pick<LotRules, 'performanceBond'>;
}

/**
 * The contract says what the winning bid said (A46), with the performance bond that the documents ask (B58), signed
 * after the award and not in the future. A late one is a contract all the same: it is recorded as late.
 */
export function requireContract(terms: ContractTerms, award: Decision, now: Date): void {
  const { winner, awardedAt, rules } = award;
  if (parseYuan(terms.amount) !== parseYuan(winner.amount))
    throw refused({
      zh: `合同金额应等于中标价 ${formatThousands(parseYuan(winner.amount))} 元，不得背离合同实质性内容（招标投标法第四十六条）。`,
      en: `The contract amount must be the award price, ${formatThousands(parseYuan(winner.amount))} yuan; the contract may not depart from the substance (Bidding Law, art. 46).`,
    });
  if (terms.periodDays !== winner.periodDays || terms.manager !== winner.manager)
    throw refused({
      zh: `工期、项目经理应与中标的投标文件一致：${winner.periodDays} 天，${winner.manager}（招标投标法第四十六条、实施条例第五十七条）。`,
      en: `Period and project manager must be those of the winning bid: ${winner.periodDays} days, ${winner.manager} (Bidding Law, art. 46; Implementing Regulations, art. 57).`,
    });
  const asked = askedBond(rules, winner.amount);
  if (parseYuan(terms.performanceBond) !== asked)
    throw refused({
      zh: `履约保证金应按招标文件提交 ${formatThousands(asked)} 元，不得超过合同金额的 10%（实施条例第五十八条）。`,
      en: `The performance bond must be ${formatThousands(asked)} yuan as the documents ask, at most 10 % of the contract (Implementing Regulations, art. 58).`,
    });
  if (terms.signedOn < dayOf(awardedAt) || terms.signedOn > dayOf(now))
    throw refused({
      zh: '合同签订日期应在中标通知书发出之后，且不在将来。',
      en: 'The contract is signed after the award notice and not in the future.',
    });
}

const refused = (detail: Words) => new RuleError('CONTRACT_DEVIATES', detail);

/** What one who is listed may not do, and the lawful way on (B55). */
export const barredAct: Words = {
  zh: '中标人不能订立合同，请报行政监督部门依实施条例第五十五条决定由下一名候选人中标或者重新招标',
  en: 'The winner cannot conclude the contract; the supervisor decides that the next candidate follows, or that the tender is held again (Implementing Regulations, art. 55)',
};

export const contractDue = (awardedAt: Date, calendar: WorkCalendar): Date =>
  endOfPeriod(awardedAt, contractWithinDays, calendar);
export const reportDue = (awardedAt: Date, calendar: WorkCalendar): Date =>
  endOfPeriod(awardedAt, reportWithinDays, calendar);

/** Green, yellow from five days before its end, red when it is over and not done (红黄牌预警). */
export function colourOf(dueAt: Date, done: boolean, now: Date): Duty['colour'] {
  if (done) return 'done';
  if (now >= dueAt) return 'red';
  return dueAt.getTime() - now.getTime() <= warningMs ? 'yellow' : 'green';
}
