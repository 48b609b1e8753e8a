import type { Sentence } from '../finding.ts';

/** What the findings over time say to a person. */
export const behaviourWords: Readonly<Record<string, Sentence>> = {
  'co-bidding': [
    '两家同场 {together} 次（各投 {a}、{b} 次，共 {tenders} 个标段），多于偶然',
    'The two met {together} times ({a} and {b} bids in {tenders} tenders), more than by chance',
  ],
  'closed-group': [
    '{members} 家自成一圈：彼此同场均匀（{coherence}），很少与外人同场（排他 {exclusivity}）',
    '{members} firms keep to themselves: coherence {coherence}, exclusivity {exclusivity}',
  ],
  rotation: [
    '{winners} 家轮流中标：{wins} 次中连中只有 {repeats} 次，偶然应有约 {expected} 次',
    '{winners} firms win in turn: {repeats} repeats in {wins} wins, about {expected} by chance',
  ],
  'constant-loser': [
    '投标 {tenders} 次只中 {wins} 次；其中 {lostTo} 次由 {rival} 中标',
    '{wins} wins in {tenders} bids; lost {lostTo} times to {rival}',
  ],
  withdrawals: [
    '退出 {withdrawals} 次，其中 {won} 次由同一对手中标（平时约 {usual}）',
    'Withdrew {withdrawals} times, of which the same rival won {won} (usually {usual})',
  ],
  'loser-subcontract': [
    '{wins} 次中标后分包，其中 {toLoser} 次分包给同场落标者',
    'Of {wins} wins with subcontractors, {toLoser} gave work to a loser of the same tender',
  ],
  'timing-burst': [
    '两家操作只相隔 {seconds} 秒，其余一般相隔 {usual} 秒（共 {n} 家）',
    'Two rivals acted {seconds} s apart, others usually {usual} s ({n} bidders)',
  ],
  'near-acts': ['两家{act}只相隔 {seconds} 秒', 'The two {act} within {seconds} s of each other'],
  'timing-bursts': [
    '两家同场 {together} 次，其中 {bursts} 次几乎同时提交，与别家不同步',
    'In {bursts} of {together} lots the two handed in within moments, out of step with the rest',
  ],
  'agency-winner': [
    '由该代理机构组织时 {tenders} 次中标 {won} 次，其余 {others} 次中标 {wonOther} 次',
    'Won {won} of {tenders} with this agency, {wonOther} of {others} without',
  ],
  'expert-winner': [
    '该专家在场时 {tenders} 次中标 {won} 次，其余 {others} 次中标 {wonOther} 次',
    'Won {won} of {tenders} with this expert, {wonOther} of {others} without',
  ],
  'expert-bias': [
    '{tenders} 个标段中有 {up} 个，该专家给这家的分相对同事偏高，平均 {points} 分',
    'In {up} of {tenders} tenders this expert lifted the firm against colleagues, {points} points on average',
  ],
};
