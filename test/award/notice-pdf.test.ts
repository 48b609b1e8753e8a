import { expect, test } from 'vitest';
import { candidatesNotice } from '../../src/award/candidates-pdf.ts';
import { awardNotice } from '../../src/award/notice-pdf.ts';
import { resultNotice } from '../../src/award/result-pdf.ts';
import type { Document } from '../../src/platform/pdf/blocks.ts';
import { typeset } from '../../src/platform/pdf/typeset.ts';
import { textOf } from '../platform/pdf-text.ts';
import { candidates, notice, result } from './notice-facts.ts';

const text = async (document: Document) => (await textOf(await typeset(document))).join('');

test('the candidates notice gives order, prices, managers, rejections, window and where to object (B54)', async () => {
  const said = await text(candidatesNotice(candidates()));
  expect(said).toContain('1云江同泽建筑工程有限公司218,940,216.50');
  expect(said).toContain('高于最高投标限价');
  expect(said).toContain('至2026-09-1600:00:00之前');
  expect(said).toContain('云江市住房和城乡建设局');
});

test('with nothing rejected the notice says so', async () => {
  expect(await text(candidatesNotice(candidates({ rejected: [] })))).toContain('没有被否决的投标');
});

test('the award notice gives the price in figures and capitals, and the last day for the contract (A46)', async () => {
  const said = await text(awardNotice(notice()));
  expect(said).toContain('218,940,216.50元');
  expect(said).toContain('人民币贰亿壹仟捌佰玖拾肆万零贰佰壹拾陆元伍角整');
  expect(said).toContain('最迟2026年10月16日');
  expect(said).toContain('履约担保21,894,021.65元');
});

test('without a performance bond the award notice asks for none', async () => {
  expect(await text(awardNotice(notice({ performanceBondFen: null })))).not.toContain('履约担保');
});

test('the result gives what was saved against the ceiling, and what became of objections', async () => {
  const said = await text(resultNotice(result()));
  expect(said).toContain('19,659,783.50元，8.24%');
  expect(said).toContain('经核实业绩真实');
  expect(await text(resultNotice(result({ objections: [] })))).toContain('没有收到异议');
});
