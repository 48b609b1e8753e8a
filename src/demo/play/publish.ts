import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import {
  attachDocument,
  checkSchedule,
  createDraft,
  type Finding,
  type LotRules,
  type ProjectDraft,
  previewNotice,
  publishProject,
  readMethod,
  type Schedule,
  saveDraft,
  type TenderDocument,
} from '../../../contracts/tender.ts';
import type { Player, Stage } from './player.ts';

export interface TradePlan {
  readonly name: string;
  readonly lotTitle: string;
  readonly city: string;
  readonly ceiling: string;
  readonly bond: string;
  readonly cities: readonly string[];
  readonly disciplines: readonly { readonly id: string; readonly seats: number }[];
  readonly releaseWindowMinutes: number;
  readonly documents: readonly {
    readonly name: string;
    readonly kind: TenderDocument['kind'];
    readonly content: Uint8Array<ArrayBuffer>;
  }[];
}

export interface Trade {
  readonly project: string;
  readonly lot: string;
  readonly code: string;
  readonly deadline: Date;
  readonly rules: LotRules;
}

const day = 86_400_000;

/** From an empty draft to a signed publication, on the earliest lawful schedule. */
export async function publishTrade(
  stage: Stage,
  tenderer: Player,
  plan: TradePlan,
): Promise<Trade> {
  const { client } = tenderer;
  const rules = await rulesOf(stage, plan);
  const draft = await client.call(createDraft, {
    body: { name: plan.name, city: plan.city, industry: 'building' },
  });
  const schedule = await lawfulSchedule(stage);
  const lot = v7();
  await client.call(saveDraft, {
    params: { project: draft.id },
    body: { ...draftOf(plan), lots: [{ id: lot, title: plan.lotTitle, rules }], schedule },
    version: draft.version,
  });
  for (const { name, kind, content } of plan.documents)
    await client.callWithBytes(attachDocument, {
      params: { project: draft.id },
      query: { name, kind },
      content,
    });
  const notice = await client.call(previewNotice, { params: { project: draft.id } });
  refuseUnlawful(notice.findings);
  await client.call(publishProject, {
    params: { project: draft.id },
    body: { signature: await tenderer.sign(notice.text) },
    key: randomUUID(),
  });
  return { project: draft.id, lot, code: draft.code, deadline: new Date(schedule.deadline), rules };
}

async function rulesOf(stage: Stage, plan: TradePlan): Promise<LotRules> {
  const { rules } = await stage.open.call(readMethod, { params: { method: 'open-tender' } });
  return {
    ...rules,
    ceiling: plan.ceiling,
    bond: plan.bond,
    releaseWindowMinutes: plan.releaseWindowMinutes,
    committee: {
      size: plan.disciplines.reduce((sum, d) => sum + d.seats, 0),
      experts: plan.disciplines.reduce((sum, d) => sum + d.seats, 0),
      cities: [...plan.cities],
      disciplines: plan.disciplines.map(d => ({ ...d })),
    },
  };
}

function draftOf(plan: TradePlan): Omit<ProjectDraft, 'lots' | 'schedule'> {
  return {
    name: plan.name,
    city: plan.city,
    industry: 'building',
    fundSource: '市级财政资金，已落实',
    approval: '云发改审〔2026〕118 号',
    summary:
      '改造道路 3.6 公里，含路基路面、排水、照明、绿化和交通设施。质量要求合格，计划工期 540 日历天。',
    agency: null,
    contact: { name: '项目经办', phone: '0000-12345' },
  };
}

/** Starts from the shortest periods and takes each earliest lawful moment that the check names. */
async function lawfulSchedule(stage: Stage): Promise<Schedule> {
  const now = await stage.now();
  const morning = (days: number, hour: number) => {
    const at = new Date(now.getTime() + days * day + 8 * 3_600_000);
    return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), hour - 8));
  };
  let schedule: Schedule = {
    issueFrom: new Date(now.getTime() + 60_000).toISOString(),
    issueTo: morning(6, 17).toISOString(),
    deadline: morning(21, 15).toISOString(),
    evaluationFrom: morning(21, 16).toISOString(),
  };
  for (let attempt = 0; attempt < 6; attempt++) {
    const { findings } = await stage.open.call(checkSchedule, {
      body: { schedule, industry: 'building' },
    });
    const wrong = findings.find(f => !f.lawful && f.earliest !== null);
    if (!wrong?.earliest) return schedule;
    schedule = { ...schedule, [wrong.item]: wrong.earliest };
  }
  return schedule;
}

function refuseUnlawful(findings: readonly Finding[]): void {
  const wrong = findings.filter(f => !f.lawful);
  if (wrong.length > 0)
    throw new Error(wrong.map(f => `${f.item}: ${f.how} (${f.article})`).join('\n'));
}
