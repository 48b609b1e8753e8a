import type { Finding } from '../../../contracts/tender/lawfulness.ts';
import type { Schedule } from '../../../contracts/tender/project.ts';
import {
  clockOf,
  type Day,
  dayOf,
  daysBetween,
  instantOf,
  type WorkCalendar,
} from '../../kernel/calendar.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { type ArticleId, articles } from './articles.ts';
import {
  countedForward,
  day,
  latestBefore,
  legalDays,
  provisional,
  restName,
  short,
} from './day-count.ts';

interface Given {
  readonly schedule: Schedule;
  readonly calendar: WorkCalendar;
  /** When the notice would go out. */
  readonly now: Date;
}

interface Verdict {
  readonly lawful: boolean;
  readonly how: string;
  readonly earliest: Date | null;
}

interface ScheduleRule {
  readonly item: string;
  readonly article: ArticleId;
  readonly check: (given: Given) => Verdict;
}

function atLeast(given: Given, days: number, verb: string, chosen: string): Verdict {
  const counted = countedForward(given.calendar, day(given.schedule.issueFrom), days, verb);
  const lawful = day(chosen) >= counted.last;
  const shown = daysBetween(day(given.schedule.issueFrom), day(chosen));
  return {
    lawful,
    how: `${counted.how}${shown < 0 ? `您选的日子在${verb}之前` : `您选的是第 ${shown} 日`}${lawful ? '' : `，早 ${daysBetween(day(chosen), counted.last)} 天`}。`,
    earliest: lawful ? null : instantOf(counted.last, clockOf(new Date(chosen))),
  };
}

const earliestDeadlineDay = ({ calendar, schedule }: Given): Day =>
  calendar.periodEnd(day(schedule.issueFrom), legalDays.preparation).rolled;

function backward(given: Given, days: number, what: string): Verdict {
  const { schedule } = given;
  const latest = latestBefore(schedule.deadline, days);
  const lawful = latest >= day(schedule.issueFrom);
  return {
    lawful,
    how: `${day(schedule.deadline).slice(5)} 截止，往前 ${days} 日：最迟 ${short(latest)} ${what}。`,
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
        how: `招标文件与公告同时或在其后发出，不能早于 ${short(dayOf(now))}。`,
        earliest: lawful ? null : now,
      };
    },
  },
  {
    item: 'sale',
    article: 'B16',
    check: given => atLeast(given, legalDays.sale, '发出', given.schedule.issueTo),
  },
  {
    item: 'preparation',
    article: 'A24',
    check: given => atLeast(given, legalDays.preparation, '发出', given.schedule.deadline),
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
          how: `${short(chosen)} 是工作日。${provisional(calendar, chosen)}`,
          earliest: null,
        };
      const least = earliestDeadlineDay(given);
      const next = chosen < least ? least : calendar.roll(chosen);
      return {
        lawful: false,
        how: `${short(chosen)} 是${restName(calendar, chosen)}，不办理开标。最早可选 ${short(next)}。`,
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
      how: '招标文件在投标截止前发售。',
      earliest: null,
    }),
  },
  {
    item: 'amendment',
    article: 'B21',
    check: given => backward(given, legalDays.amendment, '发出影响投标的澄清修改；更晚须顺延截止'),
  },
  {
    item: 'objection',
    article: 'B22',
    check: given =>
      backward(given, legalDays.objection, `提出对招标文件的异议；${legalDays.answer} 日内答复`),
  },
  {
    item: 'evaluation',
    article: 'C30',
    check: ({ schedule }) => {
      const lawful = after(schedule.evaluationFrom, schedule.deadline);
      return {
        lawful,
        how: '开标、解密完成之后才能评标。',
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
    const { name, text } = articles[rule.article];
    return {
      item: rule.item,
      lawful: verdict.lawful,
      article: name,
      text,
      how: verdict.how,
      earliest: verdict.earliest?.toISOString() ?? null,
    };
  });
}

/** Throws SCHEDULE_ILLEGAL with the first finding that is not lawful in its words, and all of them in the facts. */
export function requireLawfulSchedule(
  schedule: Schedule,
  calendar: WorkCalendar,
  now: Date,
): Finding[] {
  const findings = checkSchedule(schedule, calendar, now);
  const broken = findings.filter(f => !f.lawful);
  const [first] = broken;
  if (first)
    throw new RuleError('SCHEDULE_ILLEGAL', `${first.how}（${first.article}）`, {
      findings: broken,
    });
  return findings;
}
