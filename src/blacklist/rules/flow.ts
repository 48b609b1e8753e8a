import type { CaseActId, CaseState } from '../../../contracts/sanction-case.ts';
import type { Words } from '../../../contracts/words.ts';
import type { Moves } from '../../kernel/move.ts';
import { RuleError } from '../../kernel/rule-error.ts';

/** A state that stands in its own row admits acts that do not end it: a further answer, another date, the service. */
export const caseMoves: Moves<CaseState> = {
  clue: ['dismissed', 'investigating'],
  dismissed: [],
  investigating: ['noticed', 'dropped'],
  noticed: ['noticed', 'hearing', 'decided', 'dropped'],
  hearing: ['hearing', 'heard'],
  heard: ['decided', 'dropped'],
  decided: ['decided', 'listed'],
  dropped: [],
  listed: [],
};

/**
 * Whose turn an act is. Who investigates does not decide, and neither chairs the hearing (行政处罚法 57, 64):
 * `outsider` is of the authority and no officer of the case.
 */
type By = 'authority' | 'officer' | 'outsider' | 'chair' | 'respondent';

interface ActRule {
  readonly by: By;
  readonly from: readonly CaseState[];
  readonly to: CaseState;
  readonly article: Words;
}

const penalties = (zh: string, en: string): Words => ({
  zh: `行政处罚法第${zh}条`,
  en: `Administrative Penalties Law, art. ${en}`,
});

/** Everything that can be done in a case: by whom, in which states, what it leads to, by which article. */
export const actRules: Readonly<Record<CaseActId, ActRule>> = {
  dismiss: { by: 'authority', from: ['clue'], to: 'dismissed', article: penalties('五十四', '54') },
  investigate: {
    ...{ by: 'authority', from: ['clue'], to: 'investigating' },
    article: penalties('四十二、五十四', '42, 54'),
  },
  notice: {
    by: 'officer',
    from: ['investigating'],
    to: 'noticed',
    article: penalties('四十四', '44'),
  },
  answer: {
    by: 'respondent',
    from: ['noticed'],
    to: 'noticed',
    article: penalties('四十五', '45'),
  },
  waive: { by: 'respondent', from: ['noticed'], to: 'noticed', article: penalties('四十五', '45') },
  'call-hearing': {
    ...{ by: 'officer', from: ['hearing'], to: 'hearing' },
    article: penalties('六十四', '64'),
  },
  'record-hearing': {
    ...{ by: 'chair', from: ['hearing'], to: 'heard' },
    article: penalties('六十四', '64'),
  },
  decide: {
    ...{ by: 'outsider', from: ['noticed', 'heard'], to: 'decided' },
    article: penalties('五十七、五十九、六十五', '57, 59, 65'),
  },
  drop: {
    ...{ by: 'outsider', from: ['investigating', 'noticed', 'heard'], to: 'dropped' },
    article: penalties('五十七', '57'),
  },
  serve: { by: 'officer', from: ['decided'], to: 'decided', article: penalties('六十一', '61') },
  publish: { by: 'authority', from: ['decided'], to: 'listed', article: penalties('四十八', '48') },
};

/** Where an act leads; who asks for a hearing gets one. */
export const stateAfter = (body: {
  readonly act: CaseActId;
  readonly hearing?: boolean;
}): CaseState => (body.act === 'answer' && body.hearing ? 'hearing' : actRules[body.act].to);

/** Steps inside the authority; the respondent reads the others. */
export const insideActs: readonly CaseActId[] = ['dismiss', 'investigate', 'drop'];

/** How the caller stands to the case. */
export interface Standing {
  /** A supervisor of the authority whose case it is. */
  readonly ofAuthority: boolean;
  readonly officer: boolean;
  readonly chair: boolean;
  readonly respondent: boolean;
}

/** What of the case decides whose turn it is. */
export interface CaseFacts {
  readonly state: CaseState;
  readonly answerBy: Date | null;
  readonly answeredAt: Date | null;
  readonly hearingAt: Date | null;
  readonly servedAt: Date | null;
}

const isTurn: Readonly<Record<By, (s: Standing) => boolean>> = {
  authority: s => s.ofAuthority,
  officer: s => s.ofAuthority && s.officer,
  outsider: s => s.ofAuthority && !s.officer,
  chair: s => s.ofAuthority && s.chair && !s.officer,
  respondent: s => s.respondent,
};

