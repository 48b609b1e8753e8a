import type { SanctionSubject } from '../../contracts/sanctions.ts';
import type { Inline } from '../platform/pdf/blocks.ts';

/** Whom a paper is about. */
export function subjectTerms(subject: SanctionSubject): [string, Inline][] {
  const name: [string, Inline] = ['当事人', { text: subject.name, bold: true }];
  if (subject.kind === 'expert')
    return [name, ['身份', '评标专家'], ['工作单位', subject.employer]];
  return [name, ['统一社会信用代码', subject.code]];
}
