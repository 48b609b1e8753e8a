import { describe, expect, test } from 'vitest';
import { Hall } from '../../contracts/opening.ts';
import type { ShownEvent } from '../../contracts/rooms.ts';
import { emptyHall, reduceHall, viewHallEvent } from '../../src/opening/reducer.ts';

const ids = [1, 2, 3].map(n => `0190a5a0-0000-7000-8000-00000000000${n}`);
const root = 'e4'.repeat(32);
const at = '2026-09-10T07:00:01.000Z';
const event = (type: string, data: Record<string, unknown>): ShownEvent => ({
  id: ids[0] ?? '',
  type: `opening.${type}`,
  at,
  data,
});
const closed = event('closed', {
  root,
  count: 3,
  windowEndsAt: '2026-09-10T07:30:00.000Z',
  bids: ids.map((bid, i) => ({
    bid,
    number: i + 1,
    organisation: bid,
    bidder: `投标人${i + 1}`,
    signedInAt: null,
  })),
});
const opened = {
  price: '1.00',
  periodDays: 1,
  manager: '甲',
  managerCertificate: '',
  quality: '合格',
  bond: null,
  overCeiling: false,
};
const words = (zh: string) => ({ zh, en: 'why' });
const play = (...events: ShownEvent[]) => Hall.parse(events.reduce(reduceHall, emptyHall));

describe('the hall', () => {
  test('is empty before the close', () => {
    expect(play()).toMatchObject({ stage: 'waiting', bids: [], log: [] });
  });
  test('shows names at the close and no price', () => {
    const hall = play(closed);
    expect(hall.stage).toBe('releasing');
    expect(hall.bids.map(b => [b.bidder, b.release, b.opened])).toEqual([
      ['投标人1', 'waiting', null],
      ['投标人2', 'waiting', null],
      ['投标人3', 'waiting', null],
    ]);
  });
  test('that fails for want of bidders names nobody (B44)', () => {
    const none = event('closed', { root, count: 2, windowEndsAt: null, bids: [] });
    const hall = play(none, event('failed', { count: 2 }));
    expect([hall.stage, hall.bids]).toEqual(['failed', []]);
  });
  test('shows a failure with its cause and owner, and forgets it after the release', () => {
    const failed = event('release-failed', {
      bid: ids[0],
      cause: 'wrong-certificate',
      detail: '',
      owner: 'bidder',
    });
    expect(play(closed, failed).bids[0]).toMatchObject({ release: 'failed', owner: 'bidder' });
    const released = event('released', { bid: ids[0], recovery: true });
    expect(play(closed, failed, released).bids[0]).toMatchObject({
      release: 'released',
      cause: null,
      owner: null,
    });
  });
  test('reveals all at once, with the fate of each', () => {
    const fates = [
      { bid: ids[0], fate: 'opened', cause: null, owner: null, opened },
      { bid: ids[1], fate: 'revoked', cause: words('没有操作'), owner: 'bidder', opened: null },
      { bid: ids[2], fate: 'defective', cause: words('格式不对'), owner: 'bidder', opened: null },
    ];
    const hall = play(closed, event('revealed', { bids: fates, effective: 2, drawn: {} }));
    expect(hall.stage).toBe('reading');
    expect(hall.bids.map(b => [b.release, b.opened?.price ?? null])).toEqual([
      ['released', '1.00'],
      ['revoked', null],
      ['released', null],
    ]);
    expect(hall.log.at(-1)?.text.zh).toContain('少于 3 个');
  });
  test('keeps questions with their answers, the record and who signed it', () => {
    const hall = play(
      closed,
      event('asked', { question: ids[0], from: '投标人1', text: '限价是否含暂列金额？' }),
      event('answered', { question: ids[0], from: '主持人', text: '含' }),
      event('recorded', { sha256: root }),
      event('record-signed', { name: '投标人1' }),
      event('finished', {}),
    );
    expect(hall.questions[0]).toMatchObject({ answer: '含', answeredAt: at });
    expect(hall).toMatchObject({
      stage: 'finished',
      record: { signatures: [{ name: '投标人1' }] },
    });
  });
  test('passes over events that it does not know', () => {
    expect(play(event('something-new', {}))).toEqual(play());
  });
});

describe('what a viewer sees of a failure', () => {
  const failed = event('release-failed', {
    bid: ids[0],
    organisation: 'mine',
    cause: 'other',
    detail: '本机提示 0x8009',
    owner: 'bidder',
  });
  const detail = (organisation: string | null, staff: boolean) =>
    viewHallEvent(failed, { organisation, staff }).data.detail;
  test('the detail is for the bidder itself, the centre and the supervisor', () => {
    expect(detail('mine', false)).toBe('本机提示 0x8009');
    expect(detail(null, true)).toBe('本机提示 0x8009');
  });
  test('others see the cause alone', () => {
    expect([detail('another', false), detail(null, false)]).toEqual(['', '']);
  });
});
