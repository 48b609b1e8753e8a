import { beijingDay } from './beijing.ts';
import { RuleError } from './rule-error.ts';

/** Why a listing reaches somebody: it names them, or whom they belong to, follow, or share their legal representative with. */
export type Reach = 'self' | 'branch' | 'successor' | 'representative';

/** A listing that keeps somebody out now. */
export interface SanctionBar {
  readonly number: string;
  readonly list: 'violations' | 'malicious-complaints';
  /** ISO time; null: for good. */
  readonly until: string | null;
  readonly reach: Reach;
  /** The listed one's name, and who decided. */
  readonly subject: string;
  readonly authority: string;
}

/** Whom to ask about: an organisation by id or code, an expert by the person's id. */
export type BarSubject =
  | { readonly organisation: string }
  | { readonly code: string }
  | { readonly expert: string };

const reaches: Readonly<Record<Reach, string>> = {
  self: '',
  branch: '，本单位是其分支机构',
  successor: '，本单位承继了其权利义务',
  representative: '，本单位的法定代表人与其相同，决定及于法定代表人',
};

/** How a refusal names the bar: list, number, end, and where to object. */
export function barText(bar: SanctionBar): string {
  const { number, list, until, reach, subject, authority } = bar;
  const title = list === 'violations' ? '招标投标领域黑名单' : '恶意投诉举报黑名单';
  const end = until === null ? '长期有效' : `至 ${beijingDay(until)}`;
  return `${subject}在${title}上（编号 ${number}，${end}${reaches[reach]}）。有异议的，凭编号向${authority}提出，或依法申请行政复议；已纠正的，可申请信用修复。`;
}

/** Throws SANCTIONED when there is a bar. It tells the one barred only about itself. */
export function requireUnbarred(bar: SanctionBar | null, act: string): void {
  if (!bar) return;
  const { number, list, until, reach } = bar;
  throw new RuleError('SANCTIONED', `${act}：${barText(bar)}`, { number, list, until, reach });
}
