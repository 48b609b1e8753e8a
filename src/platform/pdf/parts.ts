import { beijingSecond } from '../../kernel/beijing.ts';
import type { Block, Run } from './blocks.ts';

/** A reference or command, every character in a cell of equal width. */
export const code = (text: string, size = 9): Run => ({ text, code: true, size });

/** A hash whole, in groups of eight: a printed hash is there to be compared, so nothing of it is left out. */
export const digest = (hex: string, size = 9): Run =>
  code((hex.match(/.{1,8}/g) ?? []).join(' '), size);

/** Bytes in powers of ten, as carriers and disks count: "5.21 GB". */
export function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(4, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** power;
  return `${power === 0 ? size : size.toFixed(2)} ${units[power]}`;
}

/** Whole numbers with thousands: "4,108,233". */
export const count = (n: number): string => n.toLocaleString('en-US');

/** Someone's signature under a record: made with a certificate over the record's own text, not over this print of it. */
export interface SignedBy {
  readonly name: string;
  /** In what capacity: 招标人, 投标人, 监督人, 组长. */
  readonly role: string;
  readonly at: string | null;
  readonly certificateSerial: string | null;
  /** What the signer added, or why there is no signature. */
  readonly remark?: string;
}

/** Who signed, when, with which certificate; who did not is listed too. */
export const signatureTable = (signatures: readonly SignedBy[], caption?: string): Block => ({
  kind: 'table',
  ...(caption ? { caption } : {}),
  columns: [
    { head: '身份', share: 3.2 },
    { head: '姓名或单位', share: 5.6 },
    { head: '签名时刻', share: 5 },
    { head: '证书序列号', share: 6 },
    { head: '说明', share: 4 },
  ],
  rows: signatures.map(s => [
    s.role,
    s.name,
    s.at ? beijingSecond(s.at) : '未签名',
    s.certificateSerial ? code(s.certificateSerial, 7) : '',
    s.remark ?? '',
  ]),
  size: 8.5,
  empty: '还没有人签名',
});

/**
 * Where this record stands in the public log; null while its batch is not yet in a checkpoint. A checkpoint has the real
 * time of the log's server: where a trade runs by a demonstration clock, that is another than the trade's.
 */
export interface LogPosition {
  readonly leafIndex: number;
  readonly checkpointAt: string;
  /** Number of witnesses that cosigned the checkpoint. */
  readonly witnesses: number;
}

export function logText(log: LogPosition | null): string {
  if (!log) return '已写入，检查点约一秒后签发；包含证明可在平台查到';
  const cosigned = log.witnesses > 0 ? `，${log.witnesses} 个见证方联署` : '';
  return `第 ${count(log.leafIndex)} 条，日志检查点 ${beijingSecond(log.checkpointAt)}（日志服务器的实际时间）${cosigned}`;
}

/** How anyone checks a document: the QR code leads to its page, the hash is of the text that was signed. */
export function verification(facts: {
  title: string;
  sha256: string;
  url: string;
  /** Left out where the paper stands on no single record of the log. */
  log?: LogPosition | null;
  how: string;
}): Block {
  return {
    kind: 'together',
    blocks: [
      { kind: 'heading', level: 2, text: '怎样核验', english: 'How to verify' },
      {
        kind: 'beside',
        columns: [
          {
            share: 5.4,
            blocks: [
              {
                kind: 'terms',
                rows: [
                  [facts.title, digest(facts.sha256, 7.5)],
                  ...(facts.log === undefined
                    ? []
                    : [['公开日志', logText(facts.log)] as [string, string]]),
                ],
                termWidth: 92,
              },
              { kind: 'paragraph', text: facts.how },
            ],
          },
          { share: 1, blocks: [{ kind: 'qr', text: facts.url, size: 72 }] },
        ],
      },
    ],
  };
}
