import { computed } from 'vue';
import type { LotRules } from '../../../../contracts/tender/lot-rules.ts';
import { chinaCalendar } from '../../../../src/kernel/calendar.ts';
import { checkLotRules } from '../../../../src/tender/rules/lot-rules.ts';
import { checkSchedule } from '../../../../src/tender/rules/schedule.ts';
import { now } from '../../../server-clock.ts';
import type { DraftDesk } from './draft.ts';

export const steps = [
  'project',
  'lots',
  'rules',
  'documents',
  'schedule',
  'preview',
  'sign',
] as const;
export type Step = (typeof steps)[number];

const yuan = /^\d{1,15}\.\d{2}$/;
const hasAmounts = ({ estimate, ceiling, bond }: LotRules) =>
  [estimate, ceiling, bond].every(amount => yuan.test(amount));

/** What each step still lacks: names of fields or rules. The server decides anew at publication, by the same rules. */
export function useFaults({ draft, documents }: DraftDesk) {
  const project = computed(() =>
    [
      draft.name.trim().length < 2 && 'name',
      draft.city.trim() === '' && 'city',
      draft.fundSource.trim() === '' && 'fundSource',
      draft.summary.trim() === '' && 'summary',
      (draft.contact.name.trim() === '' || draft.contact.phone.trim() === '') && 'contact',
    ].filter(fault => fault !== false),
  );
  const lots = computed(() => {
    if (draft.lots.length === 0) return ['none'];
    return draft.lots.filter(l => l.title === '' || !hasAmounts(l.rules)).map(l => l.id);
  });
  const findings = computed(() =>
    draft.lots
      .filter(l => hasAmounts(l.rules))
      .map(lot => ({ lot, findings: checkLotRules(lot.rules) })),
  );
  const amounts = ['ceiling', 'bond'];
  const faulty = (wanted: boolean) =>
    findings.value.flatMap(({ findings: found }) =>
      found.filter(f => !f.lawful && amounts.includes(f.item) === wanted).map(f => f.item),
    );
  const schedule = computed(() =>
    draft.schedule ? checkSchedule(draft.schedule, chinaCalendar, new Date(now.value)) : [],
  );
  const faults = computed<Readonly<Record<Step, readonly string[]>>>(() => ({
    project: project.value,
    lots: [...lots.value, ...faulty(true)],
    rules: faulty(false),
    documents: documents.value.some(d => d.kind === 'tender') ? [] : ['none'],
    schedule: draft.schedule ? schedule.value.filter(f => !f.lawful).map(f => f.item) : ['none'],
    preview: [],
    sign: [],
  }));
  return { faults, findings, schedule };
}
