import type { CaseActId, CaseState, DropWhy } from '../../../contracts/sanction-case.ts';
import type {
  AppealDecision,
  AppealKind,
  Blacklist,
  SanctionState,
} from '../../../contracts/sanctions.ts';
import type { Words } from '../../../contracts/words.ts';
import type { EntryKind } from './listing.ts';

/** How screens and papers call what happens in a case. */
type Table<K extends string> = Readonly<Record<K, Words>>;

export const listWords: Table<Blacklist> = {
  violations: { zh: '招标投标领域黑名单', en: 'Violations in bidding' },
  'malicious-complaints': { zh: '恶意投诉举报黑名单', en: 'Malicious complaints' },
};

export const caseStateWords: Table<CaseState> = {
  clue: { zh: '线索', en: 'Clue' },
  dismissed: { zh: '不予立案', en: 'Dismissed' },
  investigating: { zh: '调查', en: 'Investigating' },
  noticed: { zh: '已告知', en: 'Notice given' },
  hearing: { zh: '待听证', en: 'Hearing asked' },
  heard: { zh: '已听证', en: 'Heard' },
  decided: { zh: '已决定', en: 'Decided' },
  dropped: { zh: '不予处理', en: 'Dropped' },
  listed: { zh: '已列入', en: 'Listed' },
};

export const actWords: Table<CaseActId> = {
  dismiss: { zh: '不予立案', en: 'Dismiss' },
  investigate: { zh: '立案', en: 'File the case' },
  notice: { zh: '事先告知', en: 'Prior notice' },
  answer: { zh: '陈述申辩', en: 'Statement and defence' },
  waive: { zh: '放弃陈述申辩', en: 'Give up the defence' },
  'call-hearing': { zh: '通知听证', en: 'Call the hearing' },
  'record-hearing': { zh: '听证笔录', en: 'Record of the hearing' },
  decide: { zh: '决定', en: 'Decide' },
  drop: { zh: '不予处理', en: 'Drop' },
  serve: { zh: '送达', en: 'Serve' },
  publish: { zh: '公布并列入名单', en: 'Publish and list' },
};

export const appealWords: Table<AppealKind> = {
  objection: { zh: '异议', en: 'Objection' },
  review: { zh: '行政复议', en: 'Administrative review' },
  repair: { zh: '信用修复', en: 'Repair' },
};

export const outcomeWords: Table<AppealDecision['outcome']> = {
  granted: { zh: '支持', en: 'Grant' },
  rejected: { zh: '不支持', en: 'Reject' },
  suspend: { zh: '暂停执行', en: 'Suspend meanwhile' },
  resume: { zh: '恢复执行', en: 'Resume' },
};

export const listingWords: Table<SanctionState> = {
  'in-effect': { zh: '有效', en: 'In effect' },
  suspended: { zh: '暂停执行', en: 'Suspended' },
  repaired: { zh: '已修复，移出名单', en: 'Repaired, off the list' },
  revoked: { zh: '已撤销，移出名单', en: 'Revoked, off the list' },
  expired: { zh: '期满，移出名单', en: 'Expired, off the list' },
};

export const mannerWords = {
  platform: { zh: '平台', en: 'On the platform' },
  'in-person': { zh: '直接送达', en: 'In person' },
  post: { zh: '邮寄', en: 'By post' },
  'public-notice': { zh: '公告', en: 'Public notice' },
} as const satisfies Record<string, Words>;

/** Each with its item of 行政处罚法第五十七条第一款. */
export const dropWords: Table<DropWhy> = {
  unfounded: { zh: '违法事实不能成立（第三项）', en: 'The violation is not established (item 3)' },
  minor: { zh: '违法行为轻微，依法不予处罚（第二项）', en: 'Too minor to be punished (item 2)' },
  transferred: {
    zh: '涉嫌犯罪，移送司法机关（第四项）',
    en: 'Transferred as a suspected crime (item 4)',
  },
};

/** What an entry of the feed says of a listing. */
export const entryWords: Table<EntryKind> = {
  listed: { zh: '列入名单并公布', en: 'Listed and published' },
  suspended: { zh: '暂停执行', en: 'Suspended' },
  resumed: { zh: '恢复执行', en: 'Resumed' },
  repaired: { zh: '信用修复，移出名单', en: 'Repaired, off the list' },
  revoked: { zh: '撤销，移出名单', en: 'Revoked, off the list' },
  expired: { zh: '期满，移出名单', en: 'Expired, off the list' },
};
