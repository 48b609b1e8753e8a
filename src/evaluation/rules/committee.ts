import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import { RuleError } from '../../kernel/rule-error.ts';

export interface CommitteeMember {
  readonly number: number;
  readonly city: string;
  readonly venue: string | null;
  readonly checkedInAt: Date | null;
}

/** What still stands before an evaluation may begin, each with its article; empty when it may. */
export function beforeStart(
  rules: LotRules['committee'],
  members: readonly CommitteeMember[],
  leader: number | null,
): string[] {
  const missing: string[] = [];
  const present = members.filter(m => m.checkedInAt !== null);
  if (members.length < 5 || members.length % 2 === 0)
    missing.push('评标委员会应为五人以上单数（招标投标法第三十七条）');
  if (members.length !== rules.size)
    missing.push(`评标委员会应为 ${rules.size} 人，现有 ${members.length} 人`);
  const away = members.length - present.length;
  if (away > 0) missing.push(`还有 ${away} 位成员没有签到承诺`);
  const cities = new Set(present.map(m => m.city)).size;
  const venues = new Set(present.map(m => `${m.city} ${m.venue}`)).size;
  const wanted = Math.min(2, rules.cities.length);
  if (cities < wanted || venues < wanted)
    missing.push(`远程异地评标应在 ${wanted} 个以上城市的场所进行`);
  if (leader === null) missing.push('还没有推举组长（评标委员会和评标方法暂行规定第九条）');
  return missing;
}

/** A member acts only after it has checked in and promised impartiality. */
export function requireCheckedIn(member: Pick<CommitteeMember, 'checkedInAt'>): void {
  if (member.checkedInAt === null)
    throw new RuleError('WRONG_STATE', {
      zh: '您还没有签到。请先在评标场所签到并作出承诺。',
      en: 'You have not checked in. Check in at the evaluation site and give your pledge first.',
    });
}

/** More than half of the committee. */
export const isMajority = (votes: number, members: number): boolean => votes * 2 > members;
