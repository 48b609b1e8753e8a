import { RuleError } from '../../kernel/rule-error.ts';

export const columnNames = [
  'tender',
  'bidder',
  'amount',
  'date',
  'winner',
  'estimate',
  'label',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** Where each column stands in this file; absent ones are not there. */
export type Columns = Partial<Record<ColumnName, number>>;

/** Other words for the same column, compared without case, blanks, `_`, `-` and a unit in brackets. */
const words: Record<ColumnName, string> = {
  tender:
    'tender tenderid auction auctionid contract lot lotid 标段 标段编号 招标编号 项目 项目编号 招标项目',
  bidder:
    'bidder bidderid competitor competitors firm company supplier 投标人 投标单位 供应商 企业',
  amount: 'amount bid bidvalue bidamount price 投标报价 报价 投标价 投标金额 金额',
  date: 'date day year 日期 开标日期 开标时间 时间 年份',
  winner: 'winner won awarded 中标 是否中标 中标人',
  estimate:
    'estimate ceiling reserve reserveprice pretenderestimate pte budget 最高投标限价 招标控制价 控制价 限价 预算 标底',
  label: 'label collusion collusive cartel iscartel rigged 标签 是否串标 串标 围标',
};

const plain = (head: string): string =>
  head
    .toLowerCase()
    .replaceAll(/[(（][^)）]*[)）]/g, '')
    .replaceAll(/[\s_-]/g, '');

/** Finds the columns in a head line; `needed` ones must be there. */
export function columnsOf(head: readonly string[], needed: readonly ColumnName[]): Columns {
  const heads = head.map(plain);
  const columns: Columns = {};
  for (const name of columnNames) {
    const at = words[name]
      .split(' ')
      .map(word => heads.indexOf(word))
      .find(place => place >= 0);
    if (at !== undefined) columns[name] = at;
  }
  const missing = needed.filter(name => columns[name] === undefined);
  if (missing.length > 0)
    throw new RuleError('MALFORMED', {
      zh: `第一行缺少列：${missing.join('、')}。应为 tender,bidder,amount[,date,winner,estimate,label]。`,
      en: `Line 1 lacks the column ${missing.join(', ')}. It reads tender,bidder,amount[,date,winner,estimate,label].`,
    });
  return columns;
}
