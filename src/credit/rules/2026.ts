import type { CreditRules } from '../../../contracts/credit.ts';
import { rules2025 } from './2025.ts';

/** Only the differences are written: what is not named here is as before. */
export const rules2026: CreditRules = {
  ...rules2025,
  version: '2026-1',
  from: '2025-12-31T16:00:00.000Z',
  standard: {
    zh: '招标投标信用记录办法（2026年版）',
    en: 'Measure on the credit record in bidding, 2026',
  },
  changes: {
    zh: '轻微的行政处罚不再计入；一般的行政处罚由减 8 分改为减 6 分。',
    en: 'Minor penalties no longer count; a general penalty counts −6 instead of −8.',
  },
  kinds: rules2025.kinds
    .filter(({ kind }) => kind !== 'penalty-minor')
    .map(rule => (rule.kind === 'penalty-general' ? { ...rule, points: -6 } : rule)),
};
