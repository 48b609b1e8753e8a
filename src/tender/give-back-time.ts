import type { Schedule } from '../../contracts/tender/project.ts';
import type { WorkCalendar } from '../kernel/calendar.ts';
import type { Lot, Project } from './entities.ts';
import { deadlineAfterSuspension, moveSchedule } from './rules/amendment.ts';

/** Lots for which bids are due get back the time that they stood still, and the project's schedule moves with them. */
export function giveBackTime(
  project: Project,
  lots: readonly Lot[],
  stopped: { readonly from: Date; readonly to: Date },
  calendar: WorkCalendar,
): void {
  for (const lot of lots) {
    lot.deadline = deadlineAfterSuspension(lot.deadline, stopped, calendar);
    project.deadline = lot.deadline;
  }
  const schedule = project.content.schedule as Schedule;
  if (project.deadline)
    project.content = { ...project.content, schedule: moveSchedule(schedule, project.deadline) };
}
