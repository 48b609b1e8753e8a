import type { Finding } from '../../../contracts/tender/lawfulness.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { ProjectDraft, Schedule } from '../../../contracts/tender/project.ts';
import type { Words } from '../../../contracts/words.ts';
import type { WorkCalendar } from '../../kernel/calendar.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import type { ArticleId } from './articles.ts';
import { finding } from './finding.ts';
import { checkLotRules, requireLawfulRules, rulesSha256 } from './lot-rules.ts';
import { checkSchedule, requireLawfulSchedule } from './schedule.ts';

interface Unit {
  readonly id: string;
  readonly name: string;
}

/** What is public about a lot's secrets: bound by the signed notice before the first bid. */
export interface LotKeys {
  readonly committeeKeySha256: string;
  readonly drawSeedCommit: string;
}

/** Everything a notice is made of. */
export interface Publication {
  readonly id: string;
  readonly code: string;
  readonly tenderer: Unit;
  readonly agency: Unit | null;
  readonly content: ProjectDraft;
  readonly lots: readonly (LotKeys & { readonly id: string })[];
  readonly documents: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

/** The notice as it is signed: RFC 8785, so that anyone rebuilds it from what is public. */
export function noticeText({ id, code, tenderer, agency, content, lots, documents }: Publication) {
  const { name, city, industry, fundSource, approval, summary, contact, schedule } = content;
  const keys = new Map(lots.map(({ id: lot, ...bound }) => [lot, bound]));
  return canonicalText({
    format: 'kaibiao-notice/1',
    kind: 'publication',
    project: { id, code, name, city, industry, fundSource, approval, summary, contact },
    tenderer,
    agency,
    schedule,
    lots: content.lots.map(lot => ({
      id: lot.id,
      title: lot.title,
      rules: lot.rules,
      rulesSha256: rulesSha256(lot.rules),
      ...keys.get(lot.id),
    })),
    documents: documents.map(d => ({
      id: d.id,
      name: d.name,
      kind: d.kind,
      bytes: d.bytes,
      sha256: d.sha256,
    })),
  });
}

type Attached = Pick<Publication['documents'][number], 'kind'>;

const judged = (item: string, id: ArticleId, fault: Words | null, shown: Words): Finding =>
  finding(item, id, { lawful: fault === null, how: fault ?? shown });

const noDocument: Words = {
  zh: '还没有上传招标文件。',
  en: 'The tender documents are missing. Upload them.',
};
const noContact: Words = {
  zh: '请写明联系人和电话。',
  en: 'State the name and telephone of the contact.',
};
const noSchedule: Words = { zh: '还没有排定日程。', en: 'The schedule is not set.' };

function lotsFault({ lots, industry }: ProjectDraft): Words | null {
  if (lots.length === 0)
    return { zh: '还没有标段，请至少建一个。', en: 'There is no lot. Add at least one.' };
  if (new Set(lots.map(l => l.id)).size < lots.length)
    return { zh: '有两个标段的编号相同。', en: 'Two lots have the same number.' };
  const other = lots.find(l => l.rules.industry !== industry);
  if (!other) return null;
  return {
    zh: `“${other.title}”的行业与项目不一致。`,
    en: `The industry of “${other.title}” is not that of the project.`,
  };
}

function completeness(content: ProjectDraft, documents: readonly Attached[]): Finding[] {
  const hasDocument = documents.some(d => d.kind === 'tender');
  const reachable = content.contact.name !== '' && content.contact.phone !== '';
  return [
    judged('lots', 'A19', lotsFault(content), {
      zh: `${content.lots.length} 个标段。`,
      en: `Lots: ${content.lots.length}.`,
    }),
    judged('documents', 'A19', hasDocument ? null : noDocument, {
      zh: '招标文件已上传。',
      en: 'The tender documents are there.',
    }),
    judged('contact', 'B16', reachable ? null : noContact, {
      zh: '联系方式已写明。',
      en: 'The contact is stated.',
    }),
    judged('schedule', 'A24', content.schedule ? null : noSchedule, {
      zh: '日程已排定。',
      en: 'The schedule is set.',
    }),
  ];
}

/** Judges a draft as a whole: what is missing, then the schedule, then the rules of each lot (`lots.0.bond`). */
export function checkPublication(
  content: ProjectDraft,
  documents: readonly Attached[],
  calendar: WorkCalendar,
  now: Date,
): Finding[] {
  const { schedule, lots } = content;
  return [
    ...completeness(content, documents),
    ...(schedule ? checkSchedule(schedule, calendar, now) : []),
    ...lots.flatMap((lot, i) =>
      checkLotRules(lot.rules).map(f => ({ ...f, item: `lots.${i}.${f.item}` })),
    ),
  ];
}

/** The schedule of a draft that may be published now; throws RULES_INCOMPLETE or SCHEDULE_ILLEGAL with what stands in the way. */
export function requirePublishable(
  content: ProjectDraft,
  documents: readonly Attached[],
  calendar: WorkCalendar,
  now: Date,
): { schedule: Schedule; rules: readonly LotRules[] } {
  const missing = completeness(content, documents).filter(f => !f.lawful);
  const { schedule } = content;
  if (missing[0] || !schedule)
    throw new RuleError(
      'RULES_INCOMPLETE',
      { zh: missing[0]?.how ?? noSchedule.zh, en: missing[0]?.howEn ?? noSchedule.en },
      {
        findings: missing,
      },
    );
  requireLawfulSchedule(schedule, calendar, now);
  for (const { rules } of content.lots) requireLawfulRules(rules);
  return { schedule, rules: content.lots.map(l => l.rules) };
}
