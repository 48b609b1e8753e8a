import type { CreditLine, CreditRecord } from '../../contracts/credit.ts';
import { beijingDay, beijingSecond } from '../kernel/beijing.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { sha256Hex } from '../platform/digest.ts';
import type { Block, Document, Inline } from '../platform/pdf/blocks.ts';
import { code, digest, type LogPosition, verification } from '../platform/pdf/parts.ts';
import { rulesAt } from './rules/rule-set.ts';
import { lineCauseWords, signed } from './rules/words.ts';

interface Frame {
  readonly centre: string;
  readonly url: string;
  /** Where the newest fact stands in the log; left out where no fact has an entry. */
  readonly log?: LogPosition | null;
}

/** 信用记录: the sum as a sum, on paper: what anyone may read, and can add up again. */
export function creditDocument(record: CreditRecord, { centre, url, log }: Frame): Document {
  const at = beijingSecond(record.at);
  return {
    title: `信用记录 ${record.name}`,
    subject: record.code,
    author: centre,
    madeAt: record.at,
    running: [`信用记录　${record.name}`, record.code],
    footer: `${centre}　截至 ${at}；由已公布的事实相加而成，不是评价`,
    blocks: [
      { kind: 'title', text: '信用记录', english: 'Credit Record', under: record.name },
      { kind: 'terms', rows: standing(record), termWidth: 92 },
      heading('一、分数构成', 'The sum'),
      sumTable(record),
      heading('二、等级的结果', 'What follows from the band'),
      ...consequences(record),
      heading('三、办法', 'Rules'),
      { kind: 'terms', rows: rulesRows(record), termWidth: 92 },
      verification({
        title: '记录摘要',
        sha256: sha256Hex(canonicalText(record)),
        url,
        ...(log === undefined ? {} : { log }),
        how: '摘要针对接口给出的同一时刻的记录（RFC 8785）。起始分加上“计”一栏就是分数，没有别的；每个事实按编号查得到来源。',
      }),
    ],
  };
}

const heading = (text: string, english: string): Block => ({
  kind: 'heading',
  level: 2,
  text,
  english,
});

const rulesOf = ({ at }: CreditRecord) => rulesAt(new Date(at));
const bandOf = (record: CreditRecord) => rulesOf(record).bands.find(b => b.band === record.band);

const standing = (record: CreditRecord): [string, Inline][] => [
  ['统一社会信用代码', code(record.code)],
  ...(record.city ? [['所在城市', record.city] as [string, Inline]] : []),
  ['截至', beijingSecond(record.at)],
  ['分数', { text: String(record.score), bold: true }],
  ['等级', `${record.band}　${bandOf(record)?.title.zh ?? ''}`],
];

function sumTable(record: CreditRecord): Block {
  const total = (name: string, value: number) => [name, '', '', '', '', String(value)];
  return {
    kind: 'table',
    columns: [
      { head: '事实和来源', share: 7 },
      { head: '依据', share: 5 },
      { head: '日期', share: 2.6 },
      { head: '有效至', share: 2.6 },
      { head: '分值', share: 1.5, align: 'right' },
      { head: '计', share: 1.5, align: 'right' },
    ],
    rows: [
      total('起始分', record.base),
      ...record.lines.map(line => row(line, record)),
      total('合计', record.score),
    ],
    size: 8.5,
    empty: '',
  };
}

function row(line: CreditLine, record: CreditRecord): Inline[] {
  const { fact, article, points, counted, expires, cause, disputed } = line;
  if (!fact) return ['已不再公示的事实', '', '', '', '', signed(counted)];
  const kind = rulesOf(record).kinds.find(k => k.kind === fact.kind)?.title.zh;
  const marks = [cause ? lineCauseWords[cause].zh : '', disputed ? '异议办理中' : ''];
  const said = [kind, fact.source.title.zh, fact.source.reference, ...marks];
  return [
    said.filter(part => part).join('\n'),
    article.zh,
    beijingDay(fact.on),
    beijingDay(expires),
    signed(points),
    signed(counted),
  ];
}

function consequences(record: CreditRecord): Block[] {
  const list = bandOf(record)?.consequences ?? [];
  if (list.length === 0) return [{ kind: 'paragraph', text: '没有激励，也没有惩戒。' }];
  return list.map(({ of, text, article }) => ({
    kind: 'paragraph',
    text: `${of === 'incentive' ? '激励' : '惩戒'}　${text.zh}（${article.zh}）`,
    indent: true,
  }));
}

const rulesRows = (record: CreditRecord): [string, Inline][] => [
  ['办法', `${rulesOf(record).standard.zh}（${record.rules}）`],
  ['办法的摘要', digest(record.rulesSha256, 7.5)],
];
