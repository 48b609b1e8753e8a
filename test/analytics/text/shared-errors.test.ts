import { describe, expect, test } from 'vitest';
import { Background } from '../../../src/analytics/text/background.ts';
import { oddities, sharedOddities } from '../../../src/analytics/text/odd-layout.ts';
import { sharedErrors } from '../../../src/analytics/text/shared-errors.ts';
import {
  foreignNames,
  sharedForeignNames,
  sharedTokens,
} from '../../../src/analytics/text/shared-tokens.ts';

const right = '建立质量保证体系，落实安全生产责任制，联系电话 0512-88886666。';
const wrong = '建立质量保正体系，落实安全生产责任制。';
const independent = () => {
  const background = new Background();
  for (let i = 0; i < 20; i++) background.add(`${right}第${i}家`);
  return background;
};

describe('shared slips', () => {
  test('positive: both write 保正 where twenty others write 保证', () => {
    const [found, ...more] = sharedErrors(`甲：${wrong}`, `乙方：${wrong}`, independent());
    expect(more).toEqual([]);
    expect(found).toMatchObject({ wrote: '正', usual: '证', atA: 7, atB: 8 });
    expect(found?.strength).toBeCloseTo(Math.log(22), 9);
  });
  test('negative: only one of them errs', () => {
    expect(sharedErrors(wrong, right, independent())).toEqual([]);
  });
  test('innocent: the slip is everybody’s, from the tender or an input method', () => {
    const background = independent();
    for (let i = 0; i < 8; i++) background.add(wrong);
    expect(sharedErrors(wrong, wrong, background)).toEqual([]);
  });
  test('innocent: figures differ by right', () => {
    const background = new Background();
    for (let i = 0; i < 9; i++) background.add('压实度不小于95个百分点');
    const mine = '压实度不小于96个百分点';
    expect(sharedErrors(mine, mine, background)).toEqual([]);
  });
});

describe('rare tokens', () => {
  const a = '技术负责人电话：１３８１２３４５６７８，图号 SG-07-b。';
  const b = '联系 13812345678 （见图 sg-07-B）';
  test('positive: a telephone number and a drawing number, whatever their width and case', () => {
    const found = sharedTokens(a, b, independent(), '');
    expect(found.map(({ token }) => token)).toEqual(['13812345678', 'sg-07-b']);
  });
  test('negative: each has its own', () => {
    expect(sharedTokens(a, '联系 13900001111', independent(), '')).toEqual([]);
  });
  test('innocent: the tender gives the number; or many independent documents have it', () => {
    expect(sharedTokens(a, b, independent(), '招标人 13812345678 图 SG-07-b')).toEqual([]);
    expect(sharedTokens(right, right, independent(), '')).toEqual([]);
  });
});

test('the name of another project, left in both', () => {
  const others = ['滨河路改造工程', '城北污水厂', '人民路二期'];
  const own = '人民路二期雨污分流工程';
  const of = (text: string) => foreignNames(text, own, others);
  const a = of('人民路二期雨污分流工程……确保滨河路改造工程按期完工');
  expect(a).toEqual([{ name: '滨河路改造工程', at: 15 }]);
  expect(sharedForeignNames(a, of('滨河路改造工程的重点是'))).toHaveLength(1);
  expect(sharedForeignNames(a, of('人民路二期雨污分流工程'))).toEqual([]);
});

describe('odd layout', () => {
  const odd = '确保工期。。按期完成,并做好（防护) 养 护工作';
  test('positive: the same slips of the keyboard at the same words', () => {
    const found = sharedOddities(odd, `第一章 ${odd}`, '');
    expect(found.map(({ kind }) => kind).sort()).toEqual([
      'blank-inside',
      'doubled-mark',
      'half-width-mark',
      'unclosed-bracket',
    ]);
  });
  test('negative: slips of the same kind at other words', () => {
    expect(sharedOddities('确保工期。。按期', '文明施工。。环保', '')).toEqual([]);
  });
  test('innocent: the tender has the same slip', () => {
    expect(sharedOddities(odd, odd, odd)).toEqual([]);
    expect(oddities('正常的一句话，没有毛病。')).toEqual([]);
  });
});
