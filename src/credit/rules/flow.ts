import type { EnteredKind } from '../../../contracts/credit.ts';
import type { EntryActId, EntryState } from '../../../contracts/credit-entries.ts';
import type { Words } from '../../../contracts/words.ts';
import { endOfWorkingDays, type WorkCalendar } from '../../kernel/calendar.ts';
import type { Moves } from '../../kernel/move.ts';
import { RuleError } from '../../kernel/rule-error.ts';

export const entryMoves: Moves<EntryState> = {
  entered: ['confirmed', 'refused'],
  refused: [],
  confirmed: ['published', 'corrected'],
  published: ['corrected'],
  corrected: [],
};

export type ObjectionState = 'filed' | 'granted' | 'rejected';
export const objectionMoves: Moves<ObjectionState> = {
  filed: ['granted', 'rejected'],
  granted: [],
  rejected: [],
};

/** Working days to state one's case before what burdens one is published, and to decide on an objection: local terms. */
const answerDays = 5;
const objectionDays = 5;

export const objectionDue = (filedAt: Date, calendar: WorkCalendar): Date =>
  endOfWorkingDays(filedAt, objectionDays, calendar);

const praise: readonly EnteredKind[] = [
  'award-national',
  'award-provincial',
  'award-city',
  'performance-good',
];

/** Until when the organisation is waited for; praise is published at once. */
export const answerByOf = (kind: EnteredKind, confirmedAt: Date, calendar: WorkCalendar) =>
  praise.includes(kind) ? null : endOfWorkingDays(confirmedAt, answerDays, calendar);

/** `second`: somebody of the authority who did not enter it. */
type By = 'second' | 'authority';

interface ActRule {
  readonly by: By;
  readonly from: readonly EntryState[];
  readonly to: EntryState;
}

/** Everything that can be done with an entry: by whom, in which states, what it leads to. */
export const entryActs: Readonly<Record<EntryActId, ActRule>> = {
  confirm: { by: 'second', from: ['entered'], to: 'confirmed' },
  refuse: { by: 'second', from: ['entered'], to: 'refused' },
  publish: { by: 'authority', from: ['confirmed'], to: 'published' },
  correct: { by: 'second', from: ['confirmed', 'published'], to: 'corrected' },
};

/** An entry as far as it decides what may be done. */
export interface EntryFacts {
  readonly state: EntryState;
  readonly answerBy: Date | null;
  /** Whether an objection to it waits. */
  readonly disputed: boolean;
}

/** How the caller, a supervisor of the entry's authority, stands to it. */
export interface Standing {
  readonly enterer: boolean;
}

const notSecond: Words = {
  zh: '录入人不能自己审核或更正，请由本部门的另一人办理。',
  en: 'Who entered it neither confirms nor corrects it; somebody else of your authority does.',
};

/** Why this may not be done with the entry now; null when it may. */
function faultOf(
  act: EntryActId,
  { state, answerBy, disputed }: EntryFacts,
  { enterer }: Standing,
  now: Date,
): RuleError | null {
  const { by, from } = entryActs[act];
  if (!from.includes(state))
    return new RuleError(
      'WRONG_STATE',
      {
        zh: '这条记录现在的阶段不能做这件事，请刷新后看最新的进展。',
        en: 'The entry is at another stage. Reload the page to see where it stands.',
      },
      { act, state },
    );
  if (by === 'second' && enterer) return new RuleError('FORBIDDEN', notSecond, { by });
  if (act !== 'publish') return null;
  if (disputed)
    return new RuleError('OBJECTION_PENDING', {
      zh: '当事人已提出异议，决定之后才能公布。',
      en: 'Its subject has objected. Decide on the objection first, then publish.',
    });
  if (!answerBy || now >= answerBy) return null;
  return new RuleError(
    'WRONG_STATE',
    {
      zh: '当事人的陈述期还没有结束，期满才能公布（本市办法：审核后五个工作日）。',
      en: 'Its subject may still state its case; publish when that time is over (local measure: five working days).',
    },
    { act, answerBy: answerBy.toISOString() },
  );
}

export function requireEntryAct(
  act: EntryActId,
  facts: EntryFacts,
  standing: Standing,
  now: Date,
): void {
  const fault = faultOf(act, facts, standing, now);
  if (fault) throw fault;
}

/** What the caller may do now, for the screen to offer. */
export const actsFor = (facts: EntryFacts, standing: Standing, now: Date): EntryActId[] =>
  (Object.keys(entryActs) as EntryActId[]).filter(
    act => faultOf(act, facts, standing, now) === null,
  );
