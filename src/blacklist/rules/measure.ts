import type { CaseAct } from '../../../contracts/sanction-case.ts';
import type { Words } from '../../../contracts/words.ts';
import { parseYuan } from '../../kernel/money.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { fineText, fineTextEn, type Ground } from './grounds.ts';

/** What is proposed in the notice and imposed by the decision. */
export type Measure = Pick<
  Extract<CaseAct, { act: 'decide' }>,
  'months' | 'fine' | 'extendsToPerson'
>;

const refusal = (reason: string, detail: Words) =>
  new RuleError('RULES_INCOMPLETE', detail, { reason });

/** Refuses a term or a fine outside the bounds of its ground. */
export function requireWithinLaw(ground: Ground, { months, fine, extendsToPerson }: Measure): void {
  const { months: bounds } = ground;
  const articles = ground.articles.join('；');
  if (bounds === null && months !== null)
    throw refusal('term', {
      zh: `${ground.zh}依法取消资格，不设期限（${articles}）。`,
      en: `${ground.en}: the law disqualifies for good, without a term.`,
    });
  if (bounds && (months === null || months < bounds.least || months > bounds.most))
    throw refusal('term', {
      zh: `期限应在 ${bounds.least} 至 ${bounds.most} 个月之间（${articles}）。`,
      en: `The term lies between ${bounds.least} and ${bounds.most} months.`,
    });
  if (fine) requireFine(ground, fine);
  if (extendsToPerson && ground.of !== 'organisation')
    throw refusal('extends', {
      zh: '只有对单位的决定才能及于其法定代表人。',
      en: 'Only a decision on an organisation extends to its legal representative.',
    });
}

function requireFine(ground: Ground, { base, amount }: NonNullable<Measure['fine']>): void {
  const { fine } = ground;
  if (!fine)
    throw refusal('fine', {
      zh: `${ground.zh}没有罚款的规定。`,
      en: `${ground.en}: the law sets no fine.`,
    });
  const fen = parseYuan(amount);
  const [least, most] = boundsOf(fine, base);
  // In thousandths of a fen, so that a share never has to be rounded.
  if (fen * 1000n < least || fen * 1000n > most)
    throw refusal('fine', {
      zh: `罚款应为${fineText(fine)}。`,
      en: `The fine must be ${fineTextEn(fine)}.`,
    });
}

function boundsOf(fine: NonNullable<Ground['fine']>, base: string | null): [bigint, bigint] {
  if ('yuan' in fine)
    return [parseYuan(fine.yuan.least) * 1000n, parseYuan(fine.yuan.most) * 1000n];
  if (base === null)
    throw refusal('fine-base', {
      zh: '请写明作为罚款基数的中标项目金额。',
      en: 'State the amount of the awarded project on which the fine is based.',
    });
  const { least, most } = fine.permille;
  return [parseYuan(base) * BigInt(least), parseYuan(base) * BigInt(most)];
}

/** A defence must not make it worse: nothing may be imposed beyond what the notice proposed (行政处罚法第四十五条). */
export function requireNotHarsher(proposed: Measure, decided: Measure): void {
  const longer =
    proposed.months !== null && (decided.months === null || decided.months > proposed.months);
  const dearer =
    decided.fine !== null &&
    (proposed.fine === null || parseYuan(decided.fine.amount) > parseYuan(proposed.fine.amount));
  const wider = decided.extendsToPerson && !proposed.extendsToPerson;
  if (longer || dearer || wider)
    throw refusal('harsher', {
      zh: '不得因当事人陈述、申辩给予更重的处罚；超出事先告知的，应当重新告知（行政处罚法第四十四、四十五条）。',
      en: 'An answer must not make the penalty harsher; beyond what was notified, notify again (Administrative Penalties Law, art. 44, 45).',
    });
}
