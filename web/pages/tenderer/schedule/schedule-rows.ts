import type { Finding } from '../../../../contracts/tender/lawfulness.ts';
import type { Schedule } from '../../../../contracts/tender/project.ts';

export type Field = keyof Schedule;
/** The fields a person sets, in the order of a trade, and the findings that belong beside each. */
export const fields: readonly { readonly field: Field; readonly items: readonly string[] }[] = [
  { field: 'issueFrom', items: ['issue'] },
  { field: 'issueTo', items: ['sale', 'sale-before-deadline'] },
  { field: 'deadline', items: ['preparation', 'deadline-day'] },
  { field: 'evaluationFrom', items: ['evaluation'] },
];

export const faultsOf = (items: readonly string[], findings: readonly Finding[]): Finding[] =>
  findings.filter(f => items.includes(f.item) && !f.lawful);
