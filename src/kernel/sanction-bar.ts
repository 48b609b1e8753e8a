import type { Words } from '../../contracts/words.ts';
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

const reaches: Readonly<Record<Reach, Words>> = {
  self: { zh: '', en: '' },
  branch: { zh: '，本单位是其分支机构', en: '; you are its branch' },
  successor: { zh: '，本单位承继了其权利义务', en: '; you succeeded to it' },
  representative: {
    zh: '，本单位的法定代表人与其相同，决定及于法定代表人',
    en: '; you have the same legal representative, to whom the decision extends',
  },
};

const titles: Readonly<Record<SanctionBar['list'], Words>> = {
  violations: { zh: '招标投标领域黑名单', en: 'blacklist of bidding' },
  'malicious-complaints': { zh: '恶意投诉举报黑名单', en: 'blacklist of malicious complaints' },
};

/** How a refusal names the bar: list, number, end, and where to object. */
export function barText(bar: SanctionBar): Words {
  const { number, list, until, reach, subject, authority } = bar;
  const title = titles[list];
  const end = until === null ? '长期有效' : `至 ${beijingDay(until)}`;
  const endEn = until === null ? 'for good' : `until ${beijingDay(until)}`;
  return {
    zh: `${subject}在${title.zh}上（编号 ${number}，${end}${reaches[reach].zh}）。有异议的，凭编号向${authority}提出，或依法申请行政复议；已纠正的，可申请信用修复。`,
    en: `${subject} is on the ${title.en} (number ${number}, ${endEn}${reaches[reach].en}). To object, write to ${authority} with the number, or ask for a review; what is put right can be repaired.`,
  };
}

/** Throws SANCTIONED when there is a bar. It tells the one barred only about itself. */
export function requireUnbarred(bar: SanctionBar | null, act: Words): void {
  if (!bar) return;
  const { number, list, until, reach } = bar;
  const why = barText(bar);
  const said = { zh: `${act.zh}：${why.zh}`, en: `${act.en}: ${why.en}` };
  throw new RuleError('SANCTIONED', said, { number, list, until, reach });
}
