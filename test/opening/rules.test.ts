import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/kernel/bytes.ts';
import {
  fateOfUnreleased,
  isDue,
  isRevealDue,
  readForm,
  requireRelease,
  requireSignIn,
  requireWindow,
  standing,
} from '../../src/opening/rules.ts';

const deadline = new Date('2026-09-10T07:00:00.000Z');
const at = (ms: number) => new Date(deadline.getTime() + ms);
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('the close', () => {
  test('is due at the deadline itself, not a millisecond before', () => {
    const lot = { state: 'bidding', deadline } as const;
    expect([isDue(lot, at(-1)), isDue(lot, deadline), isDue(lot, at(86_400_000))]).toEqual([
      false,
      true,
      true,
    ]);
  });
  test.each(['suspended', 'opening', 'failed'] as const)(
    'is not due for a lot that is %s',
    state => {
      expect(isDue({ state, deadline }, at(1))).toBe(false);
    },
  );
  test('seals the newest bid of each bidder, and none of one that withdrew', () => {
    const all = [
      { organisation: 'a', sequence: 1, kind: 'submitted' },
      { organisation: 'a', sequence: 2, kind: 'submitted' },
      { organisation: 'b', sequence: 1, kind: 'submitted' },
      { organisation: 'b', sequence: 2, kind: 'withdrawn' },
      { organisation: 'c', sequence: 3, kind: 'submitted' },
      { organisation: 'c', sequence: 2, kind: 'withdrawn' },
    ] as const;
    const { sealed, superseded } = standing(all);
    expect(sealed.map(b => [b.organisation, b.sequence])).toEqual([
      ['a', 2],
      ['c', 3],
    ]);
    expect(superseded.map(b => [b.organisation, b.sequence])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
  });
});

describe('sign-in', () => {
  const lot = { state: 'bidding', deadline } as const;
  test('begins one hour before the deadline', () => {
    expect(() => requireSignIn(lot, 'waiting', at(-3_600_001))).toThrow(code('WRONG_STATE'));
    requireSignIn(lot, 'waiting', at(-3_600_000));
  });
  test('goes on while bids are released, and ends with the reveal', () => {
    requireSignIn({ ...lot, state: 'opening' }, 'releasing', at(1));
    expect(() => requireSignIn({ ...lot, state: 'opening' }, 'reading', at(1))).toThrow(
      code('WRONG_STATE'),
    );
  });
});

describe('the release window', () => {
  const hall = { stage: 'releasing', windowEndsAt: at(1_800_000) } as const;
  test('takes a release a millisecond before its end and none at its end (C30)', () => {
    requireWindow(hall, at(1_799_999));
    expect(() => requireWindow(hall, at(1_800_000))).toThrow(code('WINDOW_CLOSED'));
  });
  test('ends early when all have released, and at its end when not', () => {
    expect(isRevealDue(hall, 0, at(1))).toBe(true);
    expect(isRevealDue(hall, 1, at(1_799_999))).toBe(false);
    expect(isRevealDue(hall, 1, at(1_800_000))).toBe(true);
    expect(isRevealDue({ ...hall, stage: 'reading' }, 0, at(1))).toBe(false);
  });
});

describe('a release', () => {
  const sealed = [
    { id: 'opening', innerSha256: 'aa' },
    { id: 'price', innerSha256: 'bb' },
  ];
  test('hands over exactly the inner packages that were sealed, in any order', () => {
    requireRelease(sealed, [
      { envelope: 'price', innerSha256: 'bb' },
      { envelope: 'opening', innerSha256: 'aa' },
    ]);
  });
  test.each([
    ['one envelope missing', [{ envelope: 'opening', innerSha256: 'aa' }]],
    [
      'one envelope twice',
      [
        { envelope: 'opening', innerSha256: 'aa' },
        { envelope: 'opening', innerSha256: 'aa' },
      ],
    ],
    [
      'another inner package',
      [
        { envelope: 'opening', innerSha256: 'aa' },
        { envelope: 'price', innerSha256: 'cc' },
      ],
    ],
  ])('with %s is refused', (_, released) => {
    expect(() => requireRelease(sealed, released)).toThrow(code('RELEASE_MISMATCH'));
  });
});

describe('whose fault an unopened bid is (C31)', () => {
  test('the bidder’s, when the platform still holds what it received: 视为撤销', () => {
    expect(fateOfUnreleased(true, null)).toMatchObject({ fate: 'revoked', owner: 'bidder' });
    expect(fateOfUnreleased(true, 'no-key').cause?.zh).toContain('没有找到证书介质');
  });
  test('the platform’s, when it does not, whatever the bidder reported: 视为撤回', () => {
    expect(fateOfUnreleased(false, 'other')).toMatchObject({
      fate: 'withdrawn-by-platform',
      owner: 'platform',
    });
  });
});

describe('the opening form', () => {
  const form = {
    price: '218940216.50',
    periodDays: 530,
    manager: '宋闻远',
    managerCertificate: '京1112020202112345',
    quality: '合格',
    bond: '2000000.00',
  };
  const read = (value: unknown) => readForm(utf8(JSON.stringify(value)), '238600000.00');
  test('is read out as it is written', () => {
    expect(read(form)).toEqual({ ...form, overCeiling: false });
  });
  test('over the ceiling is marked and left to the committee (B51)', () => {
    expect(read({ ...form, price: '238600000.01' })?.overCeiling).toBe(true);
    expect(read({ ...form, price: '238600000.00' })?.overCeiling).toBe(false);
  });
  test.each([
    ['two prices (B51)', { ...form, alternative: '1.00' }],
    ['a price that is not yuan with two decimals', { ...form, price: '2.1e8' }],
    ['a missing period', { ...form, periodDays: undefined }],
    ['a list', [form]],
    ['nothing', null],
  ])('with %s is a defect, not an error', (_, value) => {
    expect(read(value)).toBeNull();
  });
  test('that is not JSON is a defect', () => {
    expect(readForm(Uint8Array.of(0xff, 0xfe), '1.00')).toBeNull();
  });
});
