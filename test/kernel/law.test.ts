import { expect, test } from 'vitest';
import { articleWords } from '../../src/kernel/law.ts';

test('an article of law is said in English as screens cite it', () => {
  const rows = [
    ['招标投标法实施条例第四十条第四项', 'Implementing Regulations, art. 40 (4)'],
    ['实施条例第五十一条第（一）项', 'Implementing Regulations, art. 51 (1)'],
    ['招标投标法第二十六条', 'Bidding Law, art. 26'],
    ['民法典第二百零三条', 'Civil Code, art. 203'],
    ['民法典第一千一百六十五条', 'Civil Code, art. 1165'],
    ['招标投标法第十条', 'Bidding Law, art. 10'],
  ] as const;
  expect(rows.map(([zh]) => articleWords(zh))).toEqual(rows.map(([zh, en]) => ({ zh, en })));
});

test('an article of a law that is not known stays as the documents quote it', () => {
  const own = '招标文件第二章第三条';
  expect(articleWords(own)).toEqual({ zh: own, en: own });
});
