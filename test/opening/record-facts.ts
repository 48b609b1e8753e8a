import type { OpeningFacts, RecordedBid } from '../../src/opening/record-facts.ts';

const names = [
  '青岚路桥工程有限公司',
  '云江恒筑建设集团有限公司',
  '望川华屹建工有限公司',
  '安澜市政建设有限公司',
  '临湖中砥建设有限公司',
  '云江同泽建筑工程有限公司',
  '北岸基础工程有限公司',
  '南麓城建工程有限公司',
  '鹿鸣宏远市政工程有限公司（牵头人）与望川第二水利水电工程建设集团有限责任公司联合体',
];
const people = [
  '顾千里',
  '陆景和',
  '贺秉文',
  '罗一㛃',
  '邵立喆',
  '宋闻远',
  '买买提·艾力',
  '',
  '向𬭎',
];

export function recordedBid(i: number): RecordedBid {
  const number = i + 1;
  const bidder = i < names.length ? (names[i] ?? '') : `${names[i % 7]}第${number}分公司`;
  const at = new Date(Date.parse('2026-09-10T06:40:17Z') + i * 61_000).toISOString();
  if (i % 9 === 7)
    return {
      number,
      bidder,
      signedInAt: at,
      opened: null,
      release: {
        state: 'revoked',
        cause: '解密窗口内没有操作；短信、电话提醒 2 次。平台保存的封存字节与接收时的清单一致。',
      },
    };
  return {
    number,
    bidder,
    signedInAt: at,
    release: {
      state: 'released',
      at: new Date(Date.parse(at) + 1_500_000).toISOString(),
      recovered: i % 9 === 3,
    },
    opened: {
      priceFen: 21_894_021_650n + BigInt((i * 7919) % 97) * 31_415_926n,
      periodDays: 520 + ((i * 5) % 25),
      manager: people[i % 9] ?? '',
      managerCertificate: `云 133${String(20_261_100 + i)}`,
      quality: '合格',
      bondFen: 200_000_000n,
      commitmentHolds: true,
    },
  };
}

export const opening = (bids: number, more: Partial<OpeningFacts> = {}): OpeningFacts => ({
  centre: '云江市公共资源交易中心',
  code: 'YJ-2026-JZ-0147',
  title: '云江市滨江路综合改造工程（一标段）',
  tenderer: '云江市城市建设发展中心',
  agency: '云江正衡工程咨询有限公司',
  host: '周砚秋',
  place: '云江市公共资源交易中心不见面开标大厅（网络）',
  deadline: '2026-09-10T07:00:00.000Z',
  windowEndedAt: '2026-09-10T07:30:00.000Z',
  revealedAt: '2026-09-10T07:30:04.117Z',
  ceilingFen: 23_860_000_000n,
  sealedRoot: 'e41c5d1c90ae3b7741f8c602ab1904de7735e81f60c29a4d1b576038f0d408b2',
  bids: Array.from({ length: bids }, (_, i) => recordedBid(i)),
  drawn: [
    {
      name: '下浮率 F',
      value: '0.02',
      from: '0.01、0.015、0.02、0.025、0.03',
      key: '5b'.repeat(32),
    },
  ],
  trustees: [
    { name: '招标人', at: '2026-09-10T07:30:01.000Z', holds: true },
    { name: '监督部门', at: '2026-09-10T07:30:02.000Z', holds: true },
    { name: '公证机构', at: '2026-09-10T07:30:03.000Z', holds: true },
  ],
  questions: [
    {
      at: '2026-09-10T07:32:50.000Z',
      from: '北岸基础工程有限公司',
      text: '限价是否含暂列金额？',
      answeredAt: '2026-09-10T07:33:11.000Z',
      answer: '含，见招标文件第二章 2.3。',
    },
  ],
  signatures: [
    {
      role: '招标人',
      name: '云江市城市建设发展中心',
      at: '2026-09-10T07:45:00.000Z',
      certificateSerial: '4F2190C311A703',
    },
    {
      role: '投标人',
      name: '青岚路桥工程有限公司',
      at: '2026-09-10T07:46:12.000Z',
      certificateSerial: '7A00112233445566',
    },
    {
      role: '投标人',
      name: '南麓城建工程有限公司',
      at: null,
      certificateSerial: null,
      remark: '未参加唱标',
    },
    {
      role: '监督人',
      name: '云江市住房和城乡建设局',
      at: '2026-09-10T07:47:40.000Z',
      certificateSerial: '19AB77F0',
    },
  ],
  recordSha256: '9a4d1b576038f0d421ce77f25d1c90ae3b7741f8c602ab1904de7735e81f60c2',
  log: { leafIndex: 4_108_911, checkpointAt: '2026-09-10T07:48:00.000Z', witnesses: 3 },
  verifyUrl: 'https://ggzy.yunjiang.example/lots/opening/record',
  madeAt: '2026-09-10T07:48:05.000Z',
  ...more,
});
