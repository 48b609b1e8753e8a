import { describe, expect, test } from 'vitest';
import {
  requireNamed,
  requireSubcontracting,
  type Subcontractor,
} from '../../src/contract/rules/subcontracting.ts';
import { creditCheckCharacter } from '../../src/registry/rules.ts';

const codeOf = (first17: string) => first17 + creditCheckCharacter(first17);
const given: Subcontractor = {
  name: '云江安装工程有限公司',
  code: codeOf('91530100MA6K00001'),
  kind: 'special',
  part: '消防设施工程',
  amount: '100.00',
};
const terms = (...subcontractors: Subcontractor[]) => ({
  ...{ amount: '1000.00', periodDays: 540, manager: '经理甲', signedOn: '2026-09-18' },
  ...{ performanceBond: '0.00', documentSha256: '00'.repeat(32), subcontractors },
});
const tender = { winner: '云江建设有限公司', industry: 'building' } as const;
const refused = (code = 'SUBCONTRACT_UNLAWFUL') => expect.objectContaining({ code });

describe('what the winner may give to others (A48, B59)', () => {
  test.each([
    ['nothing', []],
    ['a special works', [given]],
    ['two parts to one firm', [given, { ...given, part: '防水工程' }]],
    ['the steel of the main structure', [{ ...given, kind: 'steel' as const, part: '主体钢结构' }]],
    ['the labour on the main structure', [{ ...given, kind: 'labour' as const, part: '主体砌筑' }]],
  ])('%s is taken', (_, subs) =>
    expect(() => requireSubcontracting(terms(...subs), tender)).not.toThrow(),
  );
  test.each([
    ['the main structure by its kind', { kind: 'main' as const }],
    ['the main structure by its name', { part: '3 号楼主体结构施工' }],
    ['a key work by its name', { part: '关键性工作：盾构掘进' }],
    ['the winner itself', { name: tender.winner }],
    ['the whole of the works', { amount: '1000.00' }],
    ['nothing to pay', { amount: '0.00' }],
  ])('%s is refused', (_, change) =>
    expect(() => requireSubcontracting(terms({ ...given, ...change }), tender)).toThrow(refused()),
  );
  test('all in pieces, labour among them, is refused; the same part twice too', () => {
    const pieces = [
      { ...given, amount: '600.00' },
      { ...given, kind: 'labour' as const, part: '劳务', amount: '400.00' },
    ];
    expect(() => requireSubcontracting(terms(...pieces), tender)).toThrow(refused());
    expect(() => requireSubcontracting(terms(given, given), tender)).toThrow(refused());
  });
  test('a road gives away 30 % at most, labour not counted; a building has no such figure', () => {
    const road = { ...tender, industry: 'transport' } as const;
    const share = (amount: string) => terms({ ...given, amount });
    expect(() => requireSubcontracting(share('300.00'), road)).not.toThrow();
    expect(() => requireSubcontracting(share('300.01'), road)).toThrow(refused());
    expect(() => requireSubcontracting(share('300.01'), tender)).not.toThrow();
    const labour = { ...given, kind: 'labour' as const, part: '劳务', amount: '200.00' };
    const both = terms({ ...given, amount: '300.00' }, labour);
    expect(() => requireSubcontracting(both, road)).not.toThrow();
  });
  test('a code with a wrong check character is refused', () => {
    const [first17, last] = [given.code.slice(0, 17), given.code[17]];
    const code = first17 + (last === '0' ? '1' : '0');
    const wrong = terms({ ...given, code });
    expect(() => requireSubcontracting(wrong, tender)).toThrow(refused('MALFORMED'));
  });
  test('a code that the register knows under another name, and the winner’s own, are refused', () => {
    const winner = codeOf('91530100MA6K00002');
    expect(() => requireNamed(given, { registered: null, winner })).not.toThrow();
    expect(() => requireNamed(given, { registered: given.name, winner })).not.toThrow();
    expect(() => requireNamed(given, { registered: '别的公司', winner })).toThrow(refused());
    expect(() => requireNamed(given, { registered: null, winner: given.code })).toThrow(refused());
  });
});
