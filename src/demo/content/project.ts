import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import { organisationOf } from '../city.ts';

/** Parts of a municipal work; each brings its own lines to the bill and its own chapter to the proposals. */
export type Works = 'road' | 'bridge' | 'drainage' | 'water' | 'light' | 'traffic' | 'green';

/** A work that the demo puts out to tender: what its documents, bill and bids are made from. */
export interface DemoProject {
  readonly key: string;
  readonly name: string;
  readonly lot: string;
  readonly city: string;
  readonly tenderer: string;
  readonly agency: string;
  readonly approval: string;
  readonly fundSource: string;
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly lengthMetres: number;
  readonly widthMetres: number;
  readonly bridge: string | null;
  readonly works: readonly Works[];
  /** Stretches by which quantities are listed. */
  readonly stretches: readonly string[];
  readonly estimateFen: bigint;
  readonly ceilingFen: bigint;
  readonly bondFen: bigint;
  readonly provisionalFen: bigint;
  readonly periodDays: number;
}

export const titleOf = (project: DemoProject): string => `${project.name}（${project.lot}）`;
export const tendererOf = (project: DemoProject) => organisationOf(project.tenderer);
export const agencyOf = (project: DemoProject) => organisationOf(project.agency);

export interface DemoSchedule {
  /** ISO times. */
  readonly issueFrom: string;
  readonly issueTo: string;
  readonly deadline: string;
}

/** What a tender document is made from: the work, its number, its days and the rules it will be judged by. */
export interface TenderFacts {
  readonly project: DemoProject;
  readonly code: string;
  readonly schedule: DemoSchedule;
  readonly rules: LotRules;
}

const everything: readonly Works[] = [
  'road',
  'bridge',
  'drainage',
  'water',
  'light',
  'traffic',
  'green',
];

export const projects = {
  riverside: {
    key: 'riverside',
    name: '云江市滨江路综合改造工程',
    lot: '一标段',
    city: '云江市',
    tenderer: 'tenderer',
    agency: 'agency',
    approval: '云发改投资〔2026〕118 号',
    fundSource: '市级财政资金',
    place: '云江市滨江新区',
    from: '望江路',
    to: '云启大道',
    lengthMetres: 2480,
    widthMetres: 42,
    bridge: '白鹭河桥',
    works: everything,
    stretches: ['K0+000～K0+820', 'K0+820～K1+660', 'K1+660～K2+480'],
    estimateFen: 24_200_000_000n,
    ceilingFen: 23_860_000_000n,
    bondFen: 200_000_000n,
    provisionalFen: 800_000_000n,
    periodDays: 540,
  },
  eastern: {
    key: 'eastern',
    name: '望川市城东大道提升改造工程',
    lot: '二标段',
    city: '望川市',
    tenderer: 'tenderer-wangchuan',
    agency: 'agency',
    approval: '望发改审批〔2026〕64 号',
    fundSource: '市级财政资金和专项债券资金',
    place: '望川市城东片区',
    from: '河滨路',
    to: '鹿鸣街',
    lengthMetres: 1860,
    widthMetres: 36,
    bridge: '清溪桥',
    works: everything,
    stretches: ['K2+300～K2+920', 'K2+920～K3+540', 'K3+540～K4+160'],
    estimateFen: 16_700_000_000n,
    ceilingFen: 16_430_000_000n,
    bondFen: 150_000_000n,
    provisionalFen: 500_000_000n,
    periodDays: 420,
  },
  separation: {
    key: 'separation',
    name: '云江市望江路片区雨污分流改造工程',
    lot: '一标段',
    city: '云江市',
    tenderer: 'tenderer',
    agency: 'agency',
    approval: '云发改投资〔2026〕073 号',
    fundSource: '市级财政资金',
    place: '云江市望江路片区',
    from: '建业大道',
    to: '临湖路',
    lengthMetres: 3120,
    widthMetres: 24,
    bridge: null,
    works: ['road', 'drainage', 'water', 'light', 'traffic', 'green'],
    stretches: ['望江路北段', '望江路南段', '同泽路', '临湖路支线'],
    estimateFen: 10_050_000_000n,
    ceilingFen: 9_875_000_000n,
    bondFen: 80_000_000n,
    provisionalFen: 300_000_000n,
    periodDays: 300,
  },
} as const satisfies Record<string, DemoProject>;
