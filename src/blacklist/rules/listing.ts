import type { AppealKind, SanctionState } from '../../../contracts/sanctions.ts';
import { addMonths, type WorkCalendar } from '../../kernel/calendar.ts';
import type { Moves } from '../../kernel/move.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { endOf, terms } from './due.ts';
import type { Ground } from './grounds.ts';

export const sanctionMoves: Moves<SanctionState> = {
  'in-effect': ['suspended', 'repaired', 'revoked', 'expired'],
  suspended: ['in-effect', 'repaired', 'revoked'],
  repaired: [],
  revoked: [],
  expired: [],
};

/** What each entry of the feed does to a listing; a listing itself begins in effect. */
export const stateAfter = {
  listed: 'in-effect',
  suspended: 'suspended',
  resumed: 'in-effect',
  repaired: 'repaired',
  revoked: 'revoked',
  expired: 'expired',
} as const satisfies Record<string, SanctionState>;
export type EntryKind = keyof typeof stateAfter;

export interface Listing {
  readonly state: SanctionState;
  readonly from: Date;
  readonly until: Date | null;
}

/** The end of a ban of so many calendar months; null: for good. */
export const endAfter = (from: Date, months: number | null): Date | null =>
  months === null ? null : addMonths(from, months);

/** Time in which a listing was suspended does not count: its end moves on by it. */
export const resumedEnd = (until: Date | null, suspendedAt: Date, now: Date): Date | null =>
  until && new Date(until.getTime() + now.getTime() - suspendedAt.getTime());

/** Only what stands on the list can be appealed against; review within sixty days, repair after the ground's own time. */
export function requireAppealable(
  kind: AppealKind,
  listing: Listing,
  ground: Ground,
  now: Date,
  calendar: WorkCalendar,
): void {
  const ended = listing.until !== null && listing.state === 'in-effect' && now >= listing.until;
  if (sanctionMoves[listing.state].length === 0 || ended)
    throw new RuleError(
      'WRONG_STATE',
      { zh: '这条记录已经移出名单。', en: 'This entry has left the list.' },
      { state: listing.state },
    );
  const lastDay = endOf(terms.reviewFiling, listing.from, calendar);
  if (kind === 'review' && now >= lastDay)
    throw new RuleError(
      'DEADLINE_PASSED',
      {
        zh: '申请行政复议的六十日已过（行政复议法第二十条）。',
        en: 'The sixty days for a review are over (Administrative Reconsideration Law, art. 20).',
      },
      {
        until: lastDay.toISOString(),
      },
    );
  if (kind !== 'repair') return;
  if (ground.repairAfterMonths === null)
    throw new RuleError(
      'WRONG_STATE',
      { zh: `${ground.zh}依法不能修复。`, en: `${ground.en}: the law allows no repair.` },
      { reason: 'never' },
    );
  const first = addMonths(listing.from, ground.repairAfterMonths);
  if (now < first)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: `列入满 ${ground.repairAfterMonths} 个月后才能申请信用修复。`,
        en: `Repair can be asked for ${ground.repairAfterMonths} months after the listing.`,
      },
      { reason: 'too-early', from: first.toISOString() },
    );
}
