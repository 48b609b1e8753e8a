import { beijingMinute, beijingSecond } from '../kernel/beijing.ts';
import { formatThousands } from '../kernel/money.ts';
import type { Block, Document, Inline } from '../platform/pdf/blocks.ts';
import { digest, signatureTable, verification } from '../platform/pdf/parts.ts';
import type { ReportFacts, ReviewStage } from './report-facts.ts';
import { priceBlocks } from './report-price-pdf.ts';
import { checks, dissents, letters, presumptions } from './report-remarks-pdf.ts';
import { technicalBlocks } from './report-technical-pdf.ts';

/** 评标报告 (B53, D42): every judgement with its reason, every score with the figures it came from. */
export function evaluationReport(facts: ReportFacts): Document {
  const name = (bid: string) => {
    const found = facts.bids.find(b => b.bid === bid);
    return found ? `${found.number}　${found.bidder}` : bid;
  };
  return {
    title: `评标报告 ${facts.title}`,
    subject: facts.code,
    author: facts.centre,
    madeAt: facts.madeAt,
    running: [`评标报告　${facts.title}`, facts.code],
    footer: `评标委员会对本报告负责　制表于 ${beijingMinute(facts.madeAt)}`,
    blocks: [
      {
        kind: 'title',
        text: '评标报告',
        english: 'Evaluation Report',
        under: `${facts.title}（${facts.code}）`,
      },
      ...conclusion(facts, name),
      ...basis(facts),
      ...committee(facts),
      ...facts.reviews.flatMap((stage, i) => review(stage, i + 3, name)),
      ...technicalBlocks(facts.technical, facts.members, name),
      ...priceBlocks(facts.price, facts.ceilingFen, name),
      ...letters(facts, name),
      ...presumptions(facts),
      ...checks(facts),
      ...dissents(facts),
      {
        kind: 'together',
        blocks: [
          { kind: 'heading', level: 2, text: '签名', english: 'Signatures' },
          signatureTable(facts.signatures),
          { kind: 'paragraph', text: refusing, size: 8.5 },
        ],
      },
      verification({
        title: '报告摘要',
        sha256: facts.reportSha256,
        url: facts.verifyUrl,
        log: facts.log,
        how: '成员签名针对报告正文（RFC 8785）的上述摘要。任何人可用证据包重算抽取、得分和排序：kaibiao verify。',
      }),
    ],
  };
}

const refusing =
  '评标委员会成员拒绝在评标报告上签字又不书面说明其不同意见和理由的，视为同意评标结果（《招标投标法实施条例》第五十三条）。';

type Name = (bid: string) => string;

function conclusion(facts: ReportFacts, name: Name): Block[] {
  const total = [facts.technical.weight, facts.price.formula.weight];
  return [
    { kind: 'heading', level: 2, text: '一、评标结论', english: 'Conclusion' },
    {
      kind: 'paragraph',
      text: `评标委员会推荐以下 ${facts.candidates} 名中标候选人，按得分从高到低排列。`,
    },
    {
      kind: 'table',
      columns: [
        { head: '名次', share: 1.4, align: 'right' },
        { head: '投标人', share: 8 },
        { head: '投标总价（元）', share: 4, align: 'right' },
        { head: `技术（${total[0]}）`, share: 2.6, align: 'right' },
        { head: `报价（${total[1]}）`, share: 2.6, align: 'right' },
        { head: '总分', share: 2.2, align: 'right' },
        { head: '说明', share: 4 },
      ],
      rows: facts.ranking.map(r => [
        String(r.rank),
        name(r.bid),
        amount(facts, r.bid),
        r.technical,
        r.price,
        { text: r.total, bold: true },
        [
          { text: r.rank <= facts.candidates ? `第 ${r.rank} 中标候选人` : '', bold: true },
          r.tie ? `\n${r.tie}` : '',
        ],
      ]),
      empty: '没有合格的投标人',
    },
  ];
}

function amount(facts: ReportFacts, bid: string): string {
  const fen = facts.bids.find(b => b.bid === bid)?.amountFen;
  return fen === null || fen === undefined ? '' : formatThousands(fen);
}

