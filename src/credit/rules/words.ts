import type { CreditBand, LineCause } from '../../../contracts/credit.ts';
import type { EntryActId, EntryState } from '../../../contracts/credit-entries.ts';
import type { Words } from '../../../contracts/words.ts';
import type { ObjectionState } from './flow.ts';

/** Why a line counts less than its points, as people read it. */
export const lineCauseWords: Readonly<Record<LineCause, Words>> = {
  suspended: { zh: '暂停执行，暂不计', en: 'Suspended, not counted meanwhile' },
  repaired: { zh: '信用修复，不再计', en: 'Repaired, no longer counted' },
  revoked: { zh: '已撤销，不计', en: 'Revoked, not counted' },
  corrected: { zh: '已更正，不计', en: 'Corrected, not counted' },
  expired: { zh: '已过有效期', en: 'Its term is over' },
  'no-rule': { zh: '现行办法不计', en: 'Not counted by the rules in force' },
  'same-matter': { zh: '同一行为已按更重的一项计', en: 'The same act counts by a weightier fact' },
  'praise-cap': { zh: '加分已到上限', en: 'Praise has reached its cap' },
};

export const entryStateWords: Readonly<Record<EntryState, Words>> = {
  entered: { zh: '待审核', en: 'To be confirmed' },
  refused: { zh: '审核未通过', en: 'Refused' },
  confirmed: { zh: '已审核，待公布', en: 'Confirmed, to be published' },
  published: { zh: '已公布', en: 'Published' },
  corrected: { zh: '已更正', en: 'Corrected' },
};

export const entryActWords: Readonly<Record<EntryActId, Words>> = {
  confirm: { zh: '审核通过', en: 'Confirm' },
  refuse: { zh: '审核不通过', en: 'Refuse' },
  publish: { zh: '公布', en: 'Publish' },
  correct: { zh: '更正（停止计分）', en: 'Correct (counts no more)' },
};

export const objectionStateWords: Readonly<Record<ObjectionState, Words>> = {
  filed: { zh: '异议办理中', en: 'Objection under way' },
  granted: { zh: '异议成立', en: 'Objection granted' },
  rejected: { zh: '异议不成立', en: 'Objection rejected' },
};

/** Colour and icon never say a band by themselves: the letter and its title stand beside them. */
export const bandTones = { A: 'ok', B: 'run', C: 'warn', D: 'bad' } as const satisfies Record<
  CreditBand,
  string
>;

/** "+3", "−20", "0". */
export const signed = (points: number): string =>
  points > 0 ? `+${points}` : `${points}`.replace('-', '\u2212');
