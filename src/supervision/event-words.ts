import type { VoidConsequence, VoidGround } from '../../contracts/award-voiding.ts';
import type { EvaluationStage } from '../../contracts/evaluation/members.ts';
import type { Widening } from '../../contracts/experts.ts';
import type { Words } from '../../contracts/words.ts';
import { consequences, voidGrounds } from '../award/rules/voiding.ts';
import { stageTitles } from '../evaluation/rules/stages.ts';
import { widenedBy } from '../experts/rules/sealed-result.ts';

type Data = Readonly<Record<string, unknown>>;
/** What people read of an event; `bidder` names a bid once that is public. */
export interface Naming {
  readonly bidder: (bid: unknown) => Words;
}
type Line = readonly [zh: string, en: string];
type Say = Line | ((data: Data, naming: Naming) => Line);

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const short = (hash: unknown) => `${text(hash).slice(0, 8)}…`;
const stage = (value: unknown): Words =>
  stageTitles[value as EvaluationStage] ?? { zh: '', en: '' };
const list = (value: unknown) => (Array.isArray(value) ? value : []);
const noted = (holds: unknown, words: string) => (holds ? words : '');

/** What a member of the committee did: seats are numbers to whoever watches. */
const member =
  (zh: (data: Data) => string, en: (data: Data) => string): Say =>
  data => [`${data.number} 号成员${zh(data)}`, `Member ${data.number} ${en(data)}`];

/** What happened in a round of the draw; the first needs no number. */
const inRound = ({ round }: Data, zh: string, en: string): Line =>
  Number(round) > 1 ? [`第 ${round} 轮：${zh}`, `Round ${round}: ${en}`] : [zh, en];

/** The notice is a text of its own; its summary is what people read, as it was published. */
function summaryOf(notice: unknown): string {
  try {
    return text((JSON.parse(text(notice)) as { summary?: unknown }).summary);
  } catch {
    return '';
  }
}
const published = (notice: unknown, zh: string, en: string): Line => {
  const summary = summaryOf(notice);
  return [summary || zh, summary ? `${en}: ${summary}` : en];
};

const tender: Readonly<Record<string, Say>> = {
  'tender.drafted': ['立项，开始编制', 'Project opened, drafting begins'],
  'tender.document-attached': ['附上一份文件', 'A document attached'],
  'tender.document-removed': ['撤下一份文件', 'A document removed'],
  'tender.published': [
    '签名发布招标公告和招标文件',
    'Notice and tender documents signed and published',
  ],
  'tender.amended': ({ notice }) => [
    `发布澄清或修改：${summaryOf(notice)}`,
    `Clarification or amendment published: ${summaryOf(notice)}`,
  ],
  'tender.question-answered': [
    '答复一个关于招标文件的问题，答复对所有人公开',
    'A question about the documents answered, for all to read',
  ],
  'tender.objection-answered': ({ late }) => [
    `答复对招标文件的异议${noted(late, '，已超过 3 日')}；异议人依法保密`,
    `Objection to the documents answered${noted(late, ', later than 3 days')}; who objected is secret by law`,
  ],
  'tender.suspension': ({ notice }) => published(notice, '项目暂停', 'Suspended'),
  'tender.resumption': ({ notice }) => published(notice, '项目恢复', 'Resumed'),
  'tender.termination': ({ notice }) => published(notice, '项目终止', 'Terminated'),
  'bidding.submitted': ({ bid }, { bidder }) => [
    `${bidder(bid).zh} 提交投标文件（截止后公开的记录）`,
    `${bidder(bid).en} submitted a bid (public since the deadline)`,
  ],
  'bidding.withdrawn': ({ bid }, { bidder }) => [
    `${bidder(bid).zh} 撤回投标文件（截止后公开的记录）`,
    `${bidder(bid).en} withdrew its bid (public since the deadline)`,
  ],
};

