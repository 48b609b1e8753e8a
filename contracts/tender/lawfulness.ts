import { z } from 'zod';
import { route, Time } from '../route.ts';
import { LotRules } from './lot-rules.ts';
import { Schedule } from './project.ts';

/** One date or rule, judged: its article, its text, and the earliest lawful moment where there is one. */
export const Finding = z.object({
  item: z.string(),
  lawful: z.boolean(),
  article: z.string(),
  articleEn: z.string(),
  text: z.string(),
  textEn: z.string(),
  how: z.string(),
  howEn: z.string(),
  earliest: Time.nullable(),
});
export type Finding = z.infer<typeof Finding>;

export const checkSchedule = route({
  method: 'post',
  path: '/schedule/check',
  roles: ['public'],
  body: z.object({ schedule: Schedule, industry: LotRules.shape.industry }),
  reply: z.object({ findings: z.array(Finding) }),
  summary: 'Judge a schedule by the law',
});

export const readMethod = route({
  method: 'get',
  path: '/methods/:method',
  roles: ['public'],
  params: z.object({ method: z.literal('open-tender') }),
  reply: z.object({
    rules: LotRules,
    articles: z.array(
      Finding.pick({ article: true, articleEn: true, text: true, textEn: true }).extend({
        field: z.string(),
      }),
    ),
  }),
  summary: 'A trading method: its default rules and the article of each',
});

export const readCalendar = route({
  method: 'get',
  path: '/calendar/:year',
  roles: ['public'],
  params: z.object({ year: z.coerce.number().int().min(2020).max(2100) }),
  reply: z.object({
    year: z.int(),
    provisional: z.boolean(),
    source: z.string(),
    sourceEn: z.string(),
    days: z.array(
      z.object({
        date: z.iso.date(),
        kind: z.enum(['holiday', 'workday']),
        name: z.string(),
        nameEn: z.string().optional(),
      }),
    ),
  }),
  summary: 'Public holidays and make-up working days',
});
