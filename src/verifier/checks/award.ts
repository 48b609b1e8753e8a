import { z } from 'zod';
import { AwardNotice, CandidatesNotice } from '../../../contracts/award-notices.ts';
import type { EvaluationReport } from '../../../contracts/evaluation-report.ts';
import { Id, Sha256, Time } from '../../../contracts/route.ts';
import type { Words } from '../../../contracts/words.ts';
import { openWindow, resumeWindow, stopWindow, winnerOf } from '../../award/rules/award.ts';
import { objectionStatement } from '../../award/rules/statements.ts';
import { utf8 } from '../../kernel/bytes.ts';
import { chinaCalendar } from '../../kernel/calendar.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { bidsBindUntil } from '../../tender/rules/day-count.ts';
import type { LoggedEvent } from '../bundle.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { notAsLogged, nothing, said } from '../said.ts';
import { eventsOf, type Trade } from '../trade.ts';
import { checkVoidings, outsBefore, type Round, roundsOf } from './award-rounds.ts';
import { readReport } from './evaluation.ts';
import { readTerms } from './notice.ts';
import { sha256Hex } from './sha256.ts';

/** Candidates as the report ranks them, the objection window to the millisecond, and the award that follows from both. */
export async function checkAward(trade: Trade): Promise<Words> {
  const [published] = eventsOf(trade, 'award.candidates-published');
  if (!published) return { zh: '还没有公示中标候选人', en: 'No candidates published yet' };
  const candidates = await checkCandidates(trade, published);
  const objections = await checkObjections(trade);
  const window = replayWindow(trade, published);
  const { length } = candidates.candidates;
  const so = {
    zh: `${length} 名候选人与评标报告一致，${objections} 件异议`,
    en: `${length} candidates as the report ranks them, ${objections} objections`,
  };
  const rounds = roundsOf(trade);
  const voided = await checkVoidings(trade);
  let found = nothing;
  for (const round of rounds) found = await checkRound(trade, round, candidates, window);
  const fallen =
    voided > 0
      ? { zh: `；${voided} 次中标被认定无效`, en: `; ${voided} awards found void` }
      : nothing;
  if (rounds.every(round => round.voided))
    return said(so, fallen, { zh: '，没有中标人', en: ', no winner' });
  return said(so, { zh: '都已答复，', en: ', all answered; ' }, found, fallen);
}

/** One award: after the window, to the candidate whose turn it was, within the bids' validity or flagged. */
async function checkRound(
  trade: Trade,
  round: Round,
  candidates: CandidatesNotice,
  window: ReturnType<typeof replayWindow>,
): Promise<Words> {
  const { awarded, paths } = round;
  hold(window.open.size === 0, paths.award, {
    zh: '还有异议没有答复就定了标',
    en: 'Awarded with an objection still open',
  });
  hold(window.endsAt <= new Date(awarded.at), paths.award, {
    zh: '公示期没有结束就定了标',
    en: 'Awarded before the window had ended',
  });
  const winner = await checkWinner(trade, round, candidates);
  const over = await checkValidity(trade, awarded);
  return {
    zh: `公示期满后由第 ${winner.rank} 名「${winner.bidder}」中标${over ? '；投标有效期已过' : ''}`,
    en: `after the window awarded to rank ${winner.rank}, “${winner.bidder}”${over ? '; the bids had ceased to bind' : ''}`,
  };
}

const AwardedData = z.object({ afterValidity: z.boolean().default(false) });

/** An award after the bids have ceased to bind is flagged as one, and no other is (B25). */
async function checkValidity(trade: Trade, { at, data }: LoggedEvent): Promise<boolean> {
  const { afterValidity } = AwardedData.parse(data);
  const { deadline, lot } = await readTerms(trade);
  const { validityDays } = (await readReport(trade))?.rules ?? lot.rules;
  const over = new Date(at) >= bidsBindUntil(deadline, validityDays, chinaCalendar);
  hold(afterValidity === over, layout.award, {
    zh: '定标是否在投标有效期内，记得不对',
    en: 'Whether the bids still bound at the award is recorded wrongly',
  });
  return over;
}

const SignedData = z.object({ sha256: Sha256 });

/** A signed paper of the award: its text is the one in the log, its signature was good when it was published. */
async function readPaper<T>(
  trade: Trade,
  paths: { readonly text: string; readonly signature: string },
  event: LoggedEvent,
  schema: z.ZodType<T>,
): Promise<T> {
  const text = await trade.bundle.text(paths.text);
  hold(sha256Hex(text) === SignedData.parse(event.data).sha256, paths.text, notAsLogged);
  await trade.signatures.check(paths.signature, new Date(event.at), { said: utf8(text) });
  return within(paths.text, () => schema.parse(JSON.parse(text)));
}