const experts: Readonly<Record<string, Say>> = {
  'experts.widened': ({ round, cities, disciplines, reason }) => {
    const added = widenedBy({ cities, disciplines } as Widening);
    return [
      `专家库不足，扩大抽取范围（第 ${round} 轮）：${added.zh}；理由：${text(reason)}`,
      `Pool too small, draw widened (round ${round}): ${added.en}; reason: ${text(reason)}`,
    ];
  },
  'experts.pool-fixed': data =>
    inRound(
      data,
      `固定专家库快照：库内 ${data.poolSize} 人，SHA-256 ${short(data.poolSha256)}`,
      `Pool fixed: ${data.poolSize} experts, SHA-256 ${short(data.poolSha256)}`,
    ),
  'experts.pool-too-small': data => {
    const lacked = data.lacked as Words;
    return inRound(
      data,
      `专家库人数不够，没有抽取：${lacked.zh}`,
      `Pool too small, nobody drawn: ${lacked.en}`,
    );
  },
  'experts.drawn': data =>
    inRound(
      data,
      `随机抽取 ${list(data.seats).length} 个席位，结果封存，承诺 ${short(data.resultCommit)}`,
      `${list(data.seats).length} seats drawn at random and sealed, commitment ${short(data.resultCommit)}`,
    ),
  'experts.answered': ({ number: n, accept, cause }) => {
    if (accept) return [`${n} 号席位接受`, `Seat ${n} accepted`];
    if (cause === 'conflict') return [`${n} 号席位申请回避`, `Seat ${n} stood aside`];
    return [`${n} 号席位不能参加`, `Seat ${n} cannot take part`];
  },
  'experts.called': ({ number: n }) => [
    `${n} 号席位由抽取顺序的下一名递补`,
    `Seat ${n} goes to the next in the order drawn`,
  ],
  'experts.seat-vacant': ({ number: n }) => [
    `${n} 号席位空缺，专家库里没有可以递补的人`,
    `Seat ${n} is vacant; nobody in the pool can follow`,
  ],
  'experts.complete': ({ members }) => [
    `评标委员会 ${members} 人到齐`,
    `The committee is complete: ${members} members`,
  ],
  'experts.representatives': ({ count }) => [
    `招标人代表 ${count} 人进入委员会`,
    `${count} representatives of the tenderer joined the committee`,
  ],
  'experts.replaced': ({ number: n, reason }) => [
    `更换 ${n} 号成员：${text(reason)}`,
    `Member ${n} replaced: ${text(reason)}`,
  ],
  'experts.call-list-read': [
    '交易中心查看待联系的专家名单',
    'The centre looked at the experts to be called',
  ],
  'experts.recomputed': ({ matches }) => [
    `重算抽取：${matches ? '与封存结果一致' : '与封存结果不一致'}`,
    `Draw recomputed: ${matches ? 'as sealed' : 'not as sealed'}`,
  ],
};

