import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { CreditRecord } from '../../contracts/credit.ts';
import { creditDocument } from '../../src/credit/credit-pdf.ts';
import { creditRulesSha256, rulesAt } from '../../src/credit/rules/rule-set.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { sha256Hex } from '../../src/platform/digest.ts';
import { typeset } from '../../src/platform/pdf/typeset.ts';
import { textOf } from '../platform/pdf-text.ts';

const papers = resolve(import.meta.dirname, '../../var/screens');
const at = '2026-11-22T03:00:00.000Z';
const rules = rulesAt(new Date(at));
const line = (i: number, counted: number): CreditRecord['lines'][number] => ({
  fact: {
    ...{ id: `entry:${i}`, kind: 'penalty-general', matter: `m${i}`, on: at, publishedAt: at },
    source: {
      title: { zh: `云江市市场监督管理局的处罚决定 ${i}`, en: 'A penalty' },
      ...{ reference: `云建罚字〔2026〕${i}号`, event: null, href: null, sha256: null },
    },
    ...{ until: null, pauses: [] },
  },
  article: { zh: '第九条第二项', en: 'art. 9 (2)' },
  ...{ points: -10, counted, expires: at, cause: counted === 0 ? 'same-matter' : null },
  disputed: i === 1,
});
const lines = Array.from({ length: 30 }, (_, i) => line(i, i < 5 ? -10 : 0));
const record: CreditRecord = {
  ...{ code: '91330100MA2H000000', name: '云江同泽建筑工程有限公司', city: '云江市', at },
  ...{ rules: rules.version, rulesSha256: creditRulesSha256(rules), base: rules.base },
  ...{ score: rules.base - 50, band: 'D', lines },
};
const frame = { centre: '云江市公共资源交易中心', url: 'https://example.test/credits/1' };

test('the paper holds every line with its source, adds up to its score, and names its rules and hash', async () => {
  const pdf = await typeset(creditDocument(record, frame));
  mkdirSync(papers, { recursive: true });
  writeFileSync(join(papers, 'credit-record.pdf'), pdf);
  const text = (await textOf(pdf)).join('');
  for (const { fact } of lines) expect(text).toContain(fact?.source.reference);
  expect(text).toContain('同一行为已按更重的一项计');
  expect(text.match(/异议办理中/g)).toHaveLength(1);
  const sum = [...text.matchAll(/−10−10/g)].length * -10;
  expect(record.base + sum).toBe(record.score);
  const plain = text.replaceAll(/\s/g, '');
  expect(plain).toContain(rules.standard.zh);
  expect(plain).toContain(sha256Hex(canonicalText(record)));
});

test('what is no longer public leaves its points and nothing else', async () => {
  const hidden = { ...line(7, -10), fact: null };
  const pdf = await typeset(creditDocument({ ...record, lines: [hidden] }, frame));
  const text = (await textOf(pdf)).join('');
  expect(text).toContain('已不再公示的事实');
  expect(text).not.toContain('第九条');
});
