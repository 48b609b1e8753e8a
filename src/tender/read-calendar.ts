import type { z } from 'zod';
import type { readCalendar as contract } from '../../contracts/tender/lawfulness.ts';
import { addDays, type WorkCalendar } from '../kernel/calendar.ts';

const madeUp = { name: '调休上班', nameEn: 'Make-up working day' };

/** One year of the calendar, day by day where it differs from the week. */
export function readCalendar(calendar: WorkCalendar, year: number): z.input<typeof contract.reply> {
  const { provisional, source, sourceEn = source, holidays, makeUpDays } = calendar.yearOf(year);
  const off = holidays.flatMap(({ name, nameEn, from, to }) => {
    const days = [];
    for (let date = from; date <= to; date = addDays(date, 1))
      days.push({ date, kind: 'holiday' as const, name, nameEn });
    return days;
  });
  const worked = makeUpDays.map(date => ({ date, kind: 'workday' as const, ...madeUp }));
  const days = [...off, ...worked].sort((a, b) => (a.date < b.date ? -1 : 1));
  return { year, provisional, source, sourceEn, days };
}
