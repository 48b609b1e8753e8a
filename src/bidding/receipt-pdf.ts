import { beijingMilli, beijingSecond, spanZh } from '../kernel/beijing.ts';
import type { Block, Document, Inline } from '../platform/pdf/blocks.ts';
import {
  bytesText,
  code,
  count,
  digest,
  type LogPosition,
  logText,
} from '../platform/pdf/parts.ts';

/** All that a printed receipt says; times ISO. Nothing in it reveals the bid. */
export interface ReceiptFacts {
  readonly centre: string;
  readonly reference: string;
  readonly kind: 'submitted' | 'withdrawn';
  readonly receivedAt: string;
  readonly deadline: string;
  readonly code: string;
  readonly title: string;
  readonly bidder: string;
  readonly sequence: number;
  /** The submission that this one takes the place of. */
  readonly replaces: { readonly sequence: number; readonly receivedAt: string } | null;
  /** Empty for a withdrawal. */
  readonly envelopes: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly segments: number;
  }[];
  readonly manifestSha256: string;
  readonly certificateSerial: string;
  readonly timestamp: { readonly at: string; readonly serial: string };
  readonly log: LogPosition | null;
  readonly certificateStatus: 'valid' | 'provisional';
  readonly verifyUrl: string;
}

const words = {
  submitted: { title: '投标文件接收回执', english: 'Receipt of a Sealed Bid', part: '接收内容' },
  withdrawn: { title: '投标文件撤回回执', english: 'Receipt of a Withdrawal', part: '撤回内容' },
} as const;

/** 投标文件接收回执 (C27): one page that anyone can check without learning the bid. */
export function receiptDocument(facts: ReceiptFacts): Document {
  const word = words[facts.kind];
  return {
    title: `${word.title} ${facts.reference}`,
    author: facts.centre,
    madeAt: facts.receivedAt,
    running: [word.title, facts.reference],
    // Nothing of the printing itself: the same receipt prints to the same bytes, so that two prints can be compared.
    footer: '本回执由系统签发，与盖章文件同等保存',
    blocks: [
      { kind: 'title', text: word.title, english: word.english, under: facts.centre },
      { kind: 'rule', thick: true },
      head(facts),
      { kind: 'rule', thick: true },
      { kind: 'heading', level: 2, text: word.part, english: 'What was received' },
      { kind: 'terms', rows: contentRows(facts) },
      { kind: 'heading', level: 2, text: '证明', english: 'Proof' },
      { kind: 'terms', rows: proofRows(facts) },
      { kind: 'heading', level: 2, text: '怎样核验', english: 'How to verify' },
      ...how(facts),
      { kind: 'heading', level: 2, text: '接下来', english: 'What happens next' },
      { kind: 'paragraph', text: next[facts.kind](facts), align: 'left' },
    ],
  };
}

function head(facts: ReceiptFacts): Block {
  const left = spanZh(Date.parse(facts.deadline) - Date.parse(facts.receivedAt));
  return {
    kind: 'beside',
    columns: [
      {
        share: 5,
        blocks: [
          { kind: 'paragraph', text: '回执号', size: 9, after: 0 },
          {
            kind: 'paragraph',
            text: { text: facts.reference, bold: true, size: 15 },
            align: 'left',
          },
          { kind: 'paragraph', text: '接收时刻（北京时间 UTC+8）', size: 9, after: 0 },
          {
            kind: 'paragraph',
            text: [
              { text: beijingMilli(facts.receivedAt), bold: true, size: 15 },
              { text: `　离截止 ${left}`, size: 9 },
            ],
            align: 'left',
          },
        ],
      },
      { share: 1, blocks: [{ kind: 'qr', text: facts.verifyUrl, size: 80 }] },
    ],
  };
}

function contentRows(facts: ReceiptFacts): [string, Inline][] {
  const rows: [string, Inline][] = [
    ['项目', `${facts.title}\n${facts.code}`],
    ['投标人', facts.bidder],
    ['次序', sequence(facts)],
  ];
  if (facts.kind === 'submitted') {
    const each = facts.envelopes.map(e => `${e.name} ${bytesText(e.bytes)}`).join('，');
    const sum = (of: 'bytes' | 'segments') => facts.envelopes.reduce((n, e) => n + e[of], 0);
    const all = `共 ${facts.envelopes.length} 个，${count(sum('segments'))} 段，${bytesText(sum('bytes'))}`;
    rows.push(['信封', `${each}\n${all}`]);
  }
  rows.push(['清单摘要 SHA-256', digest(facts.manifestSha256)]);
  return rows;
}

function sequence(facts: ReceiptFacts): string {
  const at = facts.replaces ? beijingSecond(facts.replaces.receivedAt) : '';
  if (facts.kind === 'withdrawn')
    return `第 ${facts.sequence} 次，撤回 ${at} 的第 ${facts.replaces?.sequence ?? facts.sequence - 1} 次提交（永久封存，不再打开）`;
  if (!facts.replaces) return `第 ${facts.sequence} 次提交`;
  const old = `第 ${facts.replaces.sequence} 次`;
  return `第 ${facts.sequence} 次提交，替换 ${at} 的${old}（${old}永久封存，不再打开）`;
}

const status = {
  valid: '有效（接收时已向发证机构查询）',
  provisional: '待复查：发证机构当时没有应答，开标前由平台再查，接收时刻不变',
} as const;

const proofRows = (facts: ReceiptFacts): [string, Inline][] => [
  ['签名', `${facts.centre}电子签名，CAdES，证书 ${facts.certificateSerial}`],
  ['时间戳', `RFC 3161，${beijingMilli(facts.timestamp.at)}，序号 ${facts.timestamp.serial}`],
  ['公开日志', logText(facts.log)],
  ['证书状态', status[facts.certificateStatus]],
];

const how = (facts: ReceiptFacts): Block[] => [
  {
    kind: 'paragraph',
    text: '扫码，或在平台“核验回执”输入回执号和清单摘要。核验只说明“收到过这份清单、在这个时刻”，不显示投标内容，也不显示还有谁投标。离线核验：',
    after: 0,
  },
  { kind: 'paragraph', text: code(`kaibiao verify ${facts.reference}.p7s`), align: 'left' },
];

const next: Record<ReceiptFacts['kind'], (facts: ReceiptFacts) => string> = {
  submitted: facts =>
    `${beijingSecond(facts.deadline)} 停止接收。截止前可以替换或撤回；截止后进入开标大厅，在公告的时限内用同一证书解密外层信封。证书换过的，用封装时保存的恢复文件。因投标人原因未解密的视为撤销投标文件，因其他原因未解密的视为撤回，其余投标照常开标（《电子招标投标办法》第三十、三十一条）。`,
  withdrawn: facts =>
    `${beijingSecond(facts.deadline)} 前可以重新提交。已收取的投标保证金，自收到撤回通知之日起五日内退还（《招标投标法实施条例》第三十五条）。`,
};
