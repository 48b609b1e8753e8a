import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { clueDocument } from '../../src/clues/clue-pdf.ts';
import { typeset } from '../../src/platform/pdf/typeset.ts';
import { aSnapshot } from '../blacklist/whole-case.ts';
import { textOf } from '../platform/pdf-text.ts';

const papers = resolve(import.meta.dirname, '../../var/screens');
const raisedAt = new Date('2026-11-22T03:00:00.000Z');
const snapshot = aSnapshot('0198f2a4-0000-7000-8000-000000000001', raisedAt);
const frame = {
  ...{ centre: '云江市公共资源交易中心', url: 'https://example.test/app/clues/1' },
  ...{
    madeAt: raisedAt.toISOString(),
    state: 'held' as const,
    owner: '苏晚晴',
    verdict: null,
    log: null,
  },
};

test('every page of a clue’s report says that it is no finding; each reason stands with its innocent explanation', async () => {
  const reasons = Array.from({ length: 40 }, (_, i) => ({
    ...(snapshot.reasons[i % 2] ?? snapshot.reasons[0]),
    rule: `rule-${i}`,
  }));
  const pdf = await typeset(clueDocument({ ...snapshot, reasons } as typeof snapshot, frame));
  const pages = await textOf(pdf);
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) expect(page).toContain('线索不等于认定');
  const text = pages.join('');
  expect(text.split('两家用同一打印店或代办点的电脑')).toHaveLength(21);
  expect(text).toContain('招标投标法实施条例第四十条第一项');
});

test('the start and the weights on paper sum up to the score', async () => {
  const pdf = await typeset(clueDocument(snapshot, frame));
  mkdirSync(papers, { recursive: true });
  writeFileSync(join(papers, 'clue-report.pdf'), pdf);
  const text = (await textOf(pdf)).join('');
  const weights = [...text.matchAll(/[+−]\d\.\d\d/g)].map(([n]) => Number(n.replace('−', '-')));
  const sum = weights.reduce((a, b) => a + b, 0);
  expect(weights).toHaveLength(3);
  expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(snapshot.score, 2);
  expect(text).toContain(snapshot.score.toFixed(2));
});
