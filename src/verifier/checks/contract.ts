import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AwardNotice } from '../../../contracts/award-notices.ts';
import { ContractTerms } from '../../../contracts/contract.ts';
import { Sha256 } from '../../../contracts/route.ts';
import { contractDue, contractStatement, requireContract } from '../../contract/rules.ts';
import { utf8 } from '../../kernel/bytes.ts';
import { chinaCalendar } from '../../kernel/calendar.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { eventsOf, type Trade } from '../trade.ts';
import { readReport } from './evaluation.ts';

const RecordedData = z.object({ terms: ContractTerms, sha256: Sha256, late: z.boolean() });

/** The contract says what the award says (A46), with the performance bond of the documents (B58), in its time or late. */
export async function checkContract(trade: Trade): Promise<string> {
  const [recorded] = eventsOf(trade, 'contract.recorded');
  if (!recorded) return '还没有登记合同';
  const where = layout.contract;
  const { terms, sha256, late } = RecordedData.parse(recorded.data);
  const [awarded] = eventsOf(trade, 'award.awarded');
  if (!awarded) throw new Fault(where, '没有发出中标通知书就登记了合同');
  const award = await trade.bundle.text(layout.award);
  const text = canonicalText(contractStatement(trade.bundle.index.lot, sha256Hex(award), terms));
  hold((await trade.bundle.text(where)) === text, where, '与日志里的合同不一致');
  hold(sha256Hex(text) === sha256, where, '与日志里的摘要不一致');
  await trade.signatures.check(layout.contractSignature, new Date(recorded.at), {
    said: utf8(text),
  });
  const { winner } = await within(layout.award, () => AwardNotice.parse(JSON.parse(award)));
  const report = await readReport(trade);
  if (!report) throw new Fault(where, '没有评标报告就登记了合同');
  const { rules } = report;
  const [awardedAt, at] = [new Date(awarded.at), new Date(recorded.at)];
  await within(where, () => requireContract(terms, { winner, awardedAt, rules }, at));
  hold(late === at >= contractDue(awardedAt, chinaCalendar), where, '是否逾期登记得不对');
  return `金额 ${terms.amount} 元等于中标价，履约保证金 ${terms.performanceBond} 元${late ? '，超过 30 日才登记' : ''}`;
}

const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
