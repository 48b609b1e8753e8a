import { computed } from 'vue';
import type { Reply } from '../contracts/client.ts';
import { readCalendar } from '../contracts/tender/lawfulness.ts';
import { chinaCalendar, type WorkCalendar, workCalendar } from '../src/kernel/calendar.ts';
import { useRead } from './query.ts';
import { now } from './server-clock.ts';
import { dateOf } from './time.ts';
import { sayRow } from './words/language.ts';

type Year = Reply<typeof readCalendar>;

const asYear = ({ year, provisional, source, days }: Year) => ({
  year,
  version: 1,
  provisional,
  source,
  holidays: days
    .filter(d => d.kind === 'holiday')
    .map(({ date, name, nameEn }) => ({ name, nameEn, from: date, to: date })),
  makeUpDays: days.filter(d => d.kind === 'workday').map(d => d.date),
});

/** The platform's own calendar of this year and the next: an operator may have entered a newer arrangement. */
export function useWorkCalendar() {
  const first = Number(dateOf(now.value).slice(0, 4));
  const { data: current } = useRead(readCalendar, () => ({ params: { year: first } }));
  const { data: next } = useRead(readCalendar, () => ({ params: { year: first + 1 } }));
  const years = computed(() => [current.value, next.value].filter(y => y !== undefined));
  const calendar = computed<WorkCalendar>(() =>
    years.value.length === 2 ? workCalendar(years.value.map(asYear)) : chinaCalendar,
  );
  const sources = computed(() =>
    years.value.map(y => sayRow({ zh: `${y.year}：${y.source}`, en: `${y.year}: ${y.sourceEn}` })),
  );
  return { calendar, sources };
}
