import type { Words } from '../../../contracts/words.ts';

type Data = Readonly<Record<string, unknown>>;
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const purposes: Readonly<Record<string, Words>> = {
  supervision: { zh: '日常监督', en: 'supervision' },
  complaint: { zh: '处理投诉', en: 'a complaint' },
  case: { zh: '办理案件', en: 'a case' },
  audit: { zh: '审计', en: 'an audit' },
};

const acts: Readonly<Record<string, (data: Data) => Words>> = {
  'clues.raised': ({ score }) => ({
    zh: `系统提示，把握 ${Number(score).toFixed(2)}`,
    en: `raised at ${Number(score).toFixed(2)}`,
  }),
  'clues.renewed': ({ score }) => ({
    zh: `新的材料打开后重新计算，把握 ${Number(score).toFixed(2)}`,
    en: `computed again at ${Number(score).toFixed(2)}`,
  }),
  'clues.looked': ({ purpose }) => ({
    zh: `查看，用途：${purposes[text(purpose)]?.zh ?? ''}`,
    en: `looked, for ${purposes[text(purpose)]?.en ?? ''}`,
  }),
  'clues.held': () => ({ zh: '领取', en: 'taken' }),
  'clues.confirmed': ({ reason }) => ({
    zh: `核实：${text(reason)}`,
    en: `confirmed: ${text(reason)}`,
  }),
  'clues.dismissed': ({ reason }) => ({
    zh: `排除：${text(reason)}`,
    en: `dismissed: ${text(reason)}`,
  }),
  'clues.case-opened': () => ({ zh: '转为立案线索', en: 'made a case' }),
};

/** What is said of an event in the history of a clue; null when it is not for it. */
export const actWords = (type: string, data: Data): Words | null => acts[type]?.(data) ?? null;
