import { beijingMilli, beijingMinute, beijingSecond } from '../kernel/beijing.ts';
import { formatThousands, percentOf } from '../kernel/money.ts';
import type { Block, Document, Inline, Table } from '../platform/pdf/blocks.ts';
import { count, signatureTable, verification } from '../platform/pdf/parts.ts';
import type { OpeningFacts, RecordedBid, Release } from './record-facts.ts';
import { drawing, failures, questions, timeOf } from './record-incidents-pdf.ts';

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
        how: `各方签名都针对同一份记录正文（RFC 8785）的上述摘要，封存根也在其中。下载证据包后可离线核验：kaibiao verify。`,
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
  const at = release.recovered ? `${timeOf(release.at)}\n恢复文件` : timeOf(release.at);
  return release.state === 'defective' ? { text: `${at}\n不能唱标`, bold: true } : at;
}
