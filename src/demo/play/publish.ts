import { v7 } from 'uuid';
import { readSession } from '../../../contracts/registry.ts';
import {
  attachDocument,
  createDraft,
  previewNotice,
  publishProject,
  saveDraft,
} from '../../../contracts/tender/drafting.ts';
import { checkSchedule, type Finding, readMethod } from '../../../contracts/tender/lawfulness.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { Schedule } from '../../../contracts/tender/project.ts';
import { formatYuan } from '../../kernel/money.ts';
import { cities } from '../city.ts';
import { disciplines } from '../city-experts.ts';
import type { DemoProject, TenderFacts } from '../content/project.ts';
import type { Player, Stage } from './player.ts';

export interface TradePlan {
  readonly project: DemoProject;
  readonly releaseWindowMinutes: number;
  /** What is otherwise asked of the committee. */
  readonly committee?: (usual: LotRules['committee']) => Partial<LotRules['committee']>;
  /** Makes what is published beside the notice, once number, rules and dates are known. */
  readonly documents: (facts: TenderFacts) => Promise<
    readonly {
      readonly name: string;
      readonly kind: 'tender' | 'bill';
      readonly content: Uint8Array<ArrayBuffer>;
    }[]
  >;
}

export interface Trade {
  readonly project: string;
  readonly lot: string;
  readonly code: string;
  readonly deadline: Date;
  readonly rules: LotRules;
}

const day = 86_400_000;
const hour = 3_600_000;

/** From an empty draft to a signed publication, on the earliest lawful schedule. */
export async function publishTrade(
  stage: Stage,
  tenderer: Player,
  plan: TradePlan,
): Promise<Trade> {
  const { client } = tenderer;
  const { project } = plan;
  const rules = await rulesOf(stage, plan);
  const draft = await client.call(createDraft, {
    body: { name: project.name, city: project.city, industry: 'building' },
  });
  const schedule = await lawfulSchedule(stage);
  const lot = v7();
  await client.call(saveDraft, {
    params: { project: draft.id },
    body: {
      ...contentOf(project, await agencyOf(stage)),
      lots: [{ id: lot, title: project.lot, rules }],
      schedule,
    },
    version: draft.version,
  });
  for (const file of await plan.documents({ project, code: draft.code, schedule, rules }))
    await client.callWithBytes(attachDocument, {
      params: { project: draft.id },
      query: { name: file.name, kind: file.kind },
      content: file.content,
    });
  const notice = await client.call(previewNotice, { params: { project: draft.id } });
  refuseUnlawful(notice.findings);
  await client.call(publishProject, {
    params: { project: draft.id },
    body: { signature: await tenderer.sign(notice.text) },
  });
  return { project: draft.id, lot, code: draft.code, deadline: new Date(schedule.deadline), rules };
}

/** The method's rules with the project's money, and five experts from two cities. */
async function rulesOf(stage: Stage, plan: TradePlan): Promise<LotRules> {
  const { rules } = await stage.open.call(readMethod, { params: { method: 'open-tender' } });
  return {
    ...rules,
    estimate: formatYuan(plan.project.estimateFen),
    ceiling: formatYuan(plan.project.ceilingFen),
    bond: formatYuan(plan.project.bondFen),
    bondTerms: {
      ...rules.bondTerms,
      account: {
        holder: '云江市公共资源交易中心',
        bank: '云江市商业银行政务支行',
        number: '9901000100020003',
      },
    },
    releaseWindowMinutes: plan.releaseWindowMinutes,
    price: floatDrawn(rules.price),
    committee: { ...usualCommittee, ...plan.committee?.(usualCommittee) },
  };
}

const [roads, bridges, , costs] = disciplines;
const usualCommittee: LotRules['committee'] = {
  size: 5,
  experts: 5,
  cities: Object.values(cities).map(city => city.name),
  disciplines: [
    { id: roads, seats: 3 },
    { id: bridges, seats: 1 },
    { id: costs, seats: 1 },
  ],
};

/** The float is left to the opening, so that the demo draws in public, too. */
const floatDrawn = (price: LotRules['price']): LotRules['price'] =>
  price.id === 'benchmark-average'
    ? { ...price, draw: { float: ['0.02', '0.025', '0.03', '0.035', '0.04'] } }
    : price;

/** The organisation of the first agency's account. */
async function agencyOf(stage: Stage): Promise<string | null> {
  const agency = await stage.first('agency');
  const { session } = await agency.client.call(readSession);
  return session?.organisation ?? null;
}

function contentOf(project: DemoProject, agency: string | null) {
  return {
    name: project.name,
    city: project.city,
    industry: 'building' as const,
    fundSource: project.fundSource,
    approval: project.approval,
    summary: `${project.place}${project.from}至${project.to}，长 ${project.lengthMetres} 米，红线宽 ${project.widthMetres} 米。质量要求合格，计划工期 ${project.periodDays} 日历天。`,
    agency,
    contact: { name: '林叔尧', phone: '0000-8800 1234' },
  };
}

/** The date that each rule of the schedule is about. */
const dateOf: Readonly<Record<string, keyof Schedule>> = {
  issue: 'issueFrom',
  sale: 'issueTo',
  preparation: 'deadline',
  'deadline-day': 'deadline',
  amendment: 'deadline',
  objection: 'deadline',
  evaluation: 'evaluationFrom',
};

/** Starts from the shortest periods and takes each earliest lawful moment that the check names. */
async function lawfulSchedule(stage: Stage): Promise<Schedule> {
  const now = await stage.now();
  const at = (days: number, clock: number) => {
    const beijing = new Date(now.getTime() + days * day + 8 * hour);
    beijing.setUTCHours(clock - 8, 0, 0, 0);
    return beijing.toISOString();
  };
  let schedule: Schedule = {
    issueFrom: new Date(now.getTime() + 60_000).toISOString(),
    issueTo: at(6, 17),
    deadline: at(21, 15),
    evaluationFrom: at(21, 16),
  };
  for (let attempt = 0; attempt < 12; attempt++) {
    const { findings } = await stage.open.call(checkSchedule, {
      body: { schedule, industry: 'building' },
    });
    const wrong = findings.find(f => !f.lawful && f.earliest !== null);
    const date = wrong && dateOf[wrong.item];
    if (!wrong?.earliest || !date) return schedule;
    schedule = { ...schedule, [date]: wrong.earliest };
  }
  return schedule;
}

function refuseUnlawful(findings: readonly Finding[]): void {
  const wrong = findings.filter(f => !f.lawful);
  if (wrong.length > 0)
    throw new Error(wrong.map(f => `${f.item}: ${f.how} (${f.article})`).join('\n'));
}
