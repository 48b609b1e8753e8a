import type { Hall } from '../../../contracts/opening.ts';
import { secondOn } from '../../moment.ts';
import { countsOf } from './hall.ts';

type Say = (key: string, values?: Record<string, unknown>) => string;
interface Step {
  readonly title: string;
  readonly note?: string | undefined;
}

/** Which step of `stepsOf` each stage is. */
export const stepOf: Readonly<Record<Hall['stage'], number>> = {
  waiting: 0,
  failed: 0,
  releasing: 2,
  reading: 4,
  signing: 5,
  finished: 6,
};

/** The six steps of an opening with what is known of each; an opening that fails is closed and names nobody. */
export function stepsOf(hall: Hall, t: Say): Step[] {
  const { n, done } = countsOf(hall.bids);
  const closed = hall.closedAt === null ? undefined : secondOn(hall.closedAt);
  const signedIn = hall.bids.filter(bid => bid.signedInAt !== null).length;
  const revealed = hall.revealedAt === null ? undefined : secondOn(hall.revealedAt);
  const signatures = hall.record?.signatures.length;
  const sealed = n > 0;
  return [
    { title: t('s1'), note: sealed ? t('s1n', { time: closed, n }) : closed },
    { title: t('s2'), note: sealed ? `${signedIn} / ${n}` : undefined },
    { title: t('s3'), note: sealed ? releaseNote(hall, { done, n }, t) : undefined },
    { title: t('s4'), note: revealed },
    { title: t('s5') },
    { title: t('s6'), note: signatures === undefined ? undefined : t('s6n', { n: signatures }) },
  ];
}

function releaseNote(hall: Hall, counts: { done: number; n: number }, t: Say): string {
  if (hall.revealedAt !== null) return t('s3over', counts);
  return t('s3n', { ...counts, time: hall.windowEndsAt ? secondOn(hall.windowEndsAt) : '' });
}
