import { v7 } from 'uuid';
import {
  attachDocument,
  createDraft,
  previewNotice,
  publishProject,
  saveDraft,
} from '../../contracts/tender/drafting.ts';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import type { ProjectDraft, Schedule } from '../../contracts/tender/project.ts';
import { instantOf } from '../../src/kernel/calendar.ts';
import { openTenderRules } from '../../src/tender/methods/open-tender.ts';
import type { Desk, Office } from './office.ts';

export const at = (day: string, clock = '09:30') => instantOf(day, clock).toISOString();

export const lawfulRules: LotRules = {
  ...openTenderRules,
  ceiling: '238600000.00',
  estimate: '240000000.00',
  bond: '2000000.00',
  bondTerms: {
    ...openTenderRules.bondTerms,
    account: {
      holder: '云江市公共资源交易中心',
      bank: '云江市商业银行',
      number: '9901000100020003',
    },
  },
  committee: {
    size: 7,
    experts: 5,
    cities: ['云江市', '望川市'],
    disciplines: [
      { id: 'structure', seats: 3 },
      { id: 'cost', seats: 2 },
    ],
  },
};

const lawfulSchedule: Schedule = {
  issueFrom: at('2026-09-10', '12:00'),
  issueTo: at('2026-09-17', '17:00'),
  deadline: at('2026-10-08'),
  evaluationFrom: at('2026-10-09'),
};

const first = { name: '滨江路综合改造工程', city: '云江市', industry: 'building' as const };

/** A draft that may be published, but for the documents. */
export const lawfulDraft = (lots = 1): ProjectDraft => ({
  ...first,
  fundSource: '财政资金',
  approval: '云发改〔2026〕12号',
  summary: '道路、桥梁、管网',
  agency: null,
  contact: { name: '林工', phone: '0000-88001234' },
  lots: Array.from({ length: lots }, (_, i) => ({
    id: v7(),
    title: `${i + 1}标段`,
    rules: lawfulRules,
  })),
  schedule: lawfulSchedule,
});

/** A project of the tenderer, saved and with its tender document attached. */
export async function draftProject(
  office: Office,
  draft: ProjectDraft = lawfulDraft(),
): Promise<{ id: string; draft: ProjectDraft; document: string }> {
  const { call, tenderer } = office;
  const created = await call(tenderer, createDraft, { body: first });
  const id = String(created.body.id);
  const params = { project: id };
  const headers = { 'if-match': '"1"' };
  await call(tenderer, saveDraft, { params, body: draft, headers });
  const attached = await call(tenderer, attachDocument, {
    params,
    query: { name: '招标文件.pdf', kind: 'tender' },
    bytes: Buffer.from('%PDF-1.7 招标文件'),
  });
  return { id, draft, document: String(attached.body.id) };
}

/** Previews, signs and publishes as `by`. */
export async function publish(office: Office, id: string, by: Desk = office.tenderer) {
  const params = { project: id };
  const notice = await office.call(by, previewNotice, { params });
  const body = { signature: await by.sign(String(notice.body.text)) };
  return office.call(by, publishProject, { params, body });
}
