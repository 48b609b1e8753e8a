import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { EvaluationReport } from '../../../contracts/evaluation-report.ts';
import { Id, Sha256 } from '../../../contracts/route.ts';
import type { Words } from '../../../contracts/words.ts';
import { answerStatement } from '../../evaluation/rules/letters.ts';
import { reportFaults } from '../../evaluation/rules/recompute.ts';
import { hex, utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import type { Certificate } from '../../pki/certificate.ts';
import { rulesSha256 } from '../../tender/rules/lot-rules.ts';
import { drawFaults, drawPriceParameters, valuesOf } from '../../tender/rules/price-draw.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import type { Trade } from '../trade.ts';
import { eventsOf } from '../trade.ts';
import { bidderOf } from './bids.ts';
import { readTerms } from './notice.ts';
import { revealedOf } from './opening.ts';

const SignedData = z.object({
  number: z.int(),
  refused: z.boolean(),
  signatureSha256: Sha256.optional(),
});

/** The newest report that was drawn up, and every member's signature under it; null before there is one. */
export async function readReport(trade: Trade): Promise<EvaluationReport | null> {
  const reported = eventsOf(trade, 'evaluation.reported').at(-1);
  if (!reported) return null;
  const after = trade.events.indexOf(reported);
  const signed = eventsOf(trade, 'evaluation.signed').filter(e => trade.events.indexOf(e) > after);
  let text: string | null = null;
  for (const event of signed) {
    const { number, refused, signatureSha256 } = SignedData.parse(event.data);
    if (refused) continue;
    const path = layout.reportSignature(number);
    const { content, text: said } = await trade.signatures.check(path, new Date(event.at));
    const own = sha256Hex(await trade.bundle.read(path)) === signatureSha256;
    hold(own, path, { zh: '不是日志里的那个签名', en: 'Not the signature in the log' });
    hold(sha256Hex(content) === reported.data.sha256, path, {
      zh: '签的不是日志里的报告',
      en: 'What is signed is not the report in the log',
    });
    text = said;
  }
  if (text === null) return null;
  const report = text;
  return within(layout.evaluation, () => EvaluationReport.parse(JSON.parse(report)));
}

/** Every member signed, or refused on record without reasons, which is taken for agreement (B53). */
function checkSigned(trade: Trade, report: EvaluationReport): void {
  if (eventsOf(trade, 'evaluation.finished').length === 0) return;
  const numbers = eventsOf(trade, 'evaluation.signed').map(e => SignedData.parse(e.data).number);
  for (const { number } of report.committee)
    hold(numbers.includes(number), layout.evaluation, {
      zh: `没有 ${number} 号成员的签名`,
      en: `The signature of member ${number} is missing`,
    });
}

/** Marks, means, price scores, ranking: all derived again from the report’s own sheets and the announced rules. */
export async function checkEvaluation(trade: Trade): Promise<Words> {
  const report = await readReport(trade);
  if (!report) return { zh: '还没有评标报告', en: 'No evaluation report yet' };
  const terms = await readTerms(trade);
  const where = layout.evaluation;
  hold(rulesSha256(report.rules) === terms.rulesSha256, where, {
    zh: '报告用的规则不是公告的规则',
    en: 'The report uses other rules than the notice',
  });
  const [fault] = reportFaults(report);
  if (fault !== undefined)
    throw new Fault(where, {
      zh: `${fault} 不能从评分、报价和规则推出`,
      en: `${fault} does not follow from marks, prices and rules`,
    });
  checkSigned(trade, report);
  checkChance(trade, report);
  checkAmounts(trade, report);
  const letters = await checkLetters(trade);
  const { ranking } = report.conclusions;
  return {
    zh: `${report.committee.length} 名成员，${report.sheets.length} 张评分表，${ranking.length} 个名次，重新计算一致；${letters} 份澄清答复有签名`,
    en: `${report.committee.length} members, ${report.sheets.length} score sheets and ${ranking.length} ranks, computed again with the same result; ${letters} answers to letters are signed`,
  };
}

/** The prices that were scored are the prices that were read out. */
function checkAmounts(trade: Trade, report: EvaluationReport): void {
  const rows = revealedOf(trade)?.bids ?? [];
  for (const { bid, amount } of report.bids) {
    const read = rows.find(row => row.bid === bid)?.opened?.price;
    hold(read === amount, layout.evaluation, {
      zh: `投标 ${bid} 的报价与唱标内容不一致`,
      en: `The price of bid ${bid} is not the one read out`,
    });
  }
}

/**
 * Whatever chance decided came out of the promised seed and the root over the sealed bids, and the parameters that were
 * scored with are those that the opening read out.
 */
function checkChance(trade: Trade, { lot, rules, drawn, conclusions }: EvaluationReport): void {
  const read = revealedOf(trade)?.drawn ?? {};
  const [fault] = drawFaults(rules.price, read);
  hold(fault === undefined, layout.events, {
    zh: `评标参数 ${fault} 不是从公布的范围抽出的`,
    en: `The parameter ${fault} was not drawn from what was announced`,
  });
  const where = layout.evaluation;
  const same = canonicalText(valuesOf(read)) === canonicalText(drawn);
  hold(same, where, {
    zh: '计分用的评标参数不是开标时抽取的',
    en: 'The scores use other parameters than those drawn at the opening',
  });
  const [opened] = eventsOf(trade, 'experts.opened');
  if (!opened) return;
  const { seed, beacon } = z.object({ seed: Sha256, beacon: Sha256 }).parse(opened.data);
  const again = drawPriceParameters(rules.price, { seed, beacon, lot });
  const promised = canonicalText(again) === canonicalText(read);
  hold(promised, layout.events, {
    zh: '评标参数不是由公告承诺的种子抽出的',
    en: 'The parameters were not drawn by the seed promised in the notice',
  });
  const { tie } = conclusions;
  hold(!tie || (tie.seed === seed && tie.beacon === beacon), where, {
    zh: '同分抽签用的不是公布的种子',
    en: 'The tie was drawn by another seed than the published one',
  });
}

const SentData = z.object({ id: Id, bid: Id });
const AnsweredData = z.object({ id: Id, answer: z.string() });

/** The unit that a certificate is for: a person's certificate names it, a unit's own is it. */
const unitOf = ({ subject }: Certificate) => subject.organizationIdentifier ?? subject.serialNumber;

/** Every answer to a letter is signed as it was recorded, by the bidder whom it asked (B52). */
async function checkLetters(trade: Trade): Promise<number> {
  const sent = eventsOf(trade, 'evaluation.letter-sent').map(event => SentData.parse(event.data));
  const answered = eventsOf(trade, 'evaluation.letter-answered');
  for (const event of answered) {
    const { id, answer } = AnsweredData.parse(event.data);
    const said = utf8(canonicalText(answerStatement(id, answer)));
    const path = layout.letter(id);
    const { certificate } = await trade.signatures.check(path, new Date(event.at), { said });
    const bid = sent.find(letter => letter.id === id)?.bid ?? '';
    const bidder = await bidderOf(trade, bid);
    hold(unitOf(certificate) === unitOf(bidder), path, {
      zh: '不是投标人签的',
      en: 'Not signed by the bidder',
    });
  }
  return answered.length;
}

const sha256Hex = (bytes: Uint8Array): string => hex(sha256(bytes));
