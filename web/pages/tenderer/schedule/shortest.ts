import type { Schedule } from '../../../../contracts/tender/project.ts';
import { addDays, type WorkCalendar } from '../../../../src/kernel/calendar.ts';
import { legalDays } from '../../../../src/tender/rules/day-count.ts';
import { dateOf, instantOf } from '../../../time.ts';

/** A lawful schedule as early as can be: issued on the next working day, the rest counted from there. */
export function shortestSchedule(calendar: WorkCalendar, now: number): Schedule {
  const issue = calendar.roll(addDays(dateOf(now), 1));
  const deadline = calendar.periodEnd(issue, legalDays.preparation).rolled;
  return {
    issueFrom: instantOf(issue, '09:00'),
    issueTo: instantOf(calendar.periodEnd(issue, legalDays.sale).rolled, '17:00'),
    deadline: instantOf(deadline, '09:30'),
    evaluationFrom: instantOf(deadline, '14:00'),
  };
}
