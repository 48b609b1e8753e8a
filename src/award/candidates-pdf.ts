import { beijingDate, beijingMinute, beijingSecond } from '../kernel/beijing.ts';
import { formatThousands } from '../kernel/money.ts';
import type { Block, Document, Inline } from '../platform/pdf/blocks.ts';
import { type LogPosition, verification } from '../platform/pdf/parts.ts';

export interface CandidateFacts {
  readonly rank: number;
  readonly bidder: string;
  readonly amountFen: bigint;
  readonly periodDays: number;
  readonly quality: string;
  readonly manager: string;
  readonly managerCertificate: string;
  readonly technical: string;
  readonly price: string;
  readonly total: string;
}

/** All that the candidates notice says; times ISO, money fen, scores decimal text. */
export interface CandidatesFacts {
  readonly centre: string;
  readonly code: string;
  readonly title: string;
  readonly tenderer: string;
  readonly agency: string | null;
  readonly contact: { readonly name: string; readonly phone: string };
  readonly supervisor: { readonly name: string; readonly phone: string };
  readonly openedAt: string;
  readonly reportedAt: string;
  readonly publishedAt: string;
  readonly windowEndsAt: string;
  readonly candidates: readonly CandidateFacts[];
  /** Rejected bids with the reasons, as the notice must show them. */
  readonly rejected: readonly {
    readonly bidder: string;
    readonly stage: string;
    readonly reasons: readonly string[];
  }[];
  readonly noticeSha256: string;
  readonly certificateSerial: string;
  readonly log: LogPosition | null;
  readonly verifyUrl: string;
  readonly madeAt: string;
}

/** 中标候选人公示 (B54): within three days of the report, for at least three days. */
export function candidatesNotice(facts: CandidatesFacts): Document {
  return {
    title: `中标候选人公示 ${facts.title}`,
    subject: facts.code,
    author: facts.tenderer,
    madeAt: facts.madeAt,
    running: [`中标候选人公示　${facts.title}`, facts.code],
    footer: `${facts.centre}　制表于 ${beijingMinute(facts.madeAt)}`,
    blocks: [
      {
        kind: 'title',
        text: '中标候选人公示',
        english: 'Notice of Candidates for Award',
        under: `${facts.title}（${facts.code}）`,
      },
      { kind: 'paragraph', text: opening(facts), indent: true },
      { kind: 'heading', level: 2, text: '一、中标候选人', english: 'Candidates, in order' },
      candidateTable(facts.candidates),
      responses(facts.candidates),
      { kind: 'heading', level: 2, text: '二、否决的投标', english: 'Rejected bids' },
      rejectedTable(facts),
      { kind: 'heading', level: 2, text: '三、公示期和异议', english: 'Objections' },
      { kind: 'paragraph', text: objection(facts), indent: true },
      { kind: 'terms', rows: contacts(facts), termWidth: 92 },
      { kind: 'space', height: 4 },
      {
        kind: 'paragraph',
        text: `${facts.tenderer}　${beijingDate(facts.publishedAt)}`,
        align: 'right',
      },
      verification({
        title: '公示摘要',
        sha256: facts.noticeSha256,
        url: facts.verifyUrl,
        log: facts.log,
        how: `招标人已用证书 ${facts.certificateSerial} 对公示正文签名（CAdES）。评标委员会名单与抽取种子随本公示一并公开，任何人可重算。`,
      }),
    ],
  };
}

const opening = (facts: CandidatesFacts): string =>
  `${facts.title}（编号 ${facts.code}）于 ${beijingSecond(facts.openedAt)} 开标，评标委员会于 ${beijingSecond(facts.reportedAt)} 提出书面评标报告。根据《招标投标法实施条例》第五十四条，现将中标候选人公示如下。`;

function candidateTable(candidates: readonly CandidateFacts[]): Block {
  return {
    kind: 'table',
    columns: [
      { head: '名次', share: 1.4, align: 'right' },
      { head: '中标候选人', share: 8 },
      { head: '投标总价（元）', share: 4.4, align: 'right' },
      { head: '工期（天）', share: 2.4, align: 'right' },
      { head: '质量', share: 2.4 },
      { head: '技术', share: 2, align: 'right' },
      { head: '报价', share: 2, align: 'right' },
      { head: '总分', share: 2, align: 'right' },
    ],
    rows: candidates.map((c): Inline[] => [
      String(c.rank),
      c.bidder,
      formatThousands(c.amountFen),
      String(c.periodDays),
      c.quality,
      c.technical,
      c.price,
      { text: c.total, bold: true },
    ]),
  };
}

const responses = (candidates: readonly CandidateFacts[]): Block => ({
  kind: 'table',
  caption: '项目负责人和对资格要求的响应',
  columns: [
    { head: '名次', share: 1.4, align: 'right' },
    { head: '项目经理', share: 4 },
    { head: '注册证书编号', share: 5 },
    { head: '资格能力条件', share: 6 },
  ],
  rows: candidates.map(c => [
    String(c.rank),
    c.manager,
    c.managerCertificate,
    '经评审满足招标文件要求',
  ]),
});

const rejectedTable = (facts: CandidatesFacts): Block => ({
  kind: 'table',
  columns: [
    { head: '投标人', share: 6 },
    { head: '阶段', share: 3 },
    { head: '否决的理由和依据', share: 12 },
  ],
  rows: facts.rejected.map(r => [r.bidder, r.stage, r.reasons.join('\n')]),
  empty: '没有被否决的投标',
});

const objection = (facts: CandidatesFacts): string =>
  `公示期自 ${beijingSecond(facts.publishedAt)} 起，至 ${beijingSecond(facts.windowEndsAt)} 之前，不少于三日。投标人或者其他利害关系人对评标结果有异议的，应当在公示期内通过平台提出；招标人自收到异议之日起三日内作出答复，作出答复前暂停招标投标活动。对答复不服的，可以自答复之日起十日内向行政监督部门投诉（《实施条例》第五十四、六十条）。`;

const contacts = (facts: CandidatesFacts): [string, Inline][] => [
  ['招标人', `${facts.tenderer}　${facts.contact.name}　${facts.contact.phone}`],
  ['代理机构', facts.agency ?? '无，招标人自行招标'],
  ['监督部门', `${facts.supervisor.name}　${facts.supervisor.phone}`],
];