/** A ground in time for which an act must wait or comes too late; null when it may be done at `now`. */
function untimely(act: CaseActId, facts: CaseFacts, now: Date): RuleError | null {
  const { state, answerBy, answeredAt, hearingAt, servedAt } = facts;
  const wrong = (detail: Words, more: object = {}) =>
    new RuleError('WRONG_STATE', detail, { act, ...more });
  if ((act === 'answer' || act === 'waive') && answerBy && now >= answerBy)
    return new RuleError(
      'DEADLINE_PASSED',
      {
        zh: '陈述、申辩和申请听证的期限已过。',
        en: 'The time to answer or to ask for a hearing is over.',
      },
      {
        answerBy: answerBy.toISOString(),
      },
    );
  if (act === 'decide' && state === 'noticed' && !answeredAt && answerBy && now < answerBy)
    return wrong(
      {
        zh: '当事人还可以陈述、申辩和申请听证，期满或者其答复之后才能决定（行政处罚法第四十五、六十四条）。',
        en: 'The respondent may still answer or ask for a hearing; decide when the time is over or the answer has come (Administrative Penalties Law, art. 45, 64).',
      },
      { answerBy: answerBy.toISOString() },
    );
  if (act === 'record-hearing' && (!hearingAt || now < hearingAt))
    return wrong({
      zh: '听证还没有举行，不能记录（行政处罚法第六十四条）。',
      en: 'The hearing has not been held and cannot be recorded (Administrative Penalties Law, art. 64).',
    });
  if (act === 'serve' && servedAt)
    return wrong({ zh: '决定书已经送达。', en: 'The decision has been served.' });
  if (act === 'publish' && !servedAt)
    return wrong({
      zh: '先把决定书送达当事人，再公布（行政处罚法第六十一条）。',
      en: 'Serve the decision first, then publish it (Administrative Penalties Law, art. 61).',
    });
  return null;
}

/** Throws unless it is the caller's turn to do this now. */
export function requireAct(act: CaseActId, facts: CaseFacts, standing: Standing, now: Date): void {
  const rule = actRules[act];
  if (!isTurn[rule.by](standing))
    throw new RuleError(
      'FORBIDDEN',
      {
        zh: `${turnText[rule.by].zh}（${rule.article.zh}）。`,
        en: `${turnText[rule.by].en} (${rule.article.en}).`,
      },
      { by: rule.by },
    );
  if (!rule.from.includes(facts.state))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '案件现在的阶段不能做这件事，请刷新后看最新的进展。',
        en: 'The case is at another stage. Reload the page to see where it stands.',
      },
      {
        act,
        state: facts.state,
      },
    );
  const fault = untimely(act, facts, now);
  if (fault) throw fault;
}

const turnText: Readonly<Record<By, Words>> = {
  authority: {
    zh: '只能由立案部门的人员办理',
    en: 'Only people of the authority that opened the case do this',
  },
  officer: { zh: '只能由本案的办案人员办理', en: 'Only the officers of the case do this' },
  outsider: {
    zh: '只能由本部门未参加调查的人员办理',
    en: 'Only people of the authority who did not investigate do this',
  },
  chair: {
    zh: '只能由指定的、未参加调查的听证主持人办理',
    en: 'Only the chair named for the hearing, who did not investigate, does this',
  },
  respondent: { zh: '只能由当事人办理', en: 'Only the respondent does this' },
};

/** What the caller may do now, for the screen to offer. */
export function actsFor(facts: CaseFacts, standing: Standing, now: Date): CaseActId[] {
  return (Object.keys(actRules) as CaseActId[]).filter(act => {
    const { by, from } = actRules[act];
    return isTurn[by](standing) && from.includes(facts.state) && untimely(act, facts, now) === null;
  });
}

/** At least two, each once, all of the authority (行政处罚法第四十二条). */
export function requireOfficers(named: readonly string[], colleagues: readonly string[]): void {
  if (new Set(named).size < 2 || new Set(named).size !== named.length)
    throw new RuleError(
      'MALFORMED',
      {
        zh: '办案人员不得少于两人（行政处罚法第四十二条）。',
        en: 'A case has two officers at least (Administrative Penalties Law, art. 42).',
      },
      {
        reason: 'officers',
      },
    );
  if (named.some(person => !colleagues.includes(person)))
    throw new RuleError('NOT_ELIGIBLE', {
      zh: '办案人员应是本部门有执法资格的人员。',
      en: 'Officers are qualified people of your own authority.',
    });
  if (colleagues.length <= named.length)
    throw new RuleError('NOT_ELIGIBLE', {
      zh: '至少留一人不参加调查，由其审查决定（行政处罚法第五十七条）。',
      en: 'Leave one person at least out of the investigation, to decide (Administrative Penalties Law, art. 57).',
    });
}

/** The chair took no part in the investigation, and the respondent is told seven days before (行政处罚法第六十四条). */
export function requireHearing(
  chair: string,
  officers: readonly string[],
  colleagues: readonly string[],
  at: Date,
  now: Date,
): void {
  if (officers.includes(chair) || !colleagues.includes(chair))
    throw new RuleError('NOT_ELIGIBLE', {
      zh: '听证由非本案调查人员主持（行政处罚法第六十四条）。',
      en: 'Who investigated does not chair the hearing (Administrative Penalties Law, art. 64).',
    });
  if (at.getTime() - now.getTime() < hearingNoticeDays * 86_400_000)
    throw new RuleError(
      'SCHEDULE_ILLEGAL',
      {
        zh: '应在举行听证的七日前通知当事人（行政处罚法第六十四条）。',
        en: 'Tell the respondent seven days before the hearing (Administrative Penalties Law, art. 64).',
      },
      { at: at.toISOString() },
    );
}

const hearingNoticeDays = 7;
