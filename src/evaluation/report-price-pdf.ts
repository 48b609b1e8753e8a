import { formatThousands } from '../kernel/money.ts';
import type { Block, Inline, Table } from '../platform/pdf/blocks.ts';
import type { PriceComputation } from './rules/price-formulas.ts';

type Name = (bid: string) => string;
type Benchmark = Extract<PriceComputation['formula'], { id: 'benchmark-average' }>;

/** Part 6 of the report: the formula, its parameters, each step in exact decimals, each bid's way to its score. */
export function priceBlocks(price: PriceComputation, ceilingFen: bigint, name: Name): Block[] {
  const steps =
    price.formula.id === 'benchmark-average'
      ? averageSteps(price, price.formula, ceilingFen, name)
      : lowestSteps(price);
  return [
    { kind: 'heading', level: 2, text: '六、报价评分', english: 'Price scores' },
    { kind: 'terms', rows: steps, termWidth: 92 },
    rows(price, name),
    {
      kind: 'paragraph',
      text: '中间值为精确十进制数，显示时截至小数点后 10 位；每个得分只在最后一步四舍五入一次，保留两位小数。',
      size: 8.5,
    },
  ];
}

function lowestSteps(price: PriceComputation): [string, Inline][] {
  return [
    ['公式', `得分 = ${price.formula.weight} × 有效最低报价 ÷ 投标报价`],
    ['有效最低报价', `${grouped(price.lowest)} 元`],
  ];
}

function averageSteps(
  price: PriceComputation,
  formula: Benchmark,
  ceilingFen: bigint,
  name: Name,
): [string, Inline][] {
  const { trim, deduct } = formula;
  const out = (bids: readonly string[]) => (bids.length === 0 ? '无' : bids.map(name).join('；'));
  return [
    [
      '公式',
      `B =（K × 限价 +（1 − K）× A）×（1 − F）\n偏差率 D =（P − B）÷ B × 100\n得分 = max（${formula.floor}，${formula.weight} − |D| × E）`,
    ],
    [
      '参数',
      `K = ${formula.ceilingShare}，F = ${formula.float}；P 高于 B 时 E = ${deduct.above}，不高于 B 时 E = ${deduct.below}`,
    ],
    ['取舍', `有效报价不少于 ${trim.from} 个时，去掉 ${trim.high} 个最高、${trim.low} 个最低`],
    ['去掉的最高报价', out(price.leftOutHigh)],
    ['去掉的最低报价', out(price.leftOutLow)],
    ['最高投标限价', `${formatThousands(ceilingFen)} 元`],
    ['平均值 A', `${grouped(price.mean)} 元（${price.kept.length} 个报价）`],
    ['下浮前', `${grouped(price.base)} 元`],
    ['评标基准价 B', { text: `${grouped(price.benchmark)} 元`, bold: true }],
  ];
}

function rows(price: PriceComputation, name: Name): Table {
  const steps = price.benchmark !== null;
  return {
    kind: 'table',
    columns: [
      { head: '投标人', share: 7 },
      { head: '报价 P（元）', share: 4, align: 'right' },
      ...(steps
        ? [
            { head: '偏差率 D（%）', share: 4, align: 'right' as const },
            { head: 'E', share: 1.2, align: 'right' as const },
            { head: '扣分', share: 3.6, align: 'right' as const },
          ]
        : []),
      { head: '舍入前', share: 3.8, align: 'right' },
      { head: '得分', share: 2, align: 'right' },
    ],
    rows: price.rows.map((row): Inline[] => [
      name(row.bid),
      grouped(row.price),
      ...(steps ? [short(row.deviation), row.rate ?? '', short(row.deduction)] : []),
      short(row.exact),
      { text: row.score, bold: true },
    ]),
    size: 8.5,
  };
}

/** Exact decimals run to 60 digits; ten after the point tell any two apart that a reader could compute. */
function short(decimal: string | null): string {
  if (decimal === null) return '';
  const [whole = '', part = ''] = decimal.replace('-', '−').split('.');
  return part.length > 10 ? `${whole}.${part.slice(0, 10)}…` : decimal.replace('-', '−');
}

function grouped(decimal: string | null): string {
  const [whole = '', part = ''] = short(decimal).split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part ? `${thousands}.${part}` : thousands;
}
