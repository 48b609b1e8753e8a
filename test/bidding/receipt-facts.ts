import type { ReceiptFacts } from '../../src/bidding/receipt-pdf.ts';
import type { RefusalFacts } from '../../src/bidding/refusal-pdf.ts';

const manifestSha256 = '5d1c90ae3b7741f8c602ab1904de7735e81f60c29a4d1b576038f0d421ce77f2';

export const receipt = (more: Partial<ReceiptFacts> = {}): ReceiptFacts => ({
  centre: '云江市公共资源交易中心',
  reference: 'R-2026-0910-7KQ4-M2',
  kind: 'submitted',
  receivedAt: '2026-09-10T06:53:06.218Z',
  deadline: '2026-09-10T07:00:00.000Z',
  code: 'YJ-2026-JZ-0147',
  title: '云江市滨江路综合改造工程（一标段）',
  bidder: '云江恒筑建设集团有限公司',
  sequence: 2,
  replaces: { sequence: 1, receivedAt: '2026-09-10T06:02:51.000Z' },
  envelopes: [
    { name: '开标', bytes: 10_240, segments: 1 },
    { name: '资格', bytes: 9_989_760, segments: 2 },
    { name: '技术', bytes: 5_198_000_000, segments: 620 },
    { name: '报价', bytes: 2_000_000, segments: 1 },
  ],
  manifestSha256,
  certificateSerial: '4F21 90C3 11A7 03',
  timestamp: { at: '2026-09-10T06:53:06.340Z', serial: '88214907' },
  log: { leafIndex: 4_108_233, checkpointAt: '2026-09-10T06:53:10.000Z', witnesses: 3 },
  certificateStatus: 'valid',
  verifyUrl: 'https://ggzy.yunjiang.example/receipts/R-2026-0910-7KQ4-M2',
  ...more,
});

export const refusal = (more: Partial<RefusalFacts> = {}): RefusalFacts => ({
  centre: '云江市公共资源交易中心',
  reference: 'X-2026-0910-0007',
  refusedAt: '2026-09-10T07:00:00.412Z',
  deadline: '2026-09-10T07:00:00.000Z',
  code: 'YJ-2026-JZ-0147',
  title: '云江市滨江路综合改造工程（一标段）',
  bidder: '云江恒筑建设集团有限公司',
  problem: {
    code: 'DEADLINE_PASSED',
    title: '没有接收：截止时间已过',
    detail:
      '提交在截止之后到达（15:00:00.412，截止 15:00:00.000）。此前接收的第 1 次提交仍然有效。',
  },
  article: '《电子招标投标办法》第二十七条',
  manifestSha256,
  textSha256: '03fa5d1c90ae3b7741f8c602ab1904de7735e81f60c29a4d1b576038f0d491d2',
  certificateSerial: '11 A7 03',
  verifyUrl: 'https://ggzy.yunjiang.example/refusals/X-2026-0910-0007',
  ...more,
});