async function checkCandidates(trade: Trade, event: LoggedEvent): Promise<CandidatesNotice> {
  const where = layout.candidates;
  const paths = { text: where, signature: layout.candidatesSignature };
  const notice = await readPaper(trade, paths, event, CandidatesNotice);
  const report = await readReport(trade);
  if (!report)
    throw new Fault(where, {
      zh: '没有评标报告就公示了候选人',
      en: 'Candidates were published without an evaluation report',
    });
  hold(notice.lot === trade.bundle.index.lot, where, {
    zh: '不是这个标段的',
    en: 'Of another lot',
  });
  const reported = eventsOf(trade, 'evaluation.reported').at(-1)?.data.sha256;
  hold(notice.reportSha256 === reported, where, {
    zh: '依据的不是成员签署的评标报告',
    en: 'It rests on another report than the one the members signed',
  });
  const facts = (rows: CandidatesNotice['candidates']) =>
    rows.map(({ rank, bid, amount, technical, price, total }) => ({
      ...{ rank, bid, amount, technical, price, total },
    }));
  const same = canonicalText(facts(notice.candidates)) === canonicalText(ranked(report));
  hold(same, where, {
    zh: '候选人与评标报告的排名不一致',
    en: 'The candidates are not the ranking of the report',
  });
  return notice;
}

const ranked = ({ conclusions: { ranking, candidates } }: EvaluationReport) =>
  ranking
    .filter(row => candidates.includes(row.bid))
    .map(({ rank, bid, amount, technical, price, total }) => ({
      ...{ rank, bid, amount, technical, price, total },
    }));

const ObjectedData = z.object({ objection: Id, textSha256: Sha256 });
const AnsweredData = z.object({ objection: Id, answerSha256: Sha256, windowEndsAt: Time });
const ObjectionFile = z.object({ text: z.string(), answer: z.string().nullable() });

/** Every objection with its signature, and every answer, as the log has them. */
async function checkObjections(trade: Trade): Promise<number> {
  const answers = eventsOf(trade, 'award.objection-answered').map(e => AnsweredData.parse(e.data));
  const objected = eventsOf(trade, 'award.objected');
  for (const event of objected) {
    const { objection, textSha256 } = ObjectedData.parse(event.data);
    const path = layout.objection(objection);
    const { text, answer } = await trade.bundle.json(path, ObjectionFile);
    hold(sha256Hex(text) === textSha256, path, {
      zh: '异议与日志里的摘要不一致',
      en: 'The objection has not the hash in the log',
    });
    const said = utf8(canonicalText(objectionStatement(trade.bundle.index.lot, text)));
    await trade.signatures.check(layout.objectionSignature(objection), new Date(event.at), {
      said,
    });
    const answered = answers.find(a => a.objection === objection);
    const same = answer === null ? !answered : sha256Hex(answer) === answered?.answerSha256;
    hold(same, path, {
      zh: '答复与日志里的摘要不一致',
      en: 'The answer has not the hash in the log',
    });
  }
  return objected.length;
}

/** Runs the window's clock again: three days at least, standing still while an objection waits (B54). */
function replayWindow(trade: Trade, published: LoggedEvent) {
  let window = openWindow(new Date(published.at), chinaCalendar);
  const open = new Set<string>();
  const holdEnd = (said: unknown) =>
    hold(said === window.endsAt.toISOString(), layout.candidates, {
      zh: '公示期的终点算得不对',
      en: 'The end of the window is computed wrongly',
    });
  holdEnd(published.data.windowEndsAt);
  for (const event of trade.events) {
    if (event.type === 'award.objected') {
      window = stopWindow(window, new Date(event.at));
      open.add(ObjectedData.parse(event.data).objection);
    }
    if (event.type !== 'award.objection-answered') continue;
    const { objection, windowEndsAt } = AnsweredData.parse(event.data);
    open.delete(objection);
    if (open.size === 0) window = resumeWindow(window, new Date(event.at), chinaCalendar);
    holdEnd(windowEndsAt);
  }
  return { endsAt: window.endsAt, open };
}

/** Rank 1, or the next where those before gave up, were disqualified or lost a void award, each with its reason (B55). */
async function checkWinner(
  trade: Trade,
  { awarded, paths }: Round,
  { candidates }: CandidatesNotice,
) {
  const where = paths.award;
  const papers = { text: where, signature: paths.awardSignature };
  const notice = await readPaper(trade, papers, awarded, AwardNotice);
  const published = sha256Hex(await trade.bundle.text(layout.candidates));
  hold(notice.candidatesSha256 === published, where, {
    zh: '依据的不是公示的候选人',
    en: 'It rests on other candidates than those published',
  });
  const out = outsBefore(trade, awarded);
  const standing = candidates.map(said => ({
    ...said,
    outReason: out.find(o => o.rank === said.rank)?.reason ?? null,
  }));
  const { outReason: _, ...winner } = await within(where, () => winnerOf(standing));
  hold(canonicalText(notice.winner) === canonicalText(winner), where, {
    zh: '中标人不是排名最前的候选人（实施条例第五十五条）',
    en: 'The winner is not the first of the candidates (Implementing Regulations, art. 55)',
  });
  const passed = out
    .filter(({ rank }) => rank < winner.rank)
    .map(({ rank, reason }) => ({ rank, reason }))
    .sort((a, b) => a.rank - b.rank);
  const said = notice.passedOver.map(({ rank, reason }) => ({ rank, reason }));
  hold(canonicalText(said) === canonicalText(passed), where, {
    zh: '越过的候选人与日志不一致',
    en: 'The candidates passed over are not those in the log',
  });
  return winner;
}
