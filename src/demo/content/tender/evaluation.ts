import type { PriceFormula } from '../../../../contracts/tender/lot-rules.ts';
import { formatThousands } from '../../../kernel/money.ts';
import type { Block, Table } from '../../../platform/pdf/blocks.ts';
import type { TenderFacts } from '../project.ts';
import { prose } from '../prose.ts';

/** Chapter 3 评标办法: text and annexes made from the lot's own rules, so that paper and data cannot differ. */
export function evaluation(facts: TenderFacts): Block[] {
  return [
    ...prose(text(facts)),
    { kind: 'heading', level: 2, text: '附表一　资格评审标准' },
    reviewTable(facts.rules.qualification),
    { kind: 'heading', level: 2, text: '附表二　响应性评审标准' },
    reviewTable(facts.rules.responsiveness),
    { kind: 'heading', level: 2, text: '附表三　技术评分标准' },
    scoreTable(facts),
    { kind: 'heading', level: 2, text: '附表四　报价评分公式' },
    ...prose(formulaText(facts.rules.price, facts.project.ceilingFen)),
  ];
}

const reviewTable = (items: TenderFacts['rules']['qualification']): Table => ({
  kind: 'table',
  columns: [
    { head: '序号', share: 1, align: 'right' },
    { head: '评审因素和标准', share: 8 },
    { head: '依据', share: 5 },
  ],
  rows: items.map((item, i) => [String(i + 1), item.title, item.article]),
  size: 10.5,
  grid: true,
});

const kinds = { subjective: '主观分', objective: '客观分' } as const;

const scoreTable = ({ rules }: TenderFacts): Table => ({
  kind: 'table',
  columns: [
    { head: '评分项', share: 3 },
    { head: '满分', share: 1.1, align: 'right' },
    { head: '步长', share: 1.1, align: 'right' },
    { head: '类别', share: 1.6 },
    { head: '评分标准', share: 7 },
  ],
  rows: rules.technical.items.map(item => [
    item.title,
    String(item.max),
    String(item.step),
    kinds[item.kind],
    item.bands.length > 0
      ? item.bands.map(b => `${b.from}–${b.to} 分：${b.text}`).join('\n')
      : standard[item.kind],
  ]),
  foot: [['合计', String(rules.technical.weight), '', '', '']],
  size: 10.5,
  grid: true,
});

const standard = {
  subjective:
    '内容完整、措施具体、针对本工程的得高分；照搬通用内容、缺项的得低分；低于满分 40% 的须写明理由',
  objective: '按所附证明材料逐项计分，各成员应当一致；证明材料不全的该项不得分',
} as const;

