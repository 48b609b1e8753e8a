import { describe, expect, test } from 'vitest';
import { forecast, Pace } from '../../../web/sealing/pace.ts';

const mega = 1024 * 1024;

describe('speed is the average of the last half minute', () => {
  test('bursts are evened out, and what went before does not count', () => {
    const pace = new Pace();
    pace.begin(0);
    for (let at = 1_000; at <= 60_000; at += 1_000) pace.note(at, at <= 30_000 ? mega : 3 * mega);
    expect(pace.speed(60_000)).toBeCloseTo((3 * mega * 31) / 31, -6);
  });

  test('nothing is claimed before anything has gone', () => {
    const pace = new Pace();
    expect(pace.speed(0)).toBeNull();
    pace.begin(0);
    expect(pace.speed(100)).toBeNull();
    expect(pace.speed(5_000)).toBeNull();
  });

  test('a pause does not slow the figure down', () => {
    const pace = new Pace();
    pace.begin(0);
    pace.note(1_000, mega);
    pace.rest();
    pace.begin(100_000);
    pace.note(101_000, mega);
    expect(pace.speed(101_000)).toBe(mega);
  });
});

describe('the forecast is made against the deadline on server time', () => {
  const when = { now: 0, deadline: 60_000 };

  test('in time, with what is spare', () => {
    expect(forecast(30 * mega, mega, when)).toMatchObject({ doneAt: 30_000, spareMs: 30_000 });
  });

  test('too late, with the speed that would do', () => {
    const ahead = forecast(120 * mega, mega, when);
    expect(ahead?.spareMs).toBe(-60_000);
    expect(ahead?.needed).toBe(2 * mega);
  });

  test('a demo city whose clock runs fast leaves less time', () => {
    expect(forecast(30 * mega, mega, { ...when, clock: 4 })?.spareMs).toBe(-60_000);
  });

  test('without a speed nothing is promised; with nothing left it is done', () => {
    expect(forecast(1, null, when)).toBeNull();
    expect(forecast(0, null, when)).toMatchObject({ doneAt: 0, spareMs: 60_000 });
  });
});
