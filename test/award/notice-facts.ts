import type { CandidatesFacts } from '../../src/award/candidates-pdf.ts';
import type { NoticeFacts } from '../../src/award/notice-pdf.ts';
import type { ResultFacts } from '../../src/award/result-pdf.ts';

const shared = {
  centre: '云江市公共资源交易中心',
  code: 'YJ-2026-JZ-0147',
  title: '云江市滨江路综合改造工程（一标段）',
  tenderer: '云江市城市建设发展中心',
  agency: '云江正衡工程咨询有限公司',
  contact: { name: '林工', phone: '0000-8800 1234' },
  certificateSerial: '4F2190C311A703',
  log: { leafIndex: 4_109_900, checkpointAt: '2026-09-12T01:00:10.000Z', witnesses: 3 },
  verifyUrl: 'https://ggzy.yunjiang.example/lots/award',
  madeAt: '2026-09-12T01:00:00.000Z',
};
const winner = {
  amountFen: 21_894_021_650n,
  periodDays: 530,
  quality: '合格',
  manager: '宋闻远',
  managerCertificate: '云 1332026110006',
};

export const candidates = (more: Partial<CandidatesFacts> = {}): CandidatesFacts => ({
  ...shared,
  supervisor: { name: '云江市住房和城乡建设局', phone: '0000-8800 5678' },
  openedAt: '2026-09-10T07:30:04.000Z',
  reportedAt: '2026-09-11T08:12:30.000Z',
  publishedAt: '2026-09-12T01:00:00.000Z',
  windowEndsAt: '2026-09-15T16:00:00.000Z',
  candidates: [
    '云江同泽建筑工程有限公司',
    '云江恒筑建设集团有限公司',
    '鹿鸣宏远市政工程有限公司（牵头人）与望川第二水利水电工程建设集团有限责任公司联合体',
  ].map((bidder, i) => ({
    ...winner,
    rank: i + 1,
    bidder,
    technical: `${27 - i}.50`,
    price: `${69 - i}.12`,
    total: `${96 - 2 * i}.62`,
  })),
  rejected: [
    {
      bidder: '北岸基础工程有限公司',
      stage: '响应性评审',
      reasons: ['投标总价 239,180,000.00 元，高于最高投标限价（实施条例第五十一条第五项）'],
    },
  ],
  noticeSha256: 'ef'.repeat(32),
  ...more,
});

export const notice = (more: Partial<NoticeFacts> = {}): NoticeFacts => ({
  ...shared,
  ...winner,
  reference: 'YJ-ZB-2026-0147',
  winner: '云江同泽建筑工程有限公司',
  submittedAt: '2026-09-10T06:12:00.000Z',
  contractBy: '2026-10-16T02:00:00.000Z',
  performanceBondFen: 2_189_402_165n,
  place: '云江市城市建设发展中心',
  awardedAt: '2026-09-16T02:00:00.000Z',
  noticeSha256: '12'.repeat(32),
  ...more,
});

export const result = (more: Partial<ResultFacts> = {}): ResultFacts => ({
  ...shared,
  ...winner,
  winner: '云江同泽建筑工程有限公司',
  ceilingFen: 23_860_000_000n,
  candidatesFrom: '2026-09-12T01:00:00.000Z',
  candidatesTo: '2026-09-15T16:00:00.000Z',
  objections: [
    {
      at: '2026-09-13T03:00:00.000Z',
      answeredAt: '2026-09-14T02:00:00.000Z',
      outcome: '对第一中标候选人业绩真实性的异议：经核实业绩真实，答复后恢复公示。',
    },
  ],
  awardedAt: '2026-09-16T02:00:00.000Z',
  contract: { amountFen: winner.amountFen, signedOn: '2026-10-09' },
  resultSha256: '34'.repeat(32),
  ...more,
});