const evaluation: Readonly<Record<string, Say>> = {
  'evaluation.convened': ({ members }) => [
    `评标室开启，${list(members).length} 人`,
    `Evaluation room opened, ${list(members).length} members`,
  ],
  'evaluation.member-left': member(
    ({ reason }) => `退出：${text(reason)}；其结论无效，重新评审`,
    ({ reason }) => `left: ${text(reason)}; the conclusions are void and redone`,
  ),
  'evaluation.member-joined': member(
    () => '递补进入评标室',
    () => 'joined in the place of another',
  ),
  'evaluation.checked-in': member(
    ({ venue }) => `在 ${text(venue)} 签到并承诺公正评标`,
    ({ venue }) => `checked in at ${text(venue)} and pledged fairness`,
  ),
  'evaluation.leader-voted': member(
    () => '推举组长',
    () => 'voted for a leader',
  ),
  'evaluation.leader-elected': ({ number: n }) => [
    `推举${n} 号成员为评标委员会组长`,
    `Member ${n} elected leader of the committee`,
  ],
  'evaluation.time-asked': member(
    ({ minutes, reason }) => `认为评标时间不够，要求延长 ${minutes} 分钟：${text(reason)}`,
    ({ minutes, reason }) => `asked for ${minutes} minutes more: ${text(reason)}`,
  ),
  'evaluation.time-extended': ({ minutes }) => [
    `超过三分之一的成员认为时间不够，评标时间延长 ${minutes} 分钟（实施条例第四十八条）`,
    `More than a third asked for time: ${minutes} minutes more (Implementing Regulations, art. 48)`,
  ],
  'evaluation.started': [
    '评标开始，打开资格和技术信封',
    'Evaluation began; qualification and technical envelopes opened',
  ],
  'evaluation.saved': member(
    data => `保存${stage(data.stage).zh}，已评 ${data.filled} 格`,
    data => `saved: ${stage(data.stage).en}, ${data.filled} cells filled`,
  ),
  'evaluation.locked': member(
    data => `锁定${stage(data.stage).zh}`,
    data => `locked: ${stage(data.stage).en}`,
  ),
  'evaluation.reopened': member(
    data => `取回${stage(data.stage).zh}重新评审`,
    data => `took back: ${stage(data.stage).en}`,
  ),
  'evaluation.checked': ({ checks }) =>
    list(checks).length === 0
      ? ['分数核对：没有发现不一致或畸高畸低', 'Scores checked: nothing inconsistent or extreme']
      : [
          `分数核对：发现 ${list(checks).length} 处，交委员会复核`,
          `Scores checked: ${list(checks).length} places for the committee to look at again`,
        ],
  'evaluation.competition-in-doubt': ({ effective }) => [
    `有效投标 ${effective} 个，委员会表决是否仍有竞争`,
    `${effective} bids are left; the committee votes whether they compete`,
  ],
  'evaluation.voted': member(
    () => '就竞争性表决',
    () => 'voted on competition',
  ),
  'evaluation.competition-decided': ({ proceed }) =>
    proceed
      ? ['委员会认定仍有竞争，继续评审', 'The committee finds competition and goes on']
      : ['委员会否决全部投标', 'The committee rejects all bids'],
  'evaluation.stage-ended': ({ stage: ended, next }) => [
    `${stage(ended).zh}结束，进入${stage(next).zh}`,
    `${stage(ended).en} ended; next: ${stage(next).en}`,
  ],
  'evaluation.priced': [
    '打开报价信封，计算报价得分',
    'Price envelopes opened, price scores computed',
  ],
  'evaluation.reported': ({ sha256 }) => [
    `评标报告生成，SHA-256 ${short(sha256)}`,
    `Evaluation report made, SHA-256 ${short(sha256)}`,
  ],
  'evaluation.signed': member(
    ({ refused, dissent }) =>
      refused ? '拒绝签署又不说明理由，视为同意' : `签署评标报告${noted(dissent, '，附不同意见')}`,
    ({ refused, dissent }) =>
      refused
        ? 'refused to sign without reasons and is taken to agree'
        : `signed the report${noted(dissent, ', with a dissent')}`,
  ),
  'evaluation.refusal': ({ number: n, reason }) => [
    `记录${n} 号成员拒绝签署：${text(reason)}`,
    `Refusal of member ${n} put on record: ${text(reason)}`,
  ],
  'evaluation.questioned': ({ bids }) => [
    `请评标委员会核对 ${list(bids).join('、')} 号投标人是否属于第四十条情形`,
    `The committee is asked whether bidders ${list(bids).join(', ')} are a case of article 40`,
  ],
  'evaluation.question-answered': member(
    () => '就第四十条情形给出意见',
    () => 'gave an opinion on article 40',
  ),
  'evaluation.question-decided': ({ decided }) =>
    decided === 'holds'
      ? ['评标委员会就第四十条情形认定：属于', 'The committee found a case of article 40']
      : [
          '评标委员会就第四十条情形认定：有合理解释',
          'The committee found a reasonable explanation, no case of article 40',
        ],
  'evaluation.finished': ['评标结束', 'Evaluation finished'],
  'evaluation.letter-sent': ({ bid }, { bidder }) => [
    `向 ${bidder(bid).zh} 发出澄清函`,
    `Clarification letter sent to ${bidder(bid).en}`,
  ],
  'evaluation.letter-answered': ['投标人答复澄清函', 'A bidder answered its letter'],
  'evaluation.said': member(
    () => '在讨论中发言',
    () => 'spoke in the discussion',
  ),
  'evaluation.looked': ({ bid, path }, { bidder }) => [
    `查看 ${bidder(bid).zh} 的 ${text(path)}`,
    `Looked at ${text(path)} of ${bidder(bid).en}`,
  ],
};

