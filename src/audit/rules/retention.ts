import type { RetentionKind } from '../../../contracts/retention.ts';
import type { Words } from '../../../contracts/words.ts';

/** How long something is kept, from when, by what, and what is left of it. */
export interface RetentionRule {
  readonly name: Words;
  readonly years: number;
  readonly from: Words;
  readonly basis: Words;
  /** `local`: no law fixes the term; it is this city's published measure and may be changed here. */
  readonly source: 'law' | 'local';
  readonly left: Words;
}

const log: Words = {
  zh: '删除记录里的份数和摘要；公开日志里的叶子不变，但不再有人能说出它写的是什么',
  en: 'count and hash in the record of the erasure; the leaf in the public log stays, and nobody can say any more what it says',
};

/**
 * What is kept for a time only; a change of law or of a local measure is a change here. What a trade consists of is no
 * part of this: it is an archive (招标投标档案), and its events stay.
 */
export const retention: Readonly<Record<RetentionKind, RetentionRule>> = {
  clues: {
    name: { zh: '已排除的线索', en: 'Dismissed clues' },
    years: 3,
    from: {
      zh: '排除之日；已转立案的，案卷删除之日',
      en: 'the dismissal, or the erasure of its case',
    },
    basis: {
      zh: '个人信息保护法第十九条：保存期限应当为实现处理目的所必要的最短时间；期限为本市规定',
      en: 'Personal Information Protection Law, art. 19: no longer than the purpose needs; the term is local',
    },
    source: 'local',
    left: {
      zh: '各项指标核实、排除的次数，不含单位；删除记录里的份数和摘要',
      en: 'how often each indicator was confirmed or dismissed, without names; count and hash',
    },
  },
  looks: {
    name: { zh: '查看线索和案件的记录', en: 'Records of looks at clues and cases' },
    years: 5,
    from: { zh: '查看之日', en: 'the look' },
    basis: {
      zh: '网络安全法：网络日志留存不少于六个月；五年为本市规定',
      en: 'Cybersecurity Law: logs stay six months at least; five years is local',
    },
    source: 'local',
    left: log,
  },
  fingerprints: {
    name: {
      zh: '比对用的机器、地址、账户、人员标记',
      en: 'Marks of machines, addresses, accounts, people',
    },
    years: 5,
    from: { zh: '提取之日', en: 'the day they were taken' },
    basis: {
      zh: '行政处罚法第三十六条：违法行为二年内未被发现的不再处罚，连续或者继续的自终了之日起算；五年为本市规定',
      en: 'Administrative Penalties Law, art. 36: two years, counted from the end of what goes on; five years is local',
    },
    source: 'local',
    left: { zh: '删除记录里的份数和摘要', en: 'count and hash in the record of the erasure' },
  },
  texts: {
    name: {
      zh: '比对历史文件用的文本指纹',
      en: 'Fingerprints of texts, for comparison with history',
    },
    years: 15,
    from: { zh: '投标文件收到之日', en: 'the day the bid was received' },
    basis: {
      zh: '参照政府采购法第四十二条：交易档案至少保存十五年，原文不再保存的，比对也不再有依据；为本市规定',
      en: 'After the Government Procurement Law, art. 42: the archive of a trade is kept for fifteen years at least, and without the text nothing can be compared; local',
    },
    source: 'local',
    left: { zh: '删除记录里的份数和摘要', en: 'count and hash in the record of the erasure' },
  },
  traces: {
    name: { zh: '封存的网络地址记录', en: 'Sealed records of network addresses' },
    years: 15,
    from: { zh: '开标之日', en: 'the opening' },
    basis: {
      zh: '电子招标投标办法第四十九条：记录操作时间、网络地址和人员；参照政府采购法第四十二条与交易档案同为十五年，为本市规定',
      en: 'Electronic Bidding Measures, art. 49; fifteen years with the archive of the trade, after the Government Procurement Law, art. 42, is local',
    },
    source: 'local',
    left: { zh: '删除记录里的份数和摘要', en: 'count and hash in the record of the erasure' },
  },
  'closed-cases': {
    name: { zh: '不予立案、不予处理的案卷', en: 'Files of dismissed and dropped cases' },
    years: 10,
    from: { zh: '结案之日', en: 'the end of the case' },
    basis: {
      zh: '机关文件材料归档范围和文书档案保管期限规定：定期十年；按本市规定适用',
      en: 'Rules on terms of administrative archives: ten years; applied as a local measure',
    },
    source: 'local',
    left: log,
  },
  'listed-cases': {
    name: { zh: '列入名单的案卷', en: 'Files of cases that led to a listing' },
    years: 30,
    from: { zh: '移出名单之日', en: 'the end of the listing' },
    basis: {
      zh: '机关文件材料归档范围和文书档案保管期限规定：定期三十年；按本市规定适用',
      en: 'Rules on terms of administrative archives: thirty years; applied as a local measure',
    },
    source: 'local',
    left: {
      zh: '公布过的决定和名单的经过；案卷的份数和摘要',
      en: 'the published decision and the history of the listing; count and hash of the file',
    },
  },
};
