/** What sets one bidder's files apart from another's: figures, people, and the words it prefers. */
export interface BidderProfile {
  /** Key of the organisation in `city.ts`. */
  readonly key: string;
  /** Bid price as a share of the ceiling, before the bill's own roundings. */
  readonly ratio: number;
  /** Days promised under the period asked for. */
  readonly daysLess: number;
  readonly manager: string;
  readonly managerCertificate: string;
  readonly engineer: string;
  readonly legal: string;
  readonly founded: number;
  readonly capitalWan: number;
  readonly similar: readonly (readonly [
    name: string,
    client: string,
    wan: number,
    finished: string,
  ])[];
}

export const bidderProfiles: readonly BidderProfile[] = [
  {
    key: 'tongze',
    ratio: 0.9176,
    daysLess: 10,
    manager: '宋闻远',
    managerCertificate: '云1332018201906',
    engineer: '卢清和',
    legal: '温启明',
    founded: 1998,
    capitalWan: 31_800,
    similar: [
      ['云江市建业大道北延工程', '云江市城市建设发展中心', 18_642, '2023-11-20'],
      ['云江市云启大道快速路二标段', '江北新区建设投资有限公司', 26_710, '2024-12-06'],
    ],
  },
  {
    key: 'hengzhu',
    ratio: 0.9216,
    daysLess: 20,
    manager: '陆景和',
    managerCertificate: '云1332016200733',
    engineer: '钟离越',
    legal: '蒋维桢',
    founded: 1986,
    capitalWan: 60_000,
    similar: [
      ['云江市望江大桥及接线工程', '云江市城市建设发展中心', 41_260, '2022-09-30'],
      ['云江市滨江新区核心区路网一期', '滨江新区管理委员会', 33_918, '2024-06-28'],
      ['望川市河滨路改造工程', '望川市市政工程建设事务中心', 15_477, '2025-03-18'],
    ],
  },
  {
    key: 'huayi',
    ratio: 0.9277,
    daysLess: 0,
    manager: '贺秉文',
    managerCertificate: '望1332019203318',
    engineer: '连云起',
    legal: '雷鸣岐',
    founded: 2004,
    capitalWan: 20_600,
    similar: [
      ['望川市城东大道一标段', '望川市市政工程建设事务中心', 14_208, '2024-08-15'],
      ['望川市清溪路雨污分流工程', '望川水务有限公司', 12_350, '2023-05-26'],
    ],
  },
  {
    key: 'qinglan',
    ratio: 0.9305,
    daysLess: 5,
    manager: '顾长汀',
    managerCertificate: '望1332017201152',
    engineer: '慕容简',
    legal: '岑树勋',
    founded: 1993,
    capitalWan: 42_000,
    similar: [
      ['青岚大道跨河桥工程', '望川高速公路建设有限公司', 22_816, '2023-12-22'],
      ['望川市环城东路改造工程', '望川市代建管理中心', 19_340, '2022-10-14'],
    ],
  },
  {
    key: 'hongyuan',
    ratio: 0.9413,
    daysLess: 0,
    manager: '向以宁',
    managerCertificate: '望1332020204476',
    engineer: '公孙叙',
    legal: '卓仲平',
    founded: 2008,
    capitalWan: 16_800,
    similar: [['鹿鸣街道路及管网提升工程', '望川市市政工程建设事务中心', 13_622, '2025-01-09']],
  },
  {
    key: 'zhongdi',
    ratio: 0.9435,
    daysLess: 0,
    manager: '邵立冬',
    managerCertificate: '云1332015200281',
    engineer: '东方未晞',
    legal: '倪绍棠',
    founded: 2001,
    capitalWan: 28_000,
    similar: [
      ['临湖路综合改造工程', '云江市城市建设发展中心', 17_955, '2024-04-30'],
      ['云江市同泽路桥工程', '江北新区建设投资有限公司', 15_104, '2022-07-08'],
    ],
  },
  {
    key: 'anlan',
    ratio: 0.9503,
    daysLess: 0,
    manager: '罗一川',
    managerCertificate: '云1332018202640',
    engineer: '夏侯湛',
    legal: '季秉正',
    founded: 2006,
    capitalWan: 15_000,
    similar: [['安澜路改造及排水工程', '云江市城市建设发展中心', 12_986, '2023-08-31']],
  },
  {
    key: 'beian',
    ratio: 1.0024,
    daysLess: 0,
    manager: '滕敬亭',
    managerCertificate: '望1332019203907',
    engineer: '诸葛衡',
    legal: '颜伯言',
    founded: 2010,
    capitalWan: 12_600,
    similar: [['北岸路道路工程', '望川市市政工程建设事务中心', 12_120, '2024-11-11']],
  },
];

/** A bidder's profile; throws on a key that is none. */
export function profileOf(key: string): BidderProfile {
  const found = bidderProfiles.find(b => b.key === key);
  if (!found) throw new RangeError(`no demo bidder ${key}`);
  return found;
}
