import { expect, test } from 'vitest';
import { evaluationReport } from '../../src/evaluation/report-pdf.ts';
import { typeset } from '../../src/platform/pdf/typeset.ts';
import { textOf } from '../platform/pdf-text.ts';
import { report } from './report-facts.ts';

const textOfReport = async (...args: Parameters<typeof report>) =>
  (await textOf(await typeset(evaluationReport(report(...args))))).join('');

test('the report shows every step of the price score: formula, what was left out, mean, benchmark, deviation, deduction', async () => {
  const facts = report(7, 5);
  const text = await textOfReport(7, 5);
  const thousands = (n: string | null) => {
    const [whole = '', part] = (n ?? '').split('.');
    return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part?.slice(0, 10)}`;
  };
  expect(text).toContain(thousands(facts.price.mean));
  expect(text).toContain(thousands(facts.price.benchmark));
  for (const row of facts.price.rows) {
    expect(text).toContain(row.deviation?.replace('-', '−').slice(0, 10));
    expect(text).toContain(row.score);
  }
});

test('every member’s score of every item of every bid is there', async () => {
  const facts = report(7, 5);
  const text = await textOfReport(7, 5);
  for (const items of Object.values(facts.technical.scores))
    for (const [item, scores] of Object.entries(items)) {
      const title = facts.technical.items.find(i => i.id === item);
      const kind = title?.kind === 'objective' ? '客观' : '主观';
      expect(text).toContain(`${title?.title}${kind}${title?.max}${scores.join('')}`);
    }
});

test('a rejected bid stands with its reasons and the article (B51)', async () => {
  const text = await textOfReport(7, 5);
  expect(text).toContain('否决1／4');
  expect(text).toContain('实施条例第五十一条第三项');
});

test('clarifications, checks and dissent are in the report, and their absence is said', async () => {
  expect(await textOfReport(7, 5)).toContain('单向封闭期间的公交改线');
  const none = await textOfReport(7, 5, { letters: [], checks: [], dissents: [] });
  expect(none).toContain('评标中没有要求投标人澄清');
  expect(none).toContain('没有成员提出不同意见');
});

test('only as many as are recommended are called candidates', async () => {
  const text = await textOfReport(7, 5);
  expect(text).toContain('第3中标候选人');
  expect(text).not.toContain('第4中标候选人');
});
