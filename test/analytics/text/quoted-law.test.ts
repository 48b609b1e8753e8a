import { describe, expect, test } from 'vitest';
import { Exclusion } from '../../../src/analytics/text/exclusion.ts';
import { compare } from '../../../src/analytics/text/passages.ts';
import { quotedLaw } from '../../../src/analytics/text/quoted-law.ts';
import { sketch } from '../../../src/analytics/text/sketch.ts';
import { technicalBid, textOf } from '../corpus/bids.ts';
import { law } from '../corpus/words.ts';

const own = textOf(technicalBid('甲建设'));
const [, rule = ''] = law;

describe('the words of the law, told by their citation', () => {
  test.each([
    ['in marks', '根据', `《建设工程质量管理条例》第二十八条规定：“${rule}”`],
    ['in marks without a colon', '', `《建设工程质量管理条例》第二十八条“${rule}”`],
    ['after a colon', '', '《建筑法》第五十八条规定：施工企业对工程的施工质量负责。'],
    ['of a standard', '按', 'GB 50300-2013 第 5.0.1 条：检验批质量应按主控项目验收。'],
  ])('%s', (_, before, quote) =>
    expect(quotedLaw(`${own}\n${before}${quote}我公司照办。`)).toEqual([quote]),
  );

  test.each([
    [
      'own words about an article',
      '我公司按照《建筑法》第五十八条的要求，组织三级质量检查和旁站监理。',
    ],
    ['a quotation without an article', '公司的口号是：“质量是企业的生命，安全是职工的幸福”'],
    ['a book without an article', '依据《施工手册》编制：本工程采用商品混凝土泵送浇筑。'],
  ])('but not %s', (_, said) => expect(quotedLaw(`${own}\n${said}`)).toEqual([]));

  test('a text that is mostly quotation hides nothing behind it', () => {
    const cover = Array.from(
      { length: 40 },
      (_, i) => `《某办法》第${i}条：“${own.slice(i * 40, i * 40 + 40)}”`,
    );
    expect(quotedLaw(cover.join('\n'))).toEqual([]);
  });
});

test('two bids that quote one article have nothing in common; what they copy beside it they have', () => {
  const quoting = `《建设工程质量管理条例》第二十八条规定：“${rule}”`;
  const copied = technicalBid('丙').paragraphs[0] ?? '';
  const texts = [own, textOf(technicalBid('乙建设'))].map(text => `${text}\n${quoting}`);
  const common = ([a = '', b = '']: readonly string[], told: readonly string[]) => {
    const exclusion = new Exclusion();
    for (const text of [...law.filter(article => article !== rule), ...told]) exclusion.add(text);
    const { passages } = compare(sketch(a, exclusion), sketch(b, exclusion));
    return passages.map(passage => a.slice(passage.a.from, passage.a.to)).join();
  };
  expect(common(texts, [])).toContain('不得偷工减料');
  expect(common(texts, texts.flatMap(quotedLaw))).not.toContain('不得偷工减料');
  const copying = texts.map(text => `${text}\n${copied}`);
  expect(common(copying, copying.flatMap(quotedLaw))).toContain(copied.slice(4, 40));
});
