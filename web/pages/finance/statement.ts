import { PaymentLine } from '../../../contracts/bond.ts';
import type { BondForm } from '../../../contracts/tender/lot-rules.ts';

const forms: Readonly<Record<string, BondForm>> = {
  转账: 'transfer',
  保函: 'guarantee',
  保险: 'insurance',
  transfer: 'transfer',
  guarantee: 'guarantee',
  insurance: 'insurance',
};

interface Statement {
  readonly lines: readonly PaymentLine[];
  /** What could not be read, by its line number. */
  readonly faults: readonly { readonly number: number; readonly text: string }[];
}

/** Reads pasted bank lines, comma or tab between the cells; times without a zone are Beijing's. */
export function readStatement(text: string): Statement {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, i) => ({ number: i + 1, text: line.trim() }))
    .filter(({ text: line }) => line !== '' && !/^(形式|form)[,，\t]/i.test(line));
  const read = rows.map(row => ({ ...row, line: lineOf(row.text) }));
  return {
    lines: read.flatMap(r => (r.line ? [r.line] : [])),
    faults: read.filter(r => r.line === null).map(({ number, text: t }) => ({ number, text: t })),
  };
}

function lineOf(text: string): PaymentLine | null {
  const [form, reference, payerName, payerAccount, amount, at] = text
    .split(/[,，\t]/)
    .map(cell => cell.trim().replace(/^"|"$/g, '').trim());
  const found = PaymentLine.safeParse({
    form: forms[form ?? ''],
    reference,
    payerName,
    payerAccount: payerAccount?.replaceAll(' ', ''),
    amount: /^\d+(\.\d{1,2})?$/.test(amount ?? '') ? Number(amount).toFixed(2) : amount,
    at: timeOf(at ?? ''),
  });
  return found.success ? found.data : null;
}

function timeOf(text: string): string {
  const found = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{2}:\d{2})(:\d{2})?$/.exec(text);
  if (!found) return text;
  const [, year, month = '', day = '', clock, seconds = ':00'] = found;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${clock}${seconds}+08:00`;
}
