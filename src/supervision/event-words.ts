import type { VoidConsequence, VoidGround } from '../../contracts/award-voiding.ts';
import type { EvaluationStage } from '../../contracts/evaluation.ts';
import type { Widening } from '../../contracts/experts.ts';
import { consequences, voidGrounds } from '../award/rules/voiding.ts';
import { stageTitles } from '../evaluation/rules/stages.ts';
import { widenedBy } from '../experts/rules/sealed-result.ts';

type Data = Readonly<Record<string, unknown>>;
/** What people read of an event; `lot` is the title of its lot, `bidder` names a bid once that is public. */
export interface Naming {
  readonly bidder: (bid: unknown) => string;
}
type Words = string | ((data: Data, naming: Naming) => string);

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const short = (hash: unknown) => `${text(hash).slice(0, 8)}…`;
const stage = (value: unknown) => stageTitles[value as EvaluationStage]?.zh ?? '';
const number = ({ number: n }: Data) => `${n} 号成员`;
const roundWords = (round: unknown) => (Number(round) > 1 ? `第 ${round} 轮：` : '');
const list = (value: unknown) => (Array.isArray(value) ? value : []);

/** The notice is a text of its own; its summary is what people read. */
function summaryOf(notice: unknown): string {
  try {
    return text((JSON.parse(text(notice)) as { summary?: unknown }).summary);
  } catch {
    return '';
  }
}

/**
 * The words of each type of event. A type that is not here does not appear in a timeline: what is new stays hidden until
 * somebody has decided how to say it. What happens in the hall is said by the hall's own reducer.
 */
