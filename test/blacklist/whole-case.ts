import { addClue, addEvidence } from '../../contracts/blacklist.ts';
import { type ClueSnapshot, ClueSnapshot as Snapshot } from '../../contracts/clues/clue.ts';
import { readSanction, uploadProof } from '../../contracts/sanctions.ts';
import { weights } from '../../src/clues/rules/weights.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import { addMonths } from '../../src/kernel/calendar.ts';
import { aClue, act, appeal, type Cast, day, decide, file, measure, settle } from './play.ts';

const words = (zh: string, en: string) => ({ zh, en });

/** What the reasons below sum up to. */
const score = 1 / (1 + Math.exp(-(weights.base + 3.9 + 1.8)));

/** A clue against two firms, as the desk puts it into a case. */
export const aSnapshot = (lot: string, raisedAt: Date): ClueSnapshot =>
  Snapshot.parse({
    ...{
      number: 'X-2026-1122-7KQ4-M2',
      lot,
      stage: 'price',
      bids: [1, 3],
      version: weights.version,
    },
    ...{ title: words('两家疑似在同一台电脑上制作', '2 firms: one computer') },
    ...{ lotTitle: '云江大道改造工程 一标段', score, low: 0.71, high: 0.98 },
    ...{ about: 'lot', span: null, parties: [], series: [] },
    raisedAt: raisedAt.toISOString(),
    bidders: [
      { number: 1, name: '恒筑建设集团有限公司' },
      { number: 3, name: '同泽建工有限公司' },
    ],
    reasons: [
      {
        ...{ rule: 'same-disk', words: words('硬盘序列摘要相同', 'The same disk'), logOdds: 3.9 },
        ...{ bids: [1, 3], article: '招标投标法实施条例第四十条第一项' },
        innocent: [words('两家用同一打印店或代办点的电脑', 'a copy shop or agent used by both')],
        evidence: { value: 'a7a7…a7a7', users: 2, organisations: 214, p: 0.0021 },
      },
      {
        ...{ rule: 'shared-slips', words: words('相同的罕见错误 3 处', '3 rare errors in both') },
        ...{ logOdds: 1.8, bids: [1, 3], article: null, evidence: { errors: 3 } },
        innocent: [words('同一咨询单位代写', 'one consultant wrote both')],
      },
    ],
    links: [
      {
        ...{ a: 1, b: 3, rule: 'same-disk', strength: 0.97 },
        words: words('硬盘序列摘要相同', 'The same disk'),
        source: words('封装时声明', 'declared when sealing'),
      },
    ],
  });

export interface WholeCase {
  readonly id: string;
  readonly number: string;
  /** A file and a clue that the notice uses, and a file that it does not. */
  readonly used: readonly string[];
  readonly unused: string;
  readonly snapshot: ClueSnapshot;
}

const pass = async ({ stage }: Cast, days: number) => {
  const now = await stage.now();
  await stage.advance(new Date(now.getTime() + days * day));
};

/** From the clue to the listing: evidence, notice, defence with hearing, decision, service, publication. */
export async function playToListing(cast: Cast): Promise<WholeCase> {
  const { id, evidence, code } = await aClue(cast);
  const snapshot = aSnapshot(id, await cast.stage.now());
  const put = { name: snapshot.title.zh, source: `线索 ${snapshot.number}`, rule: 'same-disk' };
  const body = { ...put, finding: JSON.parse(JSON.stringify(snapshot)) };
  const clue = await cast.officer.client.call(addClue, { params: { case: id }, body });
  const unused = await aFile(cast, id, '内部研判.txt');
  await file(cast, id);
  const used = [evidence, clue.id];
  await act(cast.officer, id, {
    ...{ act: 'notice', facts: facts(code), evidence: used, ...measure },
    fine: { base: '1000000.00', amount: '8000.00' },
  });
  await act(cast.firm, id, {
    act: 'answer',
    text: '两家共用一家打印店，并未串通。',
    hearing: true,
  });
  await hear(cast, id);
  await decide(cast, id, { facts: facts(code) });
  await act(cast.second, id, { act: 'serve', manner: 'in-person', note: '当面签收' });
  const { sanction } = await act(cast.officer, id, { act: 'publish' });
  return { id, number: sanction ?? '', used, unused, snapshot };
}

const facts = (code: string): string =>
  `当事人（${code}）与同泽建工有限公司的投标文件在同一台电脑上封装，硬盘序列摘要相同，技术文件有三处相同的罕见错误；打印店经营者证言称该机当日未对外营业。上述事实有封装指纹、文本对照、询问笔录等为证，足以认定两家单位相互串通投标，属于《招标投标法实施条例》第四十条第一项所列情形。`;

async function aFile(cast: Cast, id: string, name: string): Promise<string> {
  const { id: evidence } = await cast.officer.client.callWithBytes(
    addEvidence,
    { params: { case: id }, query: { name }, content: utf8(`${name}的内容`) },
    { 'content-type': 'application/octet-stream' },
  );
  return evidence;
}

/** Chaired by who will decide: one supervisor of the city takes no part, for the appeals. */
async function hear(cast: Cast, id: string): Promise<void> {
  const at = new Date((await cast.stage.now()).getTime() + 9 * day).toISOString();
  const chair = cast.decider.account.person;
  await act(cast.officer, id, { act: 'call-hearing', at, place: '政务路 2 号 301 室', chair });
  await pass(cast, 10);
  const record = '双方到场，就打印店一节质证完毕。';
  await act(cast.decider, id, { act: 'record-hearing', record });
}

/** The firm objects in vain, and is repaired after a year. */
export async function playToRepair(cast: Cast, { number }: WholeCase): Promise<void> {
  const { sha256 } = await cast.firm.client.callWithBytes(
    uploadProof,
    { params: { number }, query: { name: '打印店证明.pdf' }, content: utf8('%PDF-1.7 证明') },
    { 'content-type': 'application/octet-stream' },
  );
  await settle(cast.other, await appeal(cast.firm, number, 'objection', [sha256]), 'rejected');
  const { from } = await cast.stage.open.call(readSanction, { params: { number } });
  await cast.stage.advance(addMonths(new Date(from), 12));
  await settle(cast.other, await appeal(cast.firm, number, 'repair'), 'granted');
}
