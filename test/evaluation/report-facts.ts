import type { ReportBid, ReportFacts, ReportMember } from '../../src/evaluation/report-facts.ts';
import { scorePrices } from '../../src/evaluation/rules/price-formulas.ts';

const items = [
  { id: 'plan', title: '施工总体部署与进度计划', max: '8', kind: 'subjective' },
  { id: 'quality', title: '质量管理体系与关键工序措施', max: '8', kind: 'subjective' },
  { id: 'safety', title: '安全文明施工与交通疏解', max: '6', kind: 'subjective' },
  { id: 'machines', title: '主要机械设备与劳动力配置', max: '4', kind: 'subjective' },
  { id: 'works', title: '类似工程业绩', max: '4', kind: 'objective' },
] as const;

const names = ['沈知微', '陆景和', '欧阳砚秋', '罗一㛃', '邵立喆'];

export function members(n: number): ReportMember[] {
  return Array.from({ length: n }, (_, i) => ({
    number: i + 1,
    name: names[i % 5] ?? '',
    city: i % 2 === 0 ? '云江市' : '望川市',
    venue: i % 2 === 0 ? '云江市公共资源交易中心 406 评标室' : '望川市公共资源交易中心 302 评标室',
    discipline: ['市政道路', '桥梁', '工程造价', '给水排水'][i % 4] ?? '',
    leader: i === 0,
    from: 'pool',
  }));
}

function bids(n: number): ReportBid[] {
  return Array.from({ length: n }, (_, i) => ({
    bid: `b${String(i + 1).padStart(3, '0')}`,
    number: i + 1,
    bidder:
      i === 2
        ? '鹿鸣宏远市政工程有限公司（牵头人）与望川第二水利水电工程建设集团有限责任公司联合体'
        : `云江恒筑建设集团第${i + 1}有限公司`,
    amountFen: i === 1 ? null : 21_894_021_650n + BigInt((i * 7919) % 97) * 11_415_926n,
  }));
}

