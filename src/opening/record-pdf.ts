import { beijingMilli, beijingMinute, beijingSecond } from '../kernel/beijing.ts';
import { formatThousands, percentOf } from '../kernel/money.ts';
import type { Block, Document, Inline, Table } from '../platform/pdf/blocks.ts';
import {
  count,
  digest,
  type LogPosition,
  type SignedBy,
  signatureTable,
  verification,
} from '../platform/pdf/parts.ts';

export interface OpenedBid {
  readonly priceFen: bigint;
  readonly periodDays: number;
  readonly manager: string;
  readonly managerCertificate: string;
  readonly quality: string;
  readonly bondFen: bigint | null;
  /** Key and plaintext commitments of the manifest were found to hold. */
  readonly commitmentHolds: boolean;
}

export type Release =
  | { readonly state: 'released'; readonly at: string; readonly recovered: boolean }
  /** 视为撤销: not released, and the cause lies with the bidder (C31). */
  | { readonly state: 'revoked'; readonly cause: string }
  /** 视为撤回: not released, and the cause lies elsewhere (C31). */
  | { readonly state: 'withdrawn'; readonly cause: string };

export interface RecordedBid {
  readonly number: number;
  readonly bidder: string;
  readonly signedInAt: string | null;
  readonly release: Release;
  readonly opened: OpenedBid | null;
}

/** All that the opening record says; times ISO, money fen. */
export interface OpeningFacts {
  readonly centre: string;
  readonly code: string;
  readonly title: string;
  readonly tenderer: string;
  readonly agency: string | null;
  readonly host: string;
  readonly place: string;
  readonly deadline: string;
  readonly windowEndedAt: string;
  readonly revealedAt: string;
  readonly ceilingFen: bigint;
  readonly sealedRoot: string;
  readonly bids: readonly RecordedBid[];
  /** Parameters of the price formula drawn in public at the opening: name and value. */
  readonly drawn: readonly {
    readonly name: string;
    readonly value: string;
    readonly from: string;
  }[];
  /** Who gave a share of the opening key, and whether its proof held. */
  readonly trustees: readonly {
    readonly name: string;
    readonly at: string;
    readonly holds: boolean;
  }[];
  readonly questions: readonly {
    readonly at: string;
    readonly from: string;
    readonly text: string;
    readonly answeredAt: string | null;
    readonly answer: string | null;
  }[];
  readonly signatures: readonly SignedBy[];
  readonly recordSha256: string;
  readonly log: LogPosition | null;
  readonly verifyUrl: string;
  readonly madeAt: string;
}

/** 开标记录表, landscape: what was read out, who failed and by whose cause, what was asked, who signed (C30, C31, B44). */
export function openingRecord(facts: OpeningFacts): Document {
  return {
    title: `开标记录表 ${facts.title}`,
    subject: facts.code,
    author: facts.centre,
    madeAt: facts.madeAt,
    landscape: true,
    running: [`开标记录表　${facts.title}`, facts.code],
    footer: `${facts.centre}　时间均为北京时间（UTC+8）　制表于 ${beijingMinute(facts.madeAt)}`,
    blocks: [
      { kind: 'title', text: '开标记录表', english: 'Record of Bid Opening', under: facts.centre },
      heading(facts),
      readOut(facts),
      { kind: 'paragraph', text: note, size: 8.5 },
      ...failures(facts),
      ...drawing(facts),
      ...questions(facts),
      {
        kind: 'together',
        blocks: [
          { kind: 'heading', level: 2, text: '签名', english: 'Signatures' },
          signatureTable(facts.signatures),
        ],
      },
      verification({
        title: '记录摘要',
        sha256: facts.recordSha256,
        url: facts.verifyUrl,
        log: facts.log,
        how: `各方签名都针对同一份记录正文（RFC 8785）的上述摘要。封存根：${facts.sealedRoot}。下载证据包后可离线核验：kaibiao verify。`,
      }),
    ],
  };
}

const note =
  '按投标总价从低到高排列，未开启的列在最后。开标只宣读，不作评审；是否超过最高投标限价由评标委员会认定（《招标投标法实施条例》第五十一条）。';

function heading(facts: OpeningFacts): Block {
  const left: [string, Inline][] = [
    ['项目', `${facts.title}（${facts.code}）`],
    ['招标人', facts.tenderer],
    ['代理机构', facts.agency ?? '无，招标人自行招标'],
    ['主持人', facts.host],
  ];
  const opened = facts.bids.filter(b => b.opened).length;
  const right: [string, Inline][] = [
    ['截止、封存', `${beijingMilli(facts.deadline)}，共 ${count(facts.bids.length)} 份`],
    ['解密窗口关闭', beijingSecond(facts.windowEndedAt)],
    ['同时开启', `${beijingMilli(facts.revealedAt)}，${count(opened)} 份`],
    ['最高投标限价', `${formatThousands(facts.ceilingFen)} 元`],
    ['地点', facts.place],
  ];
  return {
    kind: 'beside',
    columns: [
      { share: 1, blocks: [{ kind: 'terms', rows: left, termWidth: 62 }] },
      { share: 1, blocks: [{ kind: 'terms', rows: right, termWidth: 82 }] },
    ],
  };
}

