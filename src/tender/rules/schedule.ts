import type { Finding } from '../../../contracts/tender/lawfulness.ts';
import type { Schedule } from '../../../contracts/tender/project.ts';
import type { Words } from '../../../contracts/words.ts';
import {
  clockOf,
  type Day,
  dayOf,
  daysBetween,
  instantOf,
  type WorkCalendar,
} from '../../kernel/calendar.ts';
import type { ArticleId } from './articles.ts';
import {
  countedForward,
  day,
  latestBefore,
  legalDays,
  provisional,
  restName,
  short,
} from './day-count.ts';
import { broken, finding } from './finding.ts';

interface Given {
  readonly schedule: Schedule;
  readonly calendar: WorkCalendar;
  /** When the notice would go out. */
  readonly now: Date;
}

interface Verdict {
  readonly lawful: boolean;
  readonly how: Words;
  readonly earliest: Date | null;
}

interface ScheduleRule {
  readonly item: string;
  readonly article: ArticleId;
  readonly check: (given: Given) => Verdict;
}

function atLeast(given: Given, days: number, chosen: string): Verdict {
  const counted = countedForward(given.calendar, day(given.schedule.issueFrom), days);
  const lawful = day(chosen) >= counted.last;
  const shown = daysBetween(day(given.schedule.issueFrom), day(chosen));
  return {
    lawful,
    how: chosenWords(counted.how, shown, lawful ? 0 : daysBetween(day(chosen), counted.last)),
    earliest: lawful ? null : instantOf(counted.last, clockOf(new Date(chosen))),
  };
}

function chosenWords(how: Words, shown: number, early: number): Words {
  const zh = shown < 0 ? '您选的日子在发出之前' : `您选的是第 ${shown} 日`;
  const en = shown < 0 ? 'You chose a day before the issue' : `You chose day ${shown}`;
  return {
    zh: `${how.zh}${zh}${early > 0 ? `，早 ${early} 天` : ''}。`,
    en: `${how.en} ${en}${early > 0 ? `, ${early} days too early` : ''}.`,
  };
}

const earliestDeadlineDay = ({ calendar, schedule }: Given): Day =>
  calendar.periodEnd(day(schedule.issueFrom), legalDays.preparation).rolled;

function backward(given: Given, days: number, what: Words): Verdict {
  const { schedule } = given;
  const due = day(schedule.deadline).slice(5);
  const latest = latestBefore(schedule.deadline, days);
  const lawful = latest >= day(schedule.issueFrom);
  return {
    lawful,
    how: {
      zh: `${due} 截止，往前 ${days} 日：最迟 ${short(latest).zh} ${what.zh}。`,
      en: `Due ${due}, ${days} days back: ${what.en} by ${short(latest).en}.`,
    },
    earliest: lawful
      ? null
      : instantOf(earliestDeadlineDay(given), clockOf(new Date(schedule.deadline))),
  };
}

const scheduleRules: readonly ScheduleRule[] = [
  {
    item: 'issue',
    article: 'B16',
    check: ({ schedule, now }) => {
      const lawful = day(schedule.issueFrom) >= dayOf(now);
      return {
        lawful,
        how: {
          zh: `招标文件与公告同时或在其后发出，不能早于 ${short(dayOf(now)).zh}。`,
          en: `Documents are issued with the notice or after it, not before ${short(dayOf(now)).en}.`,
        },
        earliest: lawful ? null : now,
      };
    },
  },
  {
    item: 'sale',
    article: 'B16',
    check: given => atLeast(given, legalDays.sale, given.schedule.issueTo),
  },
  {
    item: 'preparation',
    article: 'A24',
    check: given => atLeast(given, legalDays.preparation, given.schedule.deadline),
  },
  {
    item: 'deadline-day',
    article: 'CC203',
    check: given => {
      const { schedule, calendar } = given;
      const chosen = day(schedule.deadline);
      if (calendar.isWorking(chosen))
        return {
          lawful: true,
          how: {
            zh: `${short(chosen).zh} 是工作日。${provisional(calendar, chosen).zh}`,
            en: `${short(chosen).en} is a working day.${provisional(calendar, chosen).en}`,
          },
          earliest: null,
        };
      const least = earliestDeadlineDay(given);
      const next = chosen < least ? least : calendar.roll(chosen);
      return {
        lawful: false,
        how: {
          zh: `${short(chosen).zh} 是${restName(calendar, chosen).zh}，不办理开标。最早可选 ${short(next).zh}。`,
          en: `${short(chosen).en} is ${restName(calendar, chosen).en}; no bids are opened. Earliest: ${short(next).en}.`,
        },
        earliest: instantOf(next, clockOf(new Date(schedule.deadline))),
      };
    },
  },
  {
    item: 'sale-before-deadline',
    article: 'B16',
    check: ({ schedule }) => ({
      lawful:
        after(schedule.issueTo, schedule.issueFrom) && after(schedule.deadline, schedule.issueTo),
      how: {
        zh: '招标文件在投标截止前发售。',
        en: 'Documents are on offer before bids are due.',
      },
      earliest: null,
    }),
  },
  {
    item: 'amendment',
    article: 'B21',
    check: given =>
      backward(given, legalDays.amendment, {
        zh: '发出影响投标的澄清修改；更晚须顺延截止',
        en: 'send changes that affect bids (later ones move the deadline)',
      }),
  },
  {
    item: 'objection',
    article: 'B22',
    check: given =>
      backward(given, legalDays.objection, {
        zh: `提出对招标文件的异议；${legalDays.answer} 日内答复`,
        en: `object to the documents (answered within ${legalDays.answer} days)`,
      }),
  },
  {
    item: 'evaluation',
    article: 'C30',
    check: ({ schedule }) => {
      const lawful = after(schedule.evaluationFrom, schedule.deadline);
      return {
        lawful,
        how: {
          zh: '开标、解密完成之后才能评标。',
          en: 'The evaluation follows the opening and the release.',
        },
        earliest: lawful ? null : new Date(Date.parse(schedule.deadline) + 60_000),
      };
    },
  },
];

const after = (later: string, earlier: string) =>
  new Date(later).getTime() > new Date(earlier).getTime();

/** Judges every rule of the schedule; the order of the findings is that of the table. */
export function checkSchedule(schedule: Schedule, calendar: WorkCalendar, now: Date): Finding[] {
  return scheduleRules.map(rule => {
    const verdict = rule.check({ schedule, calendar, now });
    return finding(rule.item, rule.article, verdict);
  });
}

/** Throws SCHEDULE_ILLEGAL with the first finding that is not lawful in its words, and all of them in the facts. */
export function requireLawfulSchedule(
  schedule: Schedule,
  calendar: WorkCalendar,
  now: Date,
): Finding[] {
  const findings = checkSchedule(schedule, calendar, now);
  const fault = broken('SCHEDULE_ILLEGAL', findings);
  if (fault) throw fault;
  return findings;
}
