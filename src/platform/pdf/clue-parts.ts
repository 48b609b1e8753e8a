import type { ClueSnapshot } from '../../../contracts/clues/clue.ts';
import { beijingSecond } from '../../kernel/beijing.ts';
import type { Block, Inline } from './blocks.ts';
import { code } from './parts.ts';

/** What every paper that shows a clue says first. */
export const clueCaution = '线索不等于认定';
const caution =
  '本页由平台按公开的规则计算，只说明哪些情况值得查看。列出的每一项都可能有正当的原因；是否违法，由有权机关的人员依法调查后认定。';

/** Never 1.00 nor 0.00: nothing here is certain. */
const share = (n: number): string => Math.max(0.01, Math.min(0.99, n)).toFixed(2);
const signed = (n: number): string => `${n < 0 ? '−' : '+'}${Math.abs(n).toFixed(2)}`;

const stages: Readonly<Record<ClueSnapshot['stage'], string>> = {
  opening: '开标一览表打开后',
  technical: '技术文件打开后',
  price: '报价文件打开后',
  history: '历史数据',
};

/** A clue as papers print it: what it is about, each reason with its weight, and what else it may be. */
export function clueBlocks(clue: ClueSnapshot): Block[] {
  return [
    {
      kind: 'box',
      blocks: [
        {
          kind: 'paragraph',
          text: { text: clueCaution, bold: true, size: 13, ink: 'red' },
          align: 'centre',
        },
        { kind: 'paragraph', text: caution, size: 9 },
      ],
    },
    { kind: 'terms', rows: factsOf(clue), termWidth: 92 },
    reasonTable(clue),
    ...linkTable(clue),
    ...seriesTable(clue),
  ];
}

/** The lot, or from when to when a clue over the years reaches. */
export const whereOf = ({ lotTitle, span }: ClueSnapshot): string =>
  lotTitle ?? (span ? `${span.from} 至 ${span.to}，${span.lots} 个标段` : '');

function factsOf(clue: ClueSnapshot): [string, Inline][] {
  const { score, low, high } = clue;
  return [
    ['线索编号', code(clue.number)],
    ['提示', { text: clue.title.zh, bold: true }],
    ['标段', whereOf(clue)],
    [
      '涉及投标人',
      clue.bidders.map(b => `${place(b.number)}　${b.name}`).join('\n') || '没有指向具体的投标人',
    ],
    ['提示时间', `${beijingSecond(clue.raisedAt)}（${stages[clue.stage]}）`],
    ['把握', `${share(score)}，区间 ${share(low)} 至 ${share(high)}；只排先后，不作结论`],
    ['权重版本', `${clue.version}；各项贡献之和的逻辑函数即为分值，任何人可以复算`],
  ];
}

const place = (n: number): string => String(n).padStart(2, '0');

function reasonTable({ reasons, score }: ClueSnapshot): Block {
  const sum = reasons.reduce((total, { logOdds }) => total + logOdds, 0);
  return {
    kind: 'table',
    caption: '依据',
    columns: [
      { head: '依据与事实', share: 5 },
      { head: '涉及', share: 1.6 },
      { head: '贡献', share: 1.6, align: 'right' },
      { head: '也可能是', share: 5 },
      { head: '复算所需', share: 4.4 },
    ],
    rows: reasons.map(reason => [
      [{ text: reason.words.zh, bold: true }, reason.article ? `\n${reason.article}` : ''],
      reason.bids.map(place).join('、') || '全部',
      signed(reason.logOdds),
      reason.innocent.map(({ zh }) => zh).join('\n'),
      evidenceText(reason.evidence),
    ]),
    // What nothing else speaks for: the score says it, so that the sum comes out on paper.
    foot: [['起点', '', signed(Math.log(score / (1 - score)) - sum), '', '']],
    size: 8.5,
    empty: '没有依据',
  };
}

/** Numbers as they are, hashes shortened by who found them: "p：0.002". */
function evidenceText(evidence: ClueSnapshot['reasons'][number]['evidence']): string {
  return Object.entries(evidence)
    .map(([key, value]) => `${facts[key] ?? key}：${plain(value)}`)
    .join('\n');
}

const facts: Readonly<Record<string, string>> = {
  value: '相同的值（缩写）',
  users: '用它的单位',
  organisations: '本市有记录的单位',
  p: '偶然相同的概率',
  coverageA: '前者重合',
  coverageB: '后者重合',
  errors: '罕见错误',
  screens: '筛查值',
  bids: '投标数',
};

function plain(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 10_000) / 10_000);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${plain(inner)}`)
    .join('，');
}

function linkTable({ links }: ClueSnapshot): Block[] {
  if (links.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: '两家之间的关系',
      columns: [
        { head: '两家', share: 2 },
        { head: '关系', share: 5 },
        { head: '来源', share: 5 },
        { head: '强度', share: 2, align: 'right' },
      ],
      rows: links.map(({ a, b, words, source, strength }) => [
        `${place(a)} 与 ${place(b)}`,
        words.zh,
        source.zh,
        strength.toFixed(2),
      ]),
      size: 8.5,
    },
  ];
}

const did = { bid: '投标', won: '中标', withdrew: '退出', there: '在场' } as const;

/** What each party did, lot by lot. */
function seriesTable({ series }: ClueSnapshot): Block[] {
  if (series.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: '逐个标段',
      columns: [
        { head: '日期', share: 2 },
        { head: '标段', share: 6 },
        { head: '各方', share: 6 },
      ],
      rows: series.map(({ at, title, acts }) => [
        at,
        title,
        acts.map(act => `${place(act.number)} ${did[act.did]}`).join('，'),
      ]),
      size: 8.5,
    },
  ];
}
