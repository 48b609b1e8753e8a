import type { CallReply } from '../../../contracts/experts.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { LotState } from '../../../contracts/tender/project.ts';
import { RuleError } from '../../kernel/rule-error.ts';

/** Drawn only after the close: before it nobody may know who will judge (B46), and the beacon does not exist. */
export const afterClose: readonly LotState[] = ['closed', 'opening', 'opened'];
export const beforeReport: readonly LotState[] = [...afterClose, 'evaluating'];

export function requireMayDraw(lot: LotState, drawn: boolean): void {
  if (drawn)
    throw new RuleError('WRONG_STATE', {
      zh: '这个标段已经抽取过，不能再抽（实施条例第四十六条）。',
      en: 'The committee of this lot has been drawn; it is not drawn again (Implementing Regulations, art. 46).',
    });
  if (!afterClose.includes(lot))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '投标截止后、评标开始前才能抽取专家。',
        en: 'Experts are drawn after the deadline and before the evaluation begins.',
      },
      { state: lot },
    );
}

/**
 * A call is answered once. Who has accepted may still declare a conflict until the evaluation begins (D12); one called
 * to replace a member answers while it runs.
 */
export function requireMayAnswer(
  lot: LotState,
  reply: CallReply,
  answer: { readonly accept: boolean; readonly reason: string },
): void {
  if (answer.accept && reply !== 'asked')
    throw new RuleError('ALREADY_LOCKED', {
      zh: '您已经答复过这次抽取。',
      en: 'You have answered this call.',
    });
  if (!(reply === 'asked' ? beforeReport : afterClose).includes(lot))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '评标已经开始或已结束，这里不能再答复。不能继续评标时，请告知评标场所，由交易中心更换。',
        en: 'The evaluation has begun or is over; no answer is taken here. If you cannot go on, tell the evaluation site: the trading centre replaces you.',
      },
      { state: lot },
    );
  if (!answer.accept && answer.reason.trim().length < 2)
    throw new RuleError('MALFORMED', {
      zh: '不参加的，请写明原因（回避或时间冲突）。',
      en: 'If you do not come, write why (conflict of interest, or the time).',
    });
}

/** A member may be replaced until all have signed the report (B48). */
export function requireMayReplace(lot: LotState): void {
  if (!beforeReport.includes(lot))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '评标报告已由全体成员签署，不能再更换成员。',
        en: 'All members have signed the report; no member can be replaced.',
      },
      {
        state: lot,
      },
    );
}

/** As many of the tenderer's own people as the rules leave to it, at most one third of the committee (A37). */
export function requireRepresentatives(
  lot: LotState,
  rules: LotRules['committee'],
  seated: number,
  named: number,
): void {
  if (!afterClose.includes(lot))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '投标截止后、评标开始前才能确定招标人代表。',
        en: 'The tenderer names its representatives after the deadline and before the evaluation begins.',
      },
      {
        state: lot,
      },
    );
  const places = rules.size - rules.experts;
  if (seated + named > places)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: `评标委员会 ${rules.size} 人，专家 ${rules.experts} 人，招标人代表至多 ${places} 人（招标投标法第三十七条）。`,
        en: `The committee has ${rules.size} members, ${rules.experts} of them experts: at most ${places} represent the tenderer (Bidding Law, art. 37).`,
      },
      { places, seated },
    );
}

/** Complete when every seat of the committee is taken and accepted. */
export const isComplete = (
  rules: LotRules['committee'],
  seats: readonly { readonly reply: CallReply }[],
): boolean => seats.filter(s => s.reply === 'accepted').length === rules.size;

/**
 * The record names a member of a committee by its seat: who sits there is opened with the result (A37), and until then
 * no reader of the record, the log or a timeline learns a name from it.
 */
export const seatActor = <A extends { readonly person: string }>(actor: A, seat: string): A => ({
  ...actor,
  person: `seat:${seat}`,
});
