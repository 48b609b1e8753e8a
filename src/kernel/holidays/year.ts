import { z } from 'zod';

const Day = z.iso.date();

/**
 * One year's public holidays. An operator replaces or adds a year with a JSON file of this shape and a higher `version`.
 * `provisional`: the State Council has not yet published the arrangement; only statutory days are known.
 */
export const HolidayYear = z.strictObject({
  year: z.int().min(2000).max(2200),
  version: z.int().min(1),
  provisional: z.boolean(),
  source: z.string().min(1),
  sourceEn: z.string().min(1).optional(),
  /** Days off, by name; both ends included. */
  holidays: z.array(
    z.strictObject({ name: z.string(), nameEn: z.string().optional(), from: Day, to: Day }),
  ),
  /** Saturdays and Sundays that are worked 调休上班. */
  makeUpDays: z.array(Day),
});
export type HolidayYear = z.infer<typeof HolidayYear>;
