import { addDays, endOfPeriod, instantOf, type WorkCalendar } from '../../kernel/calendar.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { articles } from './articles.ts';
import { latestObjection, legalDays } from './day-count.ts';

/** What an objector to the documents signs: its words, bound to the project (RFC 8785, CAdES). */
export const documentObjectionStatement = (project: string, text: string) => ({
  format: 'kaibiao-document-objection/1',
  project,
  text,
});

/** Objections are taken to the end (24:00) of the tenth day before the deadline; that day is not rolled (B22). */
export const objectionsEnd = (deadline: Date): Date =>
  instantOf(addDays(latestObjection(deadline.toISOString()), 1));

/** `stoppedAt`: since when an earlier objection waits; the clock stands still from then on. */
export function requireObjectable(
  { deadline, stoppedAt }: { readonly deadline: Date; readonly stoppedAt: Date | null },
  now: Date,
): void {
  const end = objectionsEnd(deadline);
  if ((stoppedAt ?? now) < end) return;
  throw new RuleError(
    'DEADLINE_PASSED',
    {
      zh: `没有接收：对招标文件的异议应当在投标截止时间 ${legalDays.objection} 日前提出（${articles.B22.name}）。可以向行政监督部门投诉。`,
      en: `Not taken: objections to the documents come ${legalDays.objection} days before the deadline (${articles.B22.nameEn}). You may complain to the supervisor.`,
    },
    { until: end.toISOString() },
  );
}

/** When an objection that came at `at` must have its answer. */
export const answerDue = (at: Date, calendar: WorkCalendar): Date =>
  endOfPeriod(at, legalDays.answer, calendar);

/** Nothing of the trade goes on while an objection to its documents waits (B22). */
export function requireNotStopped(lot: { readonly stoppedAt?: Date | null | undefined }): void {
  if (!lot.stoppedAt) return;
  throw new RuleError(
    'OBJECTION_PENDING',
    {
      zh: `收到对招标文件的异议，答复前暂停招标投标活动（${articles.B22.name}）。答复后截止时间按暂停的时长顺延，并另行公告；已传的内容都在。`,
      en: `An objection to the documents has come; the tender is stopped until its answer (${articles.B22.nameEn}). The deadline then moves by the time lost, in public; what you sent is kept.`,
    },
    { stoppedAt: lot.stoppedAt.toISOString() },
  );
}