function basis(facts: ReportFacts): Block[] {
  const rows: [string, Inline][] = [
    ['招标人', facts.tenderer],
    ['代理机构', facts.agency ?? '无，招标人自行招标'],
    ['评标办法', facts.method],
    ['最高投标限价', `${formatThousands(facts.ceilingFen)} 元`],
    [
      '评标时间',
      `${beijingSecond(facts.startedAt)} 至 ${beijingSecond(facts.endedAt)}（北京时间）`,
    ],
    ['投标文件', `开启 ${facts.bids.length} 份`],
  ];
  return [{ kind: 'terms', rows, termWidth: 92 }];
}

function committee(facts: ReportFacts): Block[] {
  const { draw } = facts;
  return [
    { kind: 'heading', level: 2, text: '二、评标委员会', english: 'Evaluation committee' },
    {
      kind: 'table',
      columns: [
        { head: '号', share: 1, align: 'right' },
        { head: '姓名', share: 3 },
        { head: '来源', share: 4 },
        { head: '专业', share: 4 },
        { head: '所在城市', share: 3 },
        { head: '评标场所', share: 6 },
        { head: '职责', share: 2 },
      ],
      rows: facts.members.map(m => [
        String(m.number),
        m.name,
        m.from === 'pool' ? '专家库随机抽取' : '招标人代表',
        m.discipline,
        m.city,
        m.venue,
        m.leader ? '组长' : '成员',
      ]),
    },
    ...(facts.leaderVotes === null
      ? []
      : [
          {
            kind: 'paragraph' as const,
            text: `组长由成员推举产生，得 ${facts.leaderVotes} 票，与其他成员有同等的表决权（评标委员会和评标方法暂行规定第九条）。`,
            size: 8.5,
          },
        ]),
    ...extensions(facts),
    ...(draw
      ? [
          {
            kind: 'terms' as const,
            termWidth: 92,
            rows: [
              [
                '抽取',
                `${beijingSecond(draw.at)}，库中符合条件 ${draw.poolSize} 人，回避 ${draw.excluded} 人`,
              ],
              ['专家库摘要', digest(draw.poolSha256, 8)],
              ['种子承诺', digest(draw.seedCommit, 8)],
            ] as [string, Inline][],
          },
        ]
      : []),
  ];
}

/** Each extension with who asked for it and why (B48). */
function extensions(facts: ReportFacts): Block[] {
  if (facts.extensions.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: '评标时间的延长（超过三分之一的成员认为时间不够，实施条例第四十八条）',
      columns: [
        { head: '时刻', share: 4 },
        { head: '延长（分钟）', share: 2.4, align: 'right' },
        { head: '延长至', share: 4 },
        { head: '提出的成员和理由', share: 10 },
      ],
      rows: facts.extensions.map(e => [
        beijingSecond(e.at),
        String(e.minutes),
        beijingSecond(e.dueAt),
        e.asks.map(a => `${a.number} 号：${a.reason}`).join('\n'),
      ]),
      size: 8.5,
    },
  ];
}

const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

function review(stage: ReviewStage, ordinal: number, name: Name): Block[] {
  return [
    { kind: 'heading', level: 2, text: `${ordinals[ordinal - 1]}、${stage.title}` },
    {
      kind: 'table',
      columns: [
        { head: '', share: 1, align: 'right' },
        { head: '评审因素', share: 10 },
        { head: '依据', share: 7 },
      ],
      rows: stage.items.map((item, i) => [String(i + 1), item.title, item.basis]),
      size: 8.5,
    },
    {
      kind: 'table',
      columns: [
        { head: '投标人', share: 8 },
        { head: '结论', share: 2 },
        { head: '通过／不通过', share: 3, align: 'right' },
        { head: '理由', share: 10 },
      ],
      rows: stage.outcomes.map(o => [
        name(o.bid),
        o.passed ? '通过' : { text: '否决', bold: true, ink: 'red' },
        `${o.pass}／${o.fail}`,
        o.reasons.join('\n'),
      ]),
      size: 8.5,
    },
  ];
}