const award: Readonly<Record<string, Say>> = {
  'bond.reduced': ({ bid, band, score, rules }, { bidder }) => [
    `${bidder(bid).zh} 公告发布时信用 ${score} 分、${band} 级（${text(rules)} 版办法），按招标文件减收投标保证金`,
    `${bidder(bid).en} had ${score} points of credit, band ${band}, at the notice (rules ${text(rules)}); its bid bond is reduced as the documents say`,
  ],
  'award.candidates-published': ({ late }) => [
    `公示中标候选人${noted(late, '，已超过报告后 3 日')}`,
    `Candidates published${noted(late, ', later than 3 days after the report')}`,
  ],
  'award.objected': ['收到异议，公示计时停止', 'An objection came; the window stands still'],
  'award.objection-answered': ['答复异议，公示恢复计时', 'Objection answered; the window goes on'],
  'award.disqualified': ({ rank, reason }) => [
    `取消第 ${rank} 名候选人的资格：${text(reason)}；由下一名递补`,
    `Candidate ${rank} is out: ${text(reason)}; the next follows`,
  ],
  'award.awarded': ({ afterValidity }) => [
    `发出中标通知书${noted(afterValidity, '，投标有效期已过（实施条例第二十五条）')}`,
    `Award notice sent${noted(afterValidity, ', after the bids had ceased to bind (Implementing Regulations, art. 25)')}`,
  ],
  'award.voided': ({ ground, consequence, reason, contract }) => {
    const { zh, en, article } = voidGrounds[ground as VoidGround];
    const then = consequences[consequence as VoidConsequence];
    return [
      `监督部门认定中标无效：${zh}（${article.zh}），${text(reason)}；${noted(contract, '合同随之无效；')}${then.zh}`,
      `The supervisor decided that the award is void: ${en} (${article.en}), ${text(reason)}; ${noted(contract, 'the contract falls with it; ')}${then.en}`,
    ];
  },
  'award.failed': ['没有中标人，本标段流标', 'Nobody is awarded; the lot has failed'],
  'contract.recorded': ({ late }) => [
    `登记已签订的合同${noted(late, '，已超过通知书后 30 日')}`,
    `Signed contract recorded${noted(late, ', later than 30 days after the notice')}`,
  ],
  'contract.reported': ({ late }) => [
    `向行政监督部门报告招标投标情况${noted(late, '，已超过 15 日')}`,
    `Tender reported to the supervisor${noted(late, ', later than 15 days')}`,
  ],
  'audit.exported': ['导出证据包', 'Evidence bundle exported'],
  'supervision.looked': ['监督部门查看本项目的记录', 'The supervisor looked at this record'],
};

/**
 * The words of each type of event. A type that is not here does not appear in a timeline: what is new stays hidden until
 * somebody has decided how to say it. What happens in the hall is said by the hall's own reducer.
 */
const lines: Readonly<Record<string, Say>> = { ...tender, ...experts, ...evaluation, ...award };

/** The line of an event, or null when its type is not for a timeline. */
export function lineOf(type: string, data: Data, naming: Naming): Words | null {
  const said = lines[type];
  if (said === undefined) return null;
  const [zh, en] = typeof said === 'function' ? said(data, naming) : said;
  return { zh, en };
}

/** Types that a timeline can show at all; events of the hall are said by its reducer. */
export const shownTypes: readonly string[] = Object.keys(lines);
