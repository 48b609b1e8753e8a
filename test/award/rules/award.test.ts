import { describe, expect, test } from 'vitest';
import {
  openWindow,
  requireMayAward,
  requireStanding,
  requireWindowOpen,
  resumeWindow,
  stopWindow,
  winnerOf,
} from '../../../src/award/rules/award.ts';
import { addDays, chinaCalendar } from '../../../src/kernel/calendar.ts';

const at = (text: string) => new Date(`${text}+08:00`);
const code = (name: string) => expect.objectContaining({ code: name });
const window = openWindow(at('2026-09-14T10:00:00'), chinaCalendar);

describe('the window of the candidates (B54)', () => {
  test('lasts three whole days after the day of publication', () =>
    expect(window.endsAt).toEqual(at('2026-09-18T00:00:00')));

  test('does not end on a day of rest: Thursday’s window ends with Monday', () =>
    expect(openWindow(at('2026-09-10T10:00:00'), chinaCalendar).endsAt).toEqual(
      at('2026-09-15T00:00:00'),
    ));

  test('does not end in a holiday: of 29 September 2026 it ends with the first day worked after', () =>
    expect(openWindow(at('2026-09-29T10:00:00'), chinaCalendar).endsAt).toEqual(
      at(`${addDays(chinaCalendar.roll('2026-10-02'), 1)}T00:00:00`),
    ));

  test('takes an objection at its last millisecond and refuses one at its end', () => {
    requireWindowOpen('candidates', window, new Date(window.endsAt.getTime() - 1));
    expect(() => requireWindowOpen('candidates', window, window.endsAt)).toThrow(
      code('DEADLINE_PASSED'),
    );
  });

  test('takes no objection before candidates are published nor after the award', () => {
    for (const state of ['none', 'awarded'] as const)
      expect(() => requireWindowOpen(state, window, at('2026-09-15T00:00:00'))).toThrow(
        code('WRONG_STATE'),
      );
  });

  test('an objection stops the clock; the time that was left runs on after the answer', () => {
    const stopped = stopWindow(window, at('2026-09-15T10:00:00'));
    const resumed = resumeWindow(stopped, at('2026-09-16T12:00:00'), chinaCalendar);
    // 62 hours were left; 09-19 is a Saturday, and Sunday 09-20 is worked for the holiday to come.
    expect(resumed.endsAt).toEqual(at('2026-09-21T00:00:00'));
  });

  test('the remaining time is exact when it ends on a working day', () => {
    const stopped = stopWindow(window, at('2026-09-17T10:00:00'));
    expect(resumeWindow(stopped, at('2026-09-21T09:30:00'), chinaCalendar).endsAt).toEqual(
      at('2026-09-21T23:30:00'),
    );
  });

  test('a second objection does not stop it twice, and is taken while it stands', () => {
    const stopped = stopWindow(window, at('2026-09-15T10:00:00'));
    expect(stopWindow(stopped, at('2026-09-16T10:00:00'))).toBe(stopped);
    requireWindowOpen('candidates', stopped, at('2026-12-31T10:00:00'));
  });

  test('resuming a running clock changes nothing', () =>
    expect(resumeWindow(window, at('2026-09-15T10:00:00'), chinaCalendar)).toBe(window));
});

describe('the award', () => {
  const after = window.endsAt;

  test('is refused before the window has ended', () =>
    expect(() => requireMayAward('candidates', window, 0, new Date(after.getTime() - 1))).toThrow(
      code('WRONG_STATE'),
    ));

  test('is refused while an objection waits, however late it is', () =>
    expect(() =>
      requireMayAward(
        'candidates',
        stopWindow(window, at('2026-09-15T10:00:00')),
        1,
        at('2027-01-01T00:00:00'),
      ),
    ).toThrow(code('OBJECTION_PENDING')));

  test('is refused without published candidates, and twice', () => {
    expect(() => requireMayAward('none', null, 0, after)).toThrow(code('WRONG_STATE'));
    expect(() => requireMayAward('awarded', window, 0, after)).toThrow(code('WRONG_STATE'));
  });

  test('is possible the moment the window ends', () =>
    expect(() => requireMayAward('candidates', window, 0, after)).not.toThrow());

  test('goes to rank 1, and to the next that stands when it gave up (B55)', () => {
    const candidates = [
      { rank: 2, outReason: null },
      { rank: 1, outReason: null },
      { rank: 3, outReason: null },
    ];
    expect(winnerOf(candidates).rank).toBe(1);
    expect(
      winnerOf(candidates.map(c => (c.rank === 1 ? { ...c, outReason: '放弃' } : c))).rank,
    ).toBe(2);
  });

  test('is impossible when nobody stands: re-tender', () =>
    expect(() => winnerOf([{ rank: 1, outReason: '放弃' }])).toThrow(code('WRONG_STATE')));

  test('a candidate drops out once, and only while candidates are published', () => {
    expect(() => requireStanding('awarded', { rank: 1, outReason: null })).toThrow(
      code('WRONG_STATE'),
    );
    expect(() => requireStanding('candidates', undefined)).toThrow(code('NOT_FOUND'));
    expect(() => requireStanding('candidates', { rank: 1, outReason: '放弃' })).toThrow(
      code('WRONG_STATE'),
    );
  });
});
