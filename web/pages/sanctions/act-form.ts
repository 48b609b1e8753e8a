import { CaseAct, type CaseActId, type DropWhy } from '../../../contracts/sanction-case.ts';

/** Everything that any act asks for; each act takes its own part. */
export interface ActForm {
  because: DropWhy;
  reason: string;
  officers: string[];
  facts: string;
  evidence: string[];
  months: string;
  extendsToPerson: boolean;
  base: string;
  fine: string;
  text: string;
  hearing: boolean;
  at: string;
  place: string;
  chair: string;
  record: string;
  defence: string;
  manner: 'platform' | 'in-person' | 'post' | 'public-notice';
  note: string;
}

export const emptyForm = (): ActForm => ({
  because: 'unfounded',
  ...{ reason: '', officers: [], facts: '', evidence: [], months: '', extendsToPerson: false },
  ...{ base: '', fine: '', text: '', hearing: false, at: '', place: '', chair: '', record: '' },
  ...{ defence: '', manner: 'platform', note: '' },
});

const yuan = (text: string) => (/^\d+$/.test(text) ? `${text}.00` : text);

/** The act as it will be sent, or null while something is missing. */
export function bodyOf(act: CaseActId, form: ActForm): CaseAct | null {
  const measure = {
    months: form.months.trim() === '' ? null : Number(form.months),
    fine:
      form.fine.trim() === ''
        ? null
        : {
            base: form.base.trim() === '' ? null : yuan(form.base.trim()),
            amount: yuan(form.fine.trim()),
          },
    extendsToPerson: form.extendsToPerson,
  };
  const { reason, officers, facts, evidence, text, hearing, place, chair, record } = form;
  // The field is a wall clock in Beijing.
  const at = form.at === '' ? '' : new Date(`${form.at}:00+08:00`).toISOString();
  const parts: Record<CaseActId, object> = {
    dismiss: { reason },
    investigate: { reason, officers: [...officers] },
    notice: { facts, evidence: [...evidence], ...measure },
    answer: { text, hearing },
    waive: {},
    'call-hearing': { at, place, chair },
    'record-hearing': { record },
    decide: { facts, defence: form.defence, ...measure },
    drop: { because: form.because, reason },
    serve: { manner: form.manner, note: form.note },
    publish: {},
  };
  return CaseAct.safeParse({ act, ...parts[act] }).data ?? null;
}
