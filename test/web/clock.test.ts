import { describe, expect, test } from 'vitest';
import { type Ping, serverTime, synchronise } from '../../web/clock.ts';

const ping = (sent: number, trip: number, offset: number, share = 0.5): Ping => ({
  sent,
  received: sent + trip,
  server: sent + trip * share + offset,
});

describe('the clock follows the server', () => {
  test('even trips give the offset, and half a trip as its accuracy', () => {
    const sync = synchronise([ping(0, 20, 5_000), ping(100, 20, 5_000), ping(200, 20, 5_000)]);
    expect(serverTime(sync, 1_000)).toBe(6_000);
    expect(sync.accuracy).toBe(10);
  });

  test('a ping that waited in a queue does not move it', () => {
    const pings = [ping(0, 20, 5_000), ping(100, 900, 5_000, 0.95), ping(1_200, 22, 5_000)];
    expect(serverTime(synchronise(pings), 2_000)).toBe(7_000);
  });

  test('pings that disagree widen the accuracy', () => {
    const sync = synchronise([ping(0, 20, 5_000), ping(100, 20, 5_016), ping(200, 24, 5_008)]);
    expect(sync.accuracy).toBe(18);
  });

  test('in a demo city that runs sixty times as fast, so does the clock', () => {
    const pings = [0, 100, 200].map(sent => ({
      sent,
      received: sent + 20,
      server: 1_000_000 + (sent + 10) * 60,
    }));
    const sync = synchronise(pings, 60);
    expect(serverTime(sync, 1_000)).toBe(1_060_000);
    expect(sync.accuracy).toBe(10);
  });

  test('no ping, no clock', () => {
    expect(() => synchronise([])).toThrow('at least one ping');
  });
});