function readOut(facts: OpeningFacts): Table {
  const sorted = [...facts.bids].sort(byPrice);
  return {
    kind: 'table',
    caption: '唱标内容',
    columns: [
      { head: '序号', share: 1.6, align: 'right' },
      { head: '投标人', share: 8.4 },
      { head: '签到', share: 2.6 },
      { head: '解密', share: 2.8 },
      { head: '投标总价（元）', share: 4.4, align: 'right' },
      { head: '比限价', share: 2.5, align: 'right' },
      { head: '工期（天）', share: 3, align: 'right' },
      { head: '项目经理', share: 3.4 },
      { head: '注册证书编号', share: 4.4 },
      { head: '质量', share: 2 },
      { head: '保证金（元）', share: 4, align: 'right' },
      { head: '承诺校验', share: 2.7 },
    ],
    rows: sorted.map(bid => row(bid, facts.ceilingFen)),
    size: 8.5,
  };
}

function byPrice(a: RecordedBid, b: RecordedBid): number {
  if (!a.opened || !b.opened) return Number(!a.opened) - Number(!b.opened) || a.number - b.number;
  if (a.opened.priceFen === b.opened.priceFen) return a.number - b.number;
  return a.opened.priceFen < b.opened.priceFen ? -1 : 1;
}

const timeOf = (at: string | null): string => (at ? beijingSecond(at).slice(11) : '未签到');

function row(bid: RecordedBid, ceilingFen: bigint): Inline[] {
  const start = [String(bid.number), bid.bidder, timeOf(bid.signedInAt), releaseText(bid.release)];
  const { opened } = bid;
  if (!opened) return [...start, '未开启'];
  const over = opened.priceFen > ceilingFen ? '+' : '';
  return [
    ...start,
    formatThousands(opened.priceFen),
    `${over}${percentOf(opened.priceFen - ceilingFen, ceilingFen)}`,
    String(opened.periodDays),
    opened.manager,
    opened.managerCertificate,
    opened.quality,
    opened.bondFen === null ? '' : formatThousands(opened.bondFen),
    opened.commitmentHolds ? '一致' : { text: '不一致', ink: 'red', bold: true },
  ];
}

function releaseText(release: Release): Inline {
  if (release.state === 'revoked') return { text: '视为撤销', bold: true };
  if (release.state === 'withdrawn') return { text: '视为撤回', bold: true };
  return release.recovered ? `${timeOf(release.at)}\n恢复文件` : timeOf(release.at);
}

const fault = {
  revoked: [
    '投标人',
    '视为撤销投标文件，投标保证金可以不予退还（《电子招标投标办法》第三十一条、《实施条例》第三十五条）',
  ],
  withdrawn: [
    '投标人以外',
    '视为撤回投标文件，投标人有权要求责任方赔偿直接损失（《电子招标投标办法》第三十一条）',
  ],
} as const;

function failures(facts: OpeningFacts): Block[] {
  const rows = facts.bids.flatMap(({ number, bidder, release }) => {
    if (release.state === 'released') return [];
    const [owner, effect] = fault[release.state];
    return [[String(number), bidder, release.cause, owner, effect]];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: '未解密的投标文件：原因、责任和后果',
      columns: [
        { head: '序号', share: 1.4, align: 'right' },
        { head: '投标人', share: 6 },
        { head: '原因和证据', share: 9 },
        { head: '责任', share: 3 },
        { head: '后果', share: 11 },
      ],
      rows,
      size: 8.5,
    },
    { kind: 'paragraph', text: '其余投标人的投标照常开标。', size: 8.5 },
  ];
}

function drawing(facts: OpeningFacts): Block[] {
  const shares = facts.trustees.map(
    t => `${t.name}（${beijingSecond(t.at).slice(11)}，份额证明${t.holds ? '有效' : '无效'}）`,
  );
  const rows: [string, Inline][] = [
    ['封存根', digest(facts.sealedRoot)],
    ['解密委员', shares.join('；')],
    ...facts.drawn.map(d => [d.name, `${d.value}（当场从 ${d.from} 中抽取）`] as [string, Inline]),
  ];
  return [
    { kind: 'heading', level: 2, text: '开启与抽取', english: 'Opening key and public draw' },
    { kind: 'terms', rows, termWidth: 100 },
  ];
}

function questions(facts: OpeningFacts): Block[] {
  return [
    { kind: 'heading', level: 2, text: '提问与答复', english: 'Questions and answers' },
    {
      kind: 'table',
      columns: [
        { head: '时刻', share: 2.4 },
        { head: '提出人', share: 6 },
        { head: '提问', share: 10 },
        { head: '当场答复', share: 12 },
      ],
      rows: facts.questions.map(q => [
        timeOf(q.at),
        q.from,
        q.text,
        q.answer === null ? '未答复' : `${timeOf(q.answeredAt)}　${q.answer}`,
      ]),
      size: 8.5,
      empty: '没有人提出疑问或异议',
    },
  ];
}
