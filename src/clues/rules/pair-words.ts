import type { Words } from '../../../contracts/words.ts';

/** Where what two bids have in common was seen, what else it may be, and the item of B40 that it touches. */
interface PairWords {
  readonly source: Words;
  readonly innocent: readonly Words[];
  readonly article: string | null;
}

const texts: Words = { zh: '文本比对', en: 'texts compared' };
const bills: Words = { zh: '清单比对', en: 'bills compared' };
const alike = '招标投标法实施条例第四十条第四项';
const mixed = '招标投标法实施条例第四十条第五项';
const consultant: Words = { zh: '同一咨询单位代写', en: 'one consultant wrote both' };
const estimator: Words = {
  zh: '委托同一造价咨询单位编制',
  en: 'one cost consultant made both',
};
const published: Words = {
  zh: '同一定额软件套同一期信息价',
  en: 'one quota program with the same published prices',
};

/** By the indicator's name; docs/analytics has the page of each. */
export const pairWords: Readonly<Record<string, PairWords>> = {
  'copied-text': {
    source: texts,
    innocent: [
      { zh: '抄自同一份公开范本或标准', en: 'both from one public template or standard' },
      consultant,
    ],
    article: alike,
  },
  'shared-slips': {
    source: texts,
    innocent: [
      { zh: '错误来自两家都用的范本', en: 'the slip stands in a template of both' },
      { zh: '输入法把常用词写成同一个错字', en: 'an input method offers the same wrong word' },
    ],
    article: alike,
  },
  'rare-tokens': {
    source: texts,
    innocent: [
      { zh: '公共单位的电话、厂家的产品号', en: 'a public number, a maker’s product code' },
      { zh: '两家的供应商相同', en: 'one supplier for both' },
    ],
    article: alike,
  },
  'shared-layout': {
    source: texts,
    innocent: [
      { zh: '文字取自同一电子版标准', en: 'text from one electronic edition of a standard' },
    ],
    article: alike,
  },
  'foreign-name': {
    source: texts,
    innocent: [
      { zh: '两家联合做过那个项目，都列为业绩', en: 'both built it and list it as a reference' },
    ],
    article: alike,
  },
  'rival-named': {
    source: texts,
    innocent: [
      { zh: '以前的联合体业绩', en: 'a consortium of an earlier work' },
      { zh: '对方是供应商或工法的持有人', en: 'a supplier, or the holder of a method' },
    ],
    article: mixed,
  },
  'copied-pictures': {
    source: { zh: '图片比对', en: 'pictures compared' },
    innocent: [
      { zh: '厂家产品图、公开地图、第三方证书', en: 'a maker’s picture, a map, a certificate' },
      { zh: '施工软件自带的图', en: 'a stock drawing of a program' },
    ],
    article: alike,
  },
  'near-acts': {
    source: { zh: '下载、上传、提交和缴费的时间', en: 'when they downloaded, sent, paid' },
    innocent: [
      {
        zh: '同一代办单位或银行网点集中为几家办理',
        en: 'one agent or bank office that serves several in one go',
      },
      { zh: '都在公告或变更发出后马上下载', en: 'both download as soon as a notice is out' },
    ],
    article: null,
  },
  'same-unit-prices': { source: bills, innocent: [published, estimator], article: alike },
  'ratio-unit-prices': {
    source: bills,
    innocent: [
      { zh: '都按公布的控制价逐项统一下浮', en: 'both discount the published ceiling flatly' },
      estimator,
    ],
    article: alike,
  },
  'bill-errors': {
    source: bills,
    innocent: [
      { zh: '错误出在招标清单的公式里', en: 'the error stands in the tender’s own form' },
      estimator,
    ],
    article: alike,
  },
  'unbalanced-alike': {
    source: bills,
    innocent: [
      { zh: '整章清单用同一供应商或同一版定额', en: 'one supplier or quota for a whole chapter' },
    ],
    article: alike,
  },
  unbalanced: {
    source: bills,
    innocent: [
      { zh: '经营上的选择，单独看不说明问题', en: 'a business choice: alone it says nothing' },
      { zh: '施工方法不同', en: 'other methods of work' },
    ],
    article: null,
  },
};