function text({ rules }: TenderFacts): string {
  const weight = rules.technical.weight;
  const ties = {
    'lower-price': '投标总价低的优先',
    'higher-technical': '技术得分高的优先',
    draw: '由平台公开抽取决定',
  };
  return `
# 第三章　评标办法（综合评估法）
## 1. 评标方法
本次评标采用综合评估法。评标委员会对满足招标文件实质性要求的投标文件，按照本章规定的评分标准进行打分，并按得分由高到低顺序推荐中标候选人。总分 100 分，其中技术部分 ${weight} 分，投标报价 ${rules.price.weight} 分。综合评分相等时，依次按下列规则排序：${rules.ties.map(t => ties[t]).join('；')}。
## 2. 评审标准
2.1 初步评审标准。资格评审标准见附表一；响应性评审标准见附表二。
2.2 分值构成与评分标准。技术部分评分标准见附表三；投标报价评分公式见附表四。
2.3 评分的计算。每个评分项取评标委员会全体成员评分的算术平均值，保留小数点后两位；技术得分为各评分项平均值之和。投标报价得分按附表四计算，中间过程不舍入，最后结果四舍五入保留小数点后两位。
## 3. 评标程序
3.1 初步评审
3.1.1 评标委员会依据附表一、附表二对投标文件进行评审。有一项不符合评审标准的，评标委员会应当否决其投标，并写明理由和依据。各成员意见不一致的，以多数意见为准，不同意见记入评标报告。
3.1.2 投标人有以下情形之一的，评标委员会应当否决其投标（实施条例第五十一条）：
（1）投标文件未经投标单位签名的；
（2）投标联合体没有提交共同投标协议的；
（3）投标人不符合国家或者招标文件规定的资格条件的；
（4）同一投标人提交两个以上不同的投标文件或者投标报价的，但招标文件要求提交备选投标的除外；
（5）投标报价低于成本或者高于招标文件设定的最高投标限价的；
（6）投标文件没有对招标文件的实质性要求和条件作出响应的；
（7）投标人有串通投标、弄虚作假、行贿等违法行为的。
3.1.3 投标报价有算术错误的，评标委员会按以下原则要求投标人书面确认：大写金额与小写金额不一致的，以大写金额为准；总价金额与依据单价计算出的结果不一致的，以单价金额为准修正总价，但单价金额小数点有明显错误的除外。修正仅用于签订合同时确定综合单价，不改变评标价。
3.1.4 细微偏离是指投标文件在实质上响应招标文件要求，但在个别地方存在漏项或者提供了不完整的技术信息和数据等情况，并且补正这些遗漏或者不完整不会对其他投标人造成不公平的结果。细微偏离不影响投标文件的有效性。
3.2 详细评审
3.2.1 评标委员会成员独立评审，对每份投标文件的每个评分项打分。主观分低于该项满分 40% 或者高于 95% 的，应当写明理由。
3.2.2 全体成员锁定评分后，平台核对客观分是否一致、评分有无畸高畸低，发现异常的提示评标委员会复核。复核后需要改正的，由原评分人申请退回本人评分，写明理由后改正（发改法规〔2022〕1117 号）。
3.2.3 技术评分锁定后，开启报价信封，按附表四计算投标报价得分。任何成员在此之前不得知悉已标价工程量清单的内容。
3.2.4 投标总价明显低于其他投标的，按第二章前附表 10.3 处理。
3.3 投标文件的澄清和补正
3.3.1 评标委员会可以通过平台以书面形式要求投标人对投标文件中含义不明确、对同类问题表述不一致或者有明显文字和计算错误的内容作必要的澄清、说明。评标委员会不接受投标人主动提出的澄清、说明。
3.3.2 澄清、说明和补正不得超出投标文件的范围或者改变投标文件的实质性内容。投标人的书面澄清、说明须签名，属于投标文件的组成部分（实施条例第五十二条）。
3.4 评标结果
3.4.1 评标委员会按照得分由高到低的顺序推荐不超过 ${rules.candidates} 名中标候选人，并标明排序。
3.4.2 初步评审后有效投标不足三个的，评标委员会应当判断竞争是否仍然充分；认为明显缺乏竞争的，可以否决全部投标，理由记入评标报告。
3.4.3 评标委员会完成评标后，应当向招标人提交书面评标报告。评标报告由全体成员签名。对评标结果有不同意见的成员应当以书面形式说明其不同意见和理由；拒绝签名又不书面说明的，视为同意评标结果（实施条例第五十三条）。
3.4.4 评标委员会成员更换的，被更换成员作出的评审结论无效，由更换后的成员重新评审（实施条例第四十八条）。
`;
}

function formulaText(price: PriceFormula, ceilingFen: bigint): string {
  if (price.id === 'lowest-price')
    return `1. 投标报价得分 = ${price.weight} × 有效最低报价 ÷ 该投标报价。\n2. 有效报价是指通过初步评审、不高于最高投标限价 ${formatThousands(ceilingFen)} 元的投标总价。`;
  const { trim, deduct } = price;
  return `
1. 有效报价是指通过初步评审、不高于最高投标限价的投标总价。
2. 平均值 A：有效报价不少于 ${trim.from} 个时，去掉 ${trim.high} 个最高报价和 ${trim.low} 个最低报价后的算术平均值；少于 ${trim.from} 个时，为全部有效报价的算术平均值。
3. 评标基准价 B =（K × 最高投标限价 +（1 − K）× A）×（1 − F），其中限价权重 K = ${price.ceilingShare}，下浮系数 F = ${price.float}；规定在开标时公开抽取的，以抽取结果为准。最高投标限价为 ${formatThousands(ceilingFen)} 元。
4. 偏差率 D =（P − B）÷ B × 100，P 为该投标人的投标总价。
5. 投标报价得分 = ${price.weight} − |D| × E。P 高于 B 时，每高 1%，E 扣 ${deduct.above} 分；P 不高于 B 时，每低 1%，E 扣 ${deduct.below} 分。得分最低为 ${price.floor} 分。
6. 评标基准价在评标期间不因投标人被否决、异议成立等原因重新计算，但计算错误的除外。
7. 举例：设 B 为 200,000,000.00 元，某投标总价为 204,000,000.00 元，则 D = 2，得分为 ${price.weight} − 2 × ${deduct.above}；某投标总价为 198,000,000.00 元，则 D = −1，得分为 ${price.weight} − 1 × ${deduct.below}。
`;
}
