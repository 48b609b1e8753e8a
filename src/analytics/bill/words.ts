import type { Sentence } from '../finding.ts';

/** What the findings of bills say to a person. */
export const billWords: Readonly<Record<string, Sentence>> = {
  'same-unit-prices': [
    '{lines} 项自主报价中有 {same} 项单价分毫不差',
    '{same} of {lines} freely priced lines agree to the fen',
  ],
  'ratio-unit-prices': [
    '{lines} 项单价中有 {alike} 项之比相同（{ratio}）',
    '{alike} of {lines} unit prices stand in the same ratio ({ratio})',
  ],
  'bill-errors': [
    '{lines} 项中有 {errors} 项算错，且错得一样',
    '{errors} of {lines} lines are wrong by the same sum in both bills',
  ],
  unbalanced: [
    '{lines} 项单价中有 {odd} 项远离对手的中间价',
    '{odd} of {lines} unit prices lie far from the rivals’ middle',
  ],
  'unbalanced-alike': [
    '两家 {lines} 项单价的高低走势相同，相关系数 {r}',
    'The two are dear and cheap on the same of {lines} lines, r = {r}',
  ],
};
