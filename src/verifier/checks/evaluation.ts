import { EvaluationReport } from '../../../contracts/evaluation-report.ts';
import { reportFaults } from '../../evaluation/rules/recompute.ts';
import { rulesSha256 } from '../../tender/rules/lot-rules.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import type { Trade } from '../trade.ts';
import { eventsOf } from '../trade.ts';
import { readTerms } from './notice.ts';

const isReport = (path: string) => /\/report-\d+\.p7s$/.test(path);

/** The report that the members signed, all the same one. */
export async function readReport(trade: Trade): Promise<EvaluationReport | null> {
  const paths = trade.bundle.under(layout.evaluation).filter(isReport);
  let text: string | null = null;
  for (const path of paths) {
    const signed = await trade.signatures.check(path, new Date(trade.bundle.index.exportedAt));
    hold(text === null || text === signed.text, path, '签的不是同一份报告');
    text = signed.text;
  }
  if (text === null) return null;
  const report = text;
  return within(layout.evaluation, () => EvaluationReport.parse(JSON.parse(report)));
}

/** Marks, means, price scores, ranking: all derived again from the report’s own sheets and the announced rules. */
export async function checkEvaluation(trade: Trade): Promise<string> {
  const report = await readReport(trade);
  if (!report) return '还没有评标报告';
  const terms = await readTerms(trade);
  const where = layout.evaluation;
  hold(rulesSha256(report.rules) === terms.rulesSha256, where, '报告用的规则不是公告的规则');
  const [fault] = reportFaults(report);
  if (fault !== undefined) throw new Fault(where, `${fault} 不能从评分、报价和规则推出`);
  await checkAmounts(trade, report);
  const { ranking } = report.conclusions;
  return `${report.committee.length} 名成员，${report.sheets.length} 张评分表，${ranking.length} 个名次，重新计算一致`;
}

/** The prices that were scored are the prices that were read out. */
async function checkAmounts(trade: Trade, report: EvaluationReport): Promise<void> {
  const [revealed] = eventsOf(trade, 'opening.revealed');
  const rows = (revealed?.data.bids ?? []) as { bid: string; opened: { price: string } | null }[];
  for (const { bid, amount } of report.bids) {
    const read = rows.find(row => row.bid === bid)?.opened?.price;
    hold(read === amount, layout.evaluation, `投标 ${bid} 的报价与唱标内容不一致`);
  }
}
