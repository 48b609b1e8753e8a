import type { QuestionFinding } from '../../../contracts/committee-questions.ts';
import type { Words } from '../../../contracts/words.ts';

/** The six cases in which the law takes bidders to have colluded (招标投标法实施条例第四十条). */
const cases: readonly Words[] = [
  {
    zh: '第一项：不同投标人的投标文件由同一单位或者个人编制',
    en: '(1) one unit or person prepared the bids',
  },
  {
    zh: '第二项：不同投标人委托同一单位或者个人办理投标事宜',
    en: '(2) one unit or person handled the bids',
  },
  {
    zh: '第三项：不同投标人的投标文件载明的项目管理成员为同一人',
    en: '(3) the bids name the same person for the project',
  },
  {
    zh: '第四项：不同投标人的投标文件异常一致或者投标报价呈规律性差异',
    en: '(4) contents are unusually identical, or prices differ in a regular pattern',
  },
  {
    zh: '第五项：不同投标人的投标文件相互混装',
    en: '(5) documents of one bid are among those of another',
  },
  {
    zh: '第六项：不同投标人的投标保证金从同一单位或者个人的账户转出',
    en: '(6) the bonds came from one account',
  },
];

export const caseOf = (item: number): Words => cases[item - 1] ?? { zh: '', en: '' };

export const findingWords = (finding: QuestionFinding | null): Words =>
  finding === null ? { zh: '没有形成多数意见', en: 'no majority' } : findings[finding];

const findings: Record<QuestionFinding, Words> = {
  holds: { zh: '认定属于该情形', en: 'found to be this case' },
  explained: { zh: '有合理解释，不认定', en: 'explained, not found' },
};