const words: Readonly<Record<string, Words>> = {
  'tender.drafted': '立项，开始编制',
  'tender.document-attached': '附上一份文件',
  'tender.document-removed': '撤下一份文件',
  'tender.published': '签名发布招标公告和招标文件',
  'tender.amended': ({ notice }) => `发布澄清或修改：${summaryOf(notice)}`,
  'tender.question-answered': '答复一个关于招标文件的问题，答复对所有人公开',
  'tender.objection-answered': ({ late }) =>
    `答复对招标文件的异议${late ? '，已超过 3 日' : ''}；异议人依法保密`,
  'tender.suspension': ({ notice }) => summaryOf(notice) || '项目暂停',
  'tender.resumption': ({ notice }) => summaryOf(notice) || '项目恢复',
  'tender.termination': ({ notice }) => summaryOf(notice) || '项目终止',
  'bidding.submitted': ({ bid }, { bidder }) => `${bidder(bid)} 提交投标文件（截止后公开的记录）`,
  'bidding.withdrawn': ({ bid }, { bidder }) => `${bidder(bid)} 撤回投标文件（截止后公开的记录）`,
  'experts.widened': ({ round, cities, disciplines, reason }) =>
    `专家库不足，扩大抽取范围（第 ${round} 轮）：${widenedBy({ cities, disciplines } as Widening)}；理由：${text(reason)}`,
  'experts.pool-fixed': ({ round, poolSize, poolSha256 }) =>
    `${roundWords(round)}固定专家库快照：库内 ${poolSize} 人，SHA-256 ${short(poolSha256)}`,
  'experts.pool-too-small': ({ round, lacked }) =>
    `${roundWords(round)}专家库人数不够，没有抽取：${text(lacked)}`,
  'experts.drawn': ({ round, seats, resultCommit }) =>
    `${roundWords(round)}随机抽取 ${list(seats).length} 个席位，结果封存，承诺 ${short(resultCommit)}`,
  'experts.answered': ({ number: n, accept, cause }) =>
    `${n} 号席位${accept ? '接受' : cause === 'conflict' ? '申请回避' : '不能参加'}`,
  'experts.called': ({ number: n }) => `${n} 号席位由抽取顺序的下一名递补`,
  'experts.seat-vacant': ({ number: n }) => `${n} 号席位空缺，专家库里没有可以递补的人`,
  'experts.complete': ({ members }) => `评标委员会 ${members} 人到齐`,
  'experts.representatives': ({ count }) => `招标人代表 ${count} 人进入委员会`,
  'experts.replaced': ({ number: n, reason }) => `更换 ${n} 号成员：${text(reason)}`,
  'experts.call-list-read': '交易中心查看待联系的专家名单',
  'experts.recomputed': ({ matches }) =>
    `重算抽取：${matches ? '与封存结果一致' : '与封存结果不一致'}`,
  'evaluation.convened': ({ members }) => `评标室开启，${list(members).length} 人`,
  'evaluation.member-left': ({ number: n, reason }) =>
    `${n} 号成员退出：${text(reason)}；其结论无效，重新评审`,
  'evaluation.member-joined': data => `${number(data)}递补进入评标室`,
  'evaluation.checked-in': data => `${number(data)}在 ${text(data.venue)} 签到并承诺公正评标`,
  'evaluation.leader-voted': data => `${number(data)}推举组长`,
  'evaluation.leader-elected': data => `推举${number(data)}为评标委员会组长`,
  'evaluation.time-asked': data =>
    `${number(data)}认为评标时间不够，要求延长 ${data.minutes} 分钟：${text(data.reason)}`,
  'evaluation.time-extended': ({ minutes }) =>
    `超过三分之一的成员认为时间不够，评标时间延长 ${minutes} 分钟（实施条例第四十八条）`,
  'evaluation.started': '评标开始，打开资格和技术信封',
  'evaluation.saved': data => `${number(data)}保存${stage(data.stage)}，已评 ${data.filled} 格`,
  'evaluation.locked': data => `${number(data)}锁定${stage(data.stage)}`,
  'evaluation.reopened': data => `${number(data)}取回${stage(data.stage)}重新评审`,
  'evaluation.checked': ({ checks }) =>
    list(checks).length === 0
      ? '分数核对：没有发现不一致或畸高畸低'
      : `分数核对：发现 ${list(checks).length} 处，交委员会复核`,
  'evaluation.questioned': ({ bids }) =>
    `请评标委员会核对 ${list(bids).join('、')} 号投标人是否属于第四十条情形`,
  'evaluation.question-answered': data => `${number(data)}就第四十条情形给出意见`,
  'evaluation.question-decided': ({ decided }) =>
    `评标委员会就第四十条情形认定：${decided === 'holds' ? '属于' : '有合理解释'}`,
  'evaluation.competition-in-doubt': ({ effective }) =>
    `有效投标 ${effective} 个，委员会表决是否仍有竞争`,
  'evaluation.voted': data => `${number(data)}就竞争性表决`,
  'evaluation.competition-decided': ({ proceed }) =>
    proceed ? '委员会认定仍有竞争，继续评审' : '委员会否决全部投标',
  'evaluation.stage-ended': ({ stage: ended, next }) => `${stage(ended)}结束，进入${stage(next)}`,
  'evaluation.priced': '打开报价信封，计算报价得分',
  'evaluation.reported': ({ sha256 }) => `评标报告生成，SHA-256 ${short(sha256)}`,
  'evaluation.signed': data =>
    data.refused
      ? `${number(data)}拒绝签署又不说明理由，视为同意`
      : `${number(data)}签署评标报告${data.dissent ? '，附不同意见' : ''}`,
  'evaluation.refusal': data => `记录${number(data)}拒绝签署：${text(data.reason)}`,
  'evaluation.finished': '评标结束',
  'evaluation.letter-sent': ({ bid }, { bidder }) => `向 ${bidder(bid)} 发出澄清函`,
  'evaluation.letter-answered': '投标人答复澄清函',
  'evaluation.said': data => `${number(data)}在讨论中发言`,
  'evaluation.looked': ({ bid, path }, { bidder }) => `查看 ${bidder(bid)} 的 ${text(path)}`,
  'bond.reduced': ({ bid, band, score, rules }, { bidder }) =>
    `${bidder(bid)} 公告发布时信用 ${score} 分、${band} 级（${text(rules)} 版办法），按招标文件减收投标保证金`,
  'award.candidates-published': ({ late }) => `公示中标候选人${late ? '，已超过报告后 3 日' : ''}`,
  'award.objected': '收到异议，公示计时停止',
  'award.objection-answered': '答复异议，公示恢复计时',
  'award.disqualified': ({ rank, reason }) =>
    `取消第 ${rank} 名候选人的资格：${text(reason)}；由下一名递补`,
  'award.awarded': ({ afterValidity }) =>
    `发出中标通知书${afterValidity ? '，投标有效期已过（实施条例第二十五条）' : ''}`,
  'award.voided': ({ ground, consequence, reason, contract }) =>
    `监督部门认定中标无效：${voidGrounds[ground as VoidGround].zh}（${voidGrounds[ground as VoidGround].article.zh}），${text(reason)}；${contract ? '合同随之无效；' : ''}${consequences[consequence as VoidConsequence].zh}`,
  'award.failed': '没有可以递补的候选人，本标段流标',
  'contract.recorded': ({ late }) => `登记已签订的合同${late ? '，已超过通知书后 30 日' : ''}`,
  'contract.reported': ({ late }) =>
    `向行政监督部门报告招标投标情况${late ? '，已超过 15 日' : ''}`,
  'audit.exported': '导出证据包',
  'supervision.looked': '监督部门查看本项目的记录',
};

/** The line of an event, or null when its type is not for a timeline. */
export function lineOf(type: string, data: Data, naming: Naming): string | null {
  const row = words[type];
  if (row === undefined) return null;
  return typeof row === 'string' ? row : row(data, naming);
}

/** Types that a timeline can show at all; events of the hall are said by its reducer. */
export const shownTypes: readonly string[] = Object.keys(words);
