import { beijingDate, beijingMinute } from '../kernel/beijing.ts';
import { formatCapitals, formatThousands } from '../kernel/money.ts';
import type { Document } from '../platform/pdf/blocks.ts';
import { type LogPosition, verification } from '../platform/pdf/parts.ts';

/** All that the award notice says; times ISO, money fen. */
export interface NoticeFacts {
  readonly centre: string;
  /** Number of the notice itself. */
  readonly reference: string;
  readonly code: string;
  readonly title: string;
  readonly tenderer: string;
  readonly agency: string | null;
  readonly winner: string;
  readonly submittedAt: string;
  readonly amountFen: bigint;
  readonly periodDays: number;
  readonly quality: string;
  readonly manager: string;
  readonly managerCertificate: string;
  /** The last day for the written contract: 30 days after this notice (A46). */
  readonly contractBy: string;
  /** Amount of the performance bond, at most 10 % of the contract (B58); null when none is asked. */
  readonly performanceBondFen: bigint | null;
  readonly place: string;
  readonly awardedAt: string;
  readonly certificateSerial: string;
  readonly noticeSha256: string;
  readonly log: LogPosition | null;
  readonly verifyUrl: string;
  readonly madeAt: string;
}

/** 中标通知书 (A45): binds tenderer and winner from the day it is issued. */
export function awardNotice(facts: NoticeFacts): Document {
  const size = 11.5;
  return {
    title: `中标通知书 ${facts.title}`,
    subject: facts.code,
    author: facts.tenderer,
    madeAt: facts.madeAt,
    running: ['中标通知书', facts.reference],
    footer: `${facts.reference}　制表于 ${beijingMinute(facts.madeAt)}`,
    blocks: [
      {
        kind: 'title',
        text: '中标通知书',
        english: 'Letter of Acceptance',
        under: facts.reference,
      },
      { kind: 'rule', thick: true },
      { kind: 'space', height: 8 },
      { kind: 'paragraph', text: { text: `${facts.winner}：`, bold: true }, size },
      { kind: 'paragraph', text: accepted(facts), indent: true, size },
      { kind: 'terms', rows: terms(facts), termWidth: 110 },
      { kind: 'space', height: 6 },
      { kind: 'paragraph', text: duty(facts), indent: true, size },
      { kind: 'paragraph', text: effect, indent: true, size },
      { kind: 'paragraph', text: '特此通知。', indent: true, size },
      { kind: 'space', height: 16 },
      {
        kind: 'together',
        blocks: [
          { kind: 'paragraph', text: `招标人：${facts.tenderer}`, align: 'right', size },
          ...(facts.agency
            ? [
                {
                  kind: 'paragraph' as const,
                  text: `招标代理机构：${facts.agency}`,
                  align: 'right' as const,
                  size,
                },
              ]
            : []),
          { kind: 'paragraph', text: beijingDate(facts.awardedAt), align: 'right', size },
        ],
      },
      { kind: 'space', height: 16 },
      verification({
        title: '通知书摘要',
        sha256: facts.noticeSha256,
        url: facts.verifyUrl,
        log: facts.log,
        how: `招标人已用证书 ${facts.certificateSerial} 签名（CAdES），与盖章文件同等效力（《电子签名法》第十四条）。扫码核验真伪。`,
      }),
    ],
  };
}

const accepted = (facts: NoticeFacts): string =>
  `你方于 ${beijingDate(facts.submittedAt)} 所递交的 ${facts.title}（编号 ${facts.code}）投标文件已被我方接受，被确定为中标人。`;

const terms = (facts: NoticeFacts): [string, string][] => [
  [
    '中标价',
    `${formatThousands(facts.amountFen)} 元\n大写：人民币${formatCapitals(facts.amountFen)}`,
  ],
  ['工期', `${facts.periodDays} 个日历天`],
  ['工程质量', facts.quality],
  ['项目经理', `${facts.manager}，注册证书编号 ${facts.managerCertificate}`],
];

function duty(facts: NoticeFacts): string {
  const by = beijingDate(facts.contractBy);
  const bond =
    facts.performanceBondFen === null
      ? ''
      : `，在此之前按招标文件第二章“投标人须知”的规定向我方提交履约担保 ${formatThousands(facts.performanceBondFen)} 元`;
  return `请你方在接到本通知书后的 30 日内（最迟 ${by}）到${facts.place}与我方签订承包合同${bond}。`;
}

const effect =
  '本通知书对招标人和中标人具有法律效力。本通知书发出后，招标人改变中标结果的，或者中标人放弃中标项目的，应当依法承担法律责任（《招标投标法》第四十五条）。';