/** A report on `n` bids by `m` members; the second bid is rejected. */
export function report(n: number, m: number, more: Partial<ReportFacts> = {}): ReportFacts {
  const all = bids(n);
  const valid = all.flatMap(b => (b.amountFen === null ? [] : [{ bid: b.bid, fen: b.amountFen }]));
  const price = scorePrices(
    {
      id: 'benchmark-average',
      weight: '70',
      trim: { from: 5, high: 1, low: 1 },
      ceilingShare: '0.4',
      float: '0.02',
      deduct: { above: '1', below: '0.5' },
      floor: '0',
    },
    valid,
    23_860_000_000n,
  );
  const score = (i: number, j: number, k: number) =>
    (2 + ((i * 7 + j * 3 + k * k + i * j) % 5) / 2).toFixed(1);
  const scores = Object.fromEntries(
    valid.map(({ bid }, i) => [
      bid,
      Object.fromEntries(
        items.map((item, j) => [
          item.id,
          Array.from({ length: m }, (_, k) => (item.id === 'works' ? '3.0' : score(i, j, k))),
        ]),
      ),
    ]),
  );
  const means = Object.fromEntries(
    valid.map(({ bid }) => [
      bid,
      Object.fromEntries(items.map(item => [item.id, mean(scores[bid]?.[item.id] ?? [])])),
    ]),
  );
  const totals = Object.fromEntries(
    valid.map(({ bid }) => [
      bid,
      items.reduce((sum, item) => sum + Number(means[bid]?.[item.id]), 0).toFixed(2),
    ]),
  );
  const ranked = price.rows
    .map(row => ({
      bid: row.bid,
      technical: totals[row.bid] ?? '',
      price: row.score,
      total: (Number(totals[row.bid]) + Number(row.score)).toFixed(2),
    }))
    .sort((a, b) => Number(b.total) - Number(a.total));
  return {
    centre: '云江市公共资源交易中心',
    code: 'YJ-2026-JZ-0147',
    title: '云江市滨江路综合改造工程（一标段）',
    tenderer: '云江市城市建设发展中心',
    agency: '云江正衡工程咨询有限公司',
    method: '综合评估法，技术 30 分，报价 70 分',
    ceilingFen: 23_860_000_000n,
    startedAt: '2026-09-11T01:00:00.000Z',
    endedAt: '2026-09-11T08:12:30.000Z',
    members: members(m),
    draw: {
      at: '2026-09-11T00:30:00.000Z',
      poolSize: 38,
      excluded: 2,
      poolSha256: 'ab'.repeat(32),
      seedCommit: 'cd'.repeat(32),
    },
    bids: all,
    reviews: [
      {
        title: '资格评审',
        items: [
          { title: '营业执照有效', basis: '招标文件第二章 1.4.1' },
          { title: '市政公用工程施工总承包一级及以上资质', basis: '招标文件第二章 1.4.1' },
          { title: '项目经理具备市政公用工程专业一级注册建造师', basis: '招标文件第二章 1.4.1' },
        ],
        outcomes: all.map((b, i) => ({
          bid: b.bid,
          passed: i !== 1,
          pass: i === 1 ? 1 : m,
          fail: i === 1 ? m - 1 : 0,
          reasons:
            i === 1
              ? [
                  '项目经理注册证书已于 2026-06-30 过期，不具备资格（实施条例第五十一条第三项）',
                  '安全生产许可证未提供',
                ]
              : [],
        })),
      },
      {
        title: '响应性评审',
        items: [{ title: '工期、质量、投标有效期响应', basis: '招标文件第三章 2.1.3' }],
        outcomes: valid.map(b => ({ bid: b.bid, passed: true, pass: m, fail: 0, reasons: [] })),
      },
    ],
    technical: {
      weight: '30',
      items,
      scores,
      means,
      totals,
      rule: '每个评分项取全体成员评分的算术平均值，保留两位小数；技术得分为各项平均值之和。',
    },
    price,
    ranking: ranked.map((r, i) => ({ rank: i + 1, ...r })),
    candidates: 3,
    letters: [
      {
        bid: 'b003',
        at: '2026-09-11T02:40:00.000Z',
        question:
          '施工组织设计第 12 页实施人数为 18 人、第 40 页为 15 人，请说明。不得改变实质内容。',
        answeredAt: '2026-09-11T03:05:00.000Z',
        answer: '以第 12 页 18 人为准，第 40 页为该分部工程的人数。',
      },
    ],
    leaderVotes: 3,
    extensions: [
      {
        at: '2026-09-11T08:00:00.000Z',
        minutes: 90,
        dueAt: '2026-09-11T10:30:00.000Z',
        asks: [
          { number: 2, reason: '施工组织设计篇幅大' },
          { number: 4, reason: '清单需逐项核对' },
        ],
      },
    ],
    questions: [
      {
        ...{ item: 4, bids: [2, 5], decided: 'explained' },
        words: { zh: '大段文字相同，最多占一份的 34 %' },
        votes: [1, 2, 3].map(number => ({ number, reason: '都抄自同一份公开范本' })),
      },
    ],
    checks: [
      {
        text: '成员 2 对“施工总体部署与进度计划”的评分低于其他成员平均值 40%',
        handled: '该成员复核后维持，并书面说明理由',
      },
    ],
    dissents: [
      {
        member: 2,
        text: '对 3 号投标人的交通疏解方案有保留意见：单向封闭期间的公交改线未与公交企业核实。',
      },
    ],
    signatures: members(m).map(x => ({
      role: x.leader ? '组长' : '成员',
      name: x.name,
      at: '2026-09-11T08:10:00.000Z',
      certificateSerial: `7A0011223344${x.number}`,
    })),
    reportSha256: '9a4d1b576038f0d421ce77f25d1c90ae3b7741f8c602ab1904de7735e81f60c2',
    log: { leafIndex: 4_109_400, checkpointAt: '2026-09-11T08:12:31.000Z', witnesses: 3 },
    verifyUrl: 'https://ggzy.yunjiang.example/lots/evaluation/report',
    madeAt: '2026-09-11T08:12:40.000Z',
    ...more,
  };
}

const mean = (list: readonly string[]): string =>
  (list.reduce((sum, s) => sum + Number(s), 0) / list.length).toFixed(2);
