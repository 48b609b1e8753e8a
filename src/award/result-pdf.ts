import { beijingDate, beijingMinute, beijingSecond } from '../kernel/beijing.ts';
import { formatCapitals, formatThousands, percentOf } from '../kernel/money.ts';
import type { Document, Inline } from '../platform/pdf/blocks.ts';
import { type LogPosition, verification } from '../platform/pdf/parts.ts';

/** All that the public result says; times ISO, money fen. */
export interface ResultFacts {
  readonly centre: string;
  readonly code: string;
  readonly title: string;
  readonly tenderer: string;
  readonly agency: string | null;
  readonly winner: string;
  readonly amountFen: bigint;
  readonly ceilingFen: bigint;
  readonly periodDays: number;
  readonly quality: string;
  readonly manager: string;
  readonly managerCertificate: string;
  readonly candidatesFrom: string;
  readonly candidatesTo: string;
  readonly objections: readonly {
    readonly at: string;
    readonly answeredAt: string;
    readonly outcome: string;
  }[];
  readonly awardedAt: string;
  /** What has been signed since; null before the contract is recorded. */
  readonly contract: { readonly amountFen: bigint; readonly signedOn: string } | null;
  readonly contact: { readonly name: string; readonly phone: string };
  readonly resultSha256: string;
  readonly log: LogPosition | null;
  readonly verifyUrl: string;
  readonly madeAt: string;
}

/** 中标结果公告: who won, at what price, what became of the objections. */
export function resultNotice(facts: ResultFacts): Document {
  return {
    title: `中标结果公告 ${facts.title}`,
    subject: facts.code,
    author: facts.tenderer,
    madeAt: facts.madeAt,
    running: [`中标结果公告　${facts.title}`, facts.code],
    footer: `${facts.centre}　制表于 ${beijingMinute(facts.madeAt)}`,
    blocks: [
      {
        kind: 'title',
        text: '中标结果公告',
        english: 'Result of the Tender',
        under: `${facts.title}\n${facts.code}`,
      },
      { kind: 'paragraph', text: intro(facts), indent: true },
      { kind: 'terms', rows: terms(facts), termWidth: 110 },
      { kind: 'heading', level: 2, text: '异议及处理', english: 'Objections' },
      {
        kind: 'table',
        columns: [
          { head: '收到', share: 3 },
          { head: '答复', share: 3 },
          { head: '结果', share: 12 },
        ],
        rows: facts.objections.map(o => [
          beijingSecond(o.at),
          beijingSecond(o.answeredAt),
          o.outcome,
        ]),
        empty: '公示期内没有收到异议',
      },
      { kind: 'space', height: 12 },
      {
        kind: 'paragraph',
        text: `${facts.tenderer}\n${beijingDate(facts.awardedAt)}`,
        align: 'right',
      },
      verification({
        title: '公告摘要',
        sha256: facts.resultSha256,
        url: facts.verifyUrl,
        log: facts.log,
        how: '本公告与中标通知书、评标报告摘要同在公开日志中。离线核验：kaibiao verify。',
      }),
    ],
  };
}

const intro = (facts: ResultFacts): string =>
  `${facts.title}（编号 ${facts.code}）的中标候选人已于 ${beijingSecond(facts.candidatesFrom)} 至 ${beijingSecond(facts.candidatesTo)} 公示。公示期满，招标人依法确定中标人，现公告如下。`;

function terms(facts: ResultFacts): [string, Inline][] {
  const saved = facts.ceilingFen - facts.amountFen;
  return [
    ['招标人', facts.tenderer],
    ['代理机构', facts.agency ?? '无，招标人自行招标'],
    ['中标人', { text: facts.winner, bold: true }],
    [
      '中标价',
      `${formatThousands(facts.amountFen)} 元\n大写：人民币${formatCapitals(facts.amountFen)}`,
    ],
    ['最高投标限价', `${formatThousands(facts.ceilingFen)} 元`],
    ['节约资金', `${formatThousands(saved)} 元，${percentOf(saved, facts.ceilingFen)}`],
    ['工期', `${facts.periodDays} 个日历天`],
    ['工程质量', facts.quality],
    ['项目经理', `${facts.manager}，注册证书编号 ${facts.managerCertificate}`],
    [
      '合同金额',
      facts.contract
        ? `${formatThousands(facts.contract.amountFen)} 元，${facts.contract.signedOn} 签订`
        : '合同签订后公布',
    ],
    ['联系人', `${facts.contact.name}　${facts.contact.phone}`],
  ];
}
