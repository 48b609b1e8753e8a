import type { CreditRules } from '../../../contracts/credit.ts';
import { bases, law, regulations } from './bases.ts';

type Kind = CreditRules['kinds'][number];
const kind = (
  id: Kind['kind'],
  [zh, en]: readonly [string, string],
  points: number,
  months: number,
  article: Kind['article'],
): Kind => ({ kind: id, title: { zh, en }, points, months, article });

type Band = CreditRules['bands'][number];
type Measure = Band['consequences'][number];
const measure = (of: Measure['of'], zh: string, en: string, article: Measure['article']) => ({
  of,
  text: { zh, en },
  article,
});

const bands: readonly Band[] = [
  {
    ...{ band: 'A', least: 95, title: { zh: '守信', en: 'Trustworthy' } },
    consequences: [
      measure(
        'incentive',
        '招标文件写明“信用良好减收”的，投标保证金按写明的比例减收',
        'The bid bond is reduced by the share that the tender documents announce',
        bases.bond,
      ),
      measure(
        'incentive',
        '交易中心的窗口事项优先办理，日常抽查比例降低',
        'Served first at the centre’s counters; fewer routine checks',
        bases.local,
      ),
    ],
  },
  {
    ...{ band: 'B', least: 80, title: { zh: '较好', en: 'Good' }, consequences: [] },
  },
  {
    ...{ band: 'C', least: 60, title: { zh: '一般失信', en: 'Some dishonesty' } },
    consequences: [
      measure(
        'punishment',
        '按招标文件足额缴纳投标保证金，不适用减收',
        'Full bid bond; no relief applies',
        bases.bond,
      ),
      measure(
        'punishment',
        '成为中标候选人的，列入行政监督部门的重点检查',
        'As a candidate, checked by the supervisor with priority',
        bases.constraint,
      ),
    ],
  },
  {
    ...{ band: 'D', least: null, title: { zh: '较重失信', en: 'Serious dishonesty' } },
    consequences: [
      measure(
        'punishment',
        '停止适用各项激励，足额缴纳投标保证金',
        'No incentive applies; full bid bond',
        bases.constraint,
      ),
      measure(
        'punishment',
        '参加的每个标段都列入重点检查；能否投标只由法律和黑名单决定，与分数无关',
        'Each lot it takes part in is checked; whether it may bid follows from law and the blacklists alone, never from a score',
        bases.constraint,
      ),
    ],
  },
];

const listings: readonly Kind[] = [
  kind(
    'listing-by-law',
    ['列入招标投标领域黑名单（法定期限）', 'Blacklisted for a violation, term set by law'],
    ...([-40, 36] as const),
    law('第五十三、五十四、六十条', 'art. 53, 54, 60'),
  ),
  kind(
    'listing-local',
    ['列入招标投标领域黑名单（拒签合同、转包）', 'Blacklisted: refusal to sign, subcontracting'],
    ...([-25, 36] as const),
    regulations('第七十四、七十六条', 'art. 74, 76'),
  ),
  kind(
    'listing-complaint',
    ['列入恶意投诉举报黑名单', 'Blacklisted for malicious complaints'],
    ...([-20, 36] as const),
    regulations('第六十一、七十七条', 'art. 61, 77'),
  ),
];

const trades: readonly Kind[] = [
  kind(
    'bid-revoked',
    ['截止后撤销投标', 'Bid revoked after the deadline'],
    ...([-6, 12] as const),
    regulations('第三十五条', 'art. 35'),
  ),
  kind(
    'bond-kept',
    ['投标保证金不予退还', 'Bid bond forfeited'],
    ...([-8, 12] as const),
    regulations('第三十五、七十四条', 'art. 35, 74'),
  ),
  kind(
    'award-declined',
    ['中标后拒签合同或不交履约保证金', 'Won, and declined the contract or its bond'],
    ...([-12, 24] as const),
    regulations('第七十四条', 'art. 74'),
  ),
  kind(
    'contract-signed',
    ['中标后依法签订合同', 'Contract signed as awarded'],
    ...([2, 24] as const),
    law('第四十六条', 'art. 46'),
  ),
];

const entered: readonly Kind[] = [
  kind('award-national', ['国家级奖励', 'National award'], 8, 36, bases.local),
  kind('award-provincial', ['省级奖励', 'Provincial award'], 5, 36, bases.local),
  kind('award-city', ['市级奖励', 'City award'], 3, 24, bases.local),
  kind(
    'performance-good',
    ['履约评价优', 'Performance rated good'],
    ...([3, 24] as const),
    law('第四十八条', 'art. 48'),
  ),
  kind(
    'performance-poor',
    ['履约评价差', 'Performance rated poor'],
    ...([-10, 24] as const),
    law('第四十八、六十条', 'art. 48, 60'),
  ),
  kind('penalty-serious', ['行政处罚（严重）', 'Serious penalty'], -20, 36, bases.repair),
  kind('penalty-general', ['行政处罚（一般）', 'Penalty'], -8, 12, bases.repair),
  kind('penalty-minor', ['行政处罚（轻微）', 'Minor penalty'], -2, 3, bases.repair),
];

export const rules2025: CreditRules = {
  version: '2025-1',
  from: '2024-12-31T16:00:00.000Z',
  standard: {
    zh: '招标投标信用记录办法（2025年版）',
    en: 'Measure on the credit record in bidding, 2025',
  },
  changes: { zh: '第一版。', en: 'The first version.' },
  bases: [bases.constraint, bases.repair, bases.competition, bases.once, bases.bond],
  // Who has never traded here stands in the best band: a record must not favour those at home.
  base: 100,
  praiseCap: 10,
  kinds: [...listings, ...trades, ...entered],
  bands: [...bands],
};
