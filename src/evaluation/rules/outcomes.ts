import type { Outcome } from '../../../contracts/evaluation/room.ts';
import type { Mark } from '../../../contracts/evaluation/sheets.ts';
import type { EvaluatedBid, LockedSheet } from '../../../contracts/evaluation-report.ts';
import type { LotRules, ReviewItem } from '../../../contracts/tender/lot-rules.ts';
import { formatThousands, parseYuan } from '../../kernel/money.ts';
import { isMajority } from './committee.ts';

/** 实施条例第五十一条: the grounds on which a bid must be rejected. */
export const grounds = {
  unsigned: '（一）投标文件未经投标单位盖章和单位负责人签字',
  jointWithoutAgreement: '（二）投标联合体没有提交共同投标协议',
  unqualified: '（三）投标人不符合国家或者招标文件规定的资格条件',
  severalBids: '（四）同一投标人提交两个以上不同的投标文件或者投标报价',
  priceBounds: '（五）投标报价低于成本或者高于招标文件设定的最高投标限价',
  notResponsive: '（六）投标文件没有对招标文件的实质性要求和条件作出响应',
  fraud: '（七）投标人有串通投标、弄虚作假、行贿等违法行为',
} as const;

const b51 = (ground: string) => `实施条例第五十一条${ground}`;

/** A bid whose envelopes do not open to what it committed to is void, whatever anybody votes. */
export function voidOutcomes(
  bids: readonly EvaluatedBid[],
  stage: 'qualification' | 'price' = 'qualification',
): Outcome[] {
  return bids.flatMap(({ bid, unopened, unpriced }) => {
    const why = stage === 'price' ? unpriced : unopened;
    if (why === null) return [];
    const reasons = [`${b51(grounds.notResponsive)}：${why}`];
    return [{ bid, stage, passed: false, reasons, votes: { pass: 0, fail: 0 } }];
  });
}

/**
 * What the committee's locked sheets conclude: a member fails a bid when it fails any item, and the bid is rejected when
 * more than half of the members fail it (少数服从多数). At responsiveness a price over the ceiling is rejected by
 * arithmetic alone.
 */
export function reviewOutcomes(
  rules: LotRules,
  stage: 'qualification' | 'responsiveness',
  bids: readonly EvaluatedBid[],
  sheets: readonly LockedSheet[],
): Outcome[] {
  const own = sheets.filter(s => s.stage === stage);
  return bids.map(({ bid, amount }) => {
    const failing = own.filter(s => s.marks.some(m => m.bid === bid && m.value === false));
    const votes = { pass: own.length - failing.length, fail: failing.length };
    const reasons = failing.flatMap(sheet =>
      sheet.marks
        .filter(m => m.bid === bid && m.value === false)
        .map(mark => reasonText(rules[stage], sheet.member, mark)),
    );
    const over = stage === 'responsiveness' ? overCeiling(rules, amount) : [];
    const passed = !isMajority(votes.fail, own.length) && over.length === 0;
    return { bid, stage, passed, reasons: [...over, ...reasons], votes };
  });
}

function reasonText(items: readonly ReviewItem[], member: number, mark: Mark): string {
  const item = items.find(i => i.id === mark.item);
  return `${item?.title ?? mark.item}（${item?.article ?? ''}）：${mark.reason}（${member} 号成员）`;
}

function overCeiling(rules: LotRules, amount: string): string[] {
  const [price, ceiling] = [parseYuan(amount), parseYuan(rules.ceiling)];
  if (price <= ceiling) return [];
  return [
    `${b51(grounds.priceBounds)}：报价 ${formatThousands(price)} 元，最高投标限价 ${formatThousands(ceiling)} 元`,
  ];
}

/** The bids that no outcome has rejected. */
export function bidsLeft<B extends { bid: string }>(
  bids: readonly B[],
  outcomes: readonly Outcome[],
): B[] {
  const out = new Set(outcomes.filter(o => !o.passed).map(o => o.bid));
  return bids.filter(b => !out.has(b.bid));
}
