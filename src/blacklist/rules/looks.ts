import type { CaseLook } from '../../../contracts/sanction-case.ts';
import type { Words } from '../../../contracts/words.ts';

/** Events that say that somebody looked: they are on record, and change nothing in the case. */
export const lookWords: Readonly<Record<string, Words>> = {
  'blacklist.looked': { zh: '查看案件', en: 'the case' },
  'blacklist.evidence-looked': { zh: '查看一份证据', en: 'a piece of evidence' },
  'blacklist.proof-looked': { zh: '查看一份申请材料', en: 'a document of an appeal' },
  'blacklist.printed': { zh: '打印案卷', en: 'the case on paper' },
  'blacklist.exported': { zh: '导出案件证据包', en: 'the bundle of the case' },
};

export const lookTypes: readonly string[] = Object.keys(lookWords);

/** In what capacity somebody looked, which is also what for. */
export const lookerWords: Readonly<Record<CaseLook['as'], Words>> = {
  officer: { zh: '办案人员，办理案件', en: 'an officer, handling the case' },
  chair: { zh: '听证主持人，主持听证', en: 'the chair, for the hearing' },
  authority: {
    zh: '立案部门的其他人员，审查、决定或监督',
    en: 'others of the authority, to review, decide or supervise',
  },
  appeal: { zh: '承办申请的人员，审查异议、复议或修复', en: 'who handles an appeal, to decide it' },
  respondent: { zh: '当事人，陈述、申辩和救济', en: 'the respondent, for its defence' },
};
