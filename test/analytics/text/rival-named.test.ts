import { expect, test } from 'vitest';
import { rivalNamed } from '../../../src/analytics/text/rival-named.ts';

const rivals = [
  { bidder: '甲', names: ['苏建第二工程有限公司', '91320500MA1A'] },
  { bidder: '乙', names: ['苏建第二工程', '恒通市政 建设有限公司'] },
];
const named = (bidder: string, text: string, tender = '') =>
  rivalNamed(bidder, text, rivals, tender);

test('positive: the rival’s name, blanks and width aside, or its credit code', () => {
  expect(named('甲', '恒通市政\n建设有限公司承诺：').evidence.named).toEqual([
    { rival: '乙', name: '恒通市政 建设有限公司' },
  ]);
  expect(named('乙', '统一代码 ９１３２０５００ＭＡ１Ａ').strength).toBe(0.95);
});

test('negative: only its own names, though one holds a rival’s', () => {
  expect(named('甲', '苏建第二工程有限公司承诺').strength).toBe(0);
});

test('innocent: the tender itself mentions that name', () => {
  const tender = '设计单位：恒通市政建设有限公司';
  expect(named('甲', '恒通市政建设有限公司的图纸', tender).strength).toBe(0);
});
