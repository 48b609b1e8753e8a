import { behaviourWords } from './behaviour/words.ts';
import { billWords } from './bill/words.ts';
import type { Finding, Sentence } from './finding.ts';

const screen = (zh: string, en: string): Sentence => [
  `${zh} {value}（{n} 份报价）；同样份数的正常竞争中约 {p} 会这样`,
  `${en} {value} ({n} bids); about {p} of honest tenders of that size look so`,
];

/** What each finding says to a person; `{name}` is filled from its params. A clue is put as what was seen, never as guilt. */
const sentences: Readonly<Record<string, Sentence>> = {
  cv: screen('报价离散程度低，变异系数', 'Prices lie close, CV'),
  spread: screen('最高与最低报价相差小，极差率', 'Narrow spread'),
  diffp: screen('最低价与次低价拉开，差率', 'Winner apart from the second, DIFFP'),
  rd: screen('最低价独低而其余聚拢，相对距离 RD', 'Winner apart, losers together, RD'),
  rdnor: screen('最低价独低，标准化距离 RDNOR', 'Winner apart, RDNOR'),
  rdalt: screen('最低价独低，替代相对距离 RDALT', 'Winner apart, RDALT'),
  skewness: screen('报价左偏，偏度', 'Prices skewed to the left, SKEW'),
  kurtosis: screen('报价高度集中，峰度', 'Prices peaked, KURT'),
  ks: screen('报价集中，KS 统计量', 'Prices close, KS'),
  uniformity: screen('报价在区间内分布不匀，KS 距离', 'Prices unevenly placed, KS distance'),
  ringCv: screen('其中三份报价异常接近，相对变异', 'Three bids unusually close, relative CV'),
  coreCv: screen('多数报价异常接近，相对变异', 'Most bids unusually close, relative CV'),
  ties: [
    '{n} 份报价中有 {bids} 份与他人完全相同',
    '{bids} of {n} bids equal another to the last digit',
  ],
  progressions: [
    '{bids} 份相邻报价呈{kind}规律',
    '{bids} neighbouring bids stand in {kind} progression',
  ],
  clusters: ['{n} 份报价中有 {bids} 份挤在一处', '{bids} of {n} bids crowd in one place'],
  'benchmark-clusters': [
    '{n} 份报价中有 {bids} 份落在基准上下 0.5 % 之内',
    '{bids} of {n} bids lie within 0.5 % of the benchmark',
  ],
  'constant-ratio': [
    '两家在 {tenders} 个标段的报价之比几乎不变（{ratio}，离差 {deviation}）',
    'The two kept the same price ratio over {tenders} tenders ({ratio}, deviation {deviation})',
  ],
  benford: [
    '{amounts} 个金额的首位数字不合本福特分布',
    'First digits of {amounts} amounts do not follow Benford',
  ],
  'missing-mass': [
    '差距在 {width} 以内的只有 {close} 次，紧邻的下一档却有 {next} 次：险胜少得反常',
    'Only {close} races closer than {width} but {next} in the next band: close races are missing',
  ],
  ...billWords,
  ...behaviourWords,
  'same-computer': [
    '{bidders} 家同一台电脑：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same computer: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'same-disk': [
    '{bidders} 家同一块硬盘：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same disk: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'same-mac': [
    '{bidders} 家同一张网卡：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same network card: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'same-licence': [
    '{bidders} 家同一把软件锁：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same software licence: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'same-address': [
    '{bidders} 家同一网络地址：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same address: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'same-account': [
    '{bidders} 家同一付款账户：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same account: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'same-person': [
    '{bidders} 家同一人员：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same person: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'same-contact': [
    '{bidders} 家同一联系方式：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same contact: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'same-owner': [
    '{bidders} 家同一控制人：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same owner: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'same-document-id': [
    '{bidders} 家文件同源：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same document id: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'same-author': [
    '{bidders} 家同一作者：{value}；本市 {organisations} 家单位中另有 {users} 家出现过',
    '{bidders} rivals with the same author: {value}; {users} of {organisations} other organisations here have had it',
  ],
  'copied-text': [
    '两家的技术文件有 {coverage} 雷同（{passages} 处），招标文件、法规和范本除外',
    '{coverage} of the text is the same in {passages} passages, the tender, laws and templates left out',
  ],
  'shared-slips': ['两家有 {slips} 处相同的罕见错字', '{slips} rare slips in common'],
  'rare-tokens': [
    '两家有 {tokens} 个别处罕见的号码或名称',
    '{tokens} rare numbers or names in common',
  ],
  'shared-layout': [
    '两家在相同文字处有 {oddities} 个相同的版式异常',
    '{oddities} oddities of layout at the same words',
  ],
  'foreign-name': ['两家的文件都写着另一个项目的名称：{name}', 'Both name another project: {name}'],
  'copied-pictures': ['两家有 {pictures} 幅相同的图片', '{pictures} pictures in common'],
  'too-few-characters': [
    '自撰文字太少：需要 {least} 字，只有 {has} 字',
    'Too little own text: {has} of {least} characters',
  ],
  'too-few-documents': [
    '对照文件太少：需要 {least} 份，只有 {has} 份',
    'Too few documents to compare with: {has} of {least}',
  ],
  'rival-named': [
    '文件中写有同标段其他投标人的名称：{name}',
    'The bid names a rival of the same lot: {name}',
  ],
  'robust-bound': [
    '{auctions} 次开标中至少 {share} 的报价不可能出自竞争者',
    'At least {share} of the bids in {auctions} tenders cannot come from competitors',
  ],
  'equal-prices': ['{n} 份报价相同，此项无法计算', 'All {n} prices are equal: not defined'],
  'too-few-bids': ['报价太少：需要 {least} 份，只有 {has} 份', 'Too few bids: {has} of {least}'],
  'too-few-tenders': [
    '标段太少：需要 {least} 个，只有 {has} 个',
    'Too few tenders: {has} of {least}',
  ],
  'too-few-amounts': [
    '金额太少：需要 {least} 个，只有 {has} 个',
    'Too few amounts: {has} of {least}',
  ],
  'too-few-magnitudes': [
    '金额大小相近：最大应为最小的 {least} 倍以上，实为 {has} 倍',
    'Amounts of one size: {has} times, {least} needed',
  ],
  'too-few-lines': [
    '清单项太少：需要 {least} 项，只有 {has} 项',
    'Too few bill lines: {has} of {least}',
  ],
  'too-few-members': [
    '成员太少：需要 {least} 个，只有 {has} 个',
    'Too few members: {has} of {least}',
  ],
  'too-few-acts': ['操作太少：需要 {least} 次，只有 {has} 次', 'Too few acts: {has} of {least}'],
  'too-few-marks': ['评分太少：需要 {least} 个，只有 {has} 个', 'Too few marks: {has} of {least}'],
};

/** Words inside a sentence that differ by language. */
const terms: Readonly<Record<string, Sentence>> = {
  arithmetic: ['等差', 'arithmetic'],
  geometric: ['等比', 'geometric'],
  download: ['下载文件', 'downloaded'],
  upload: ['上传', 'uploaded'],
  submit: ['提交', 'submitted'],
  payment: ['缴保证金', 'paid'],
};

/** The sentence of a finding. */
export function say(why: Finding['why'], language: 'zh' | 'en'): string {
  const at = language === 'zh' ? 0 : 1;
  const sentence = sentences[why.code]?.[at] ?? why.code;
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(why.params[name] ?? '');
    return terms[value]?.[at] ?? value;
  });
}

/** Codes that have words, for the tests. */
export const spoken: readonly string[] = Object.keys(sentences);
