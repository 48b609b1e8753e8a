import type { ClueReason, ClueState } from '../../../contracts/clues/clue.ts';
import type { Words } from '../../../contracts/words.ts';

export const clueStateWords: Readonly<Record<ClueState, Words>> = {
  new: { zh: '待领取', en: 'Not taken' },
  held: { zh: '核查中', en: 'Being looked into' },
  confirmed: { zh: '已核实', en: 'Confirmed' },
  dismissed: { zh: '已排除', en: 'Dismissed' },
  case: { zh: '已转立案', en: 'Made a case' },
};

const counts = ['', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];

interface Lead extends Words {
  readonly of: RegExp;
  /** A firm and an agency or expert: no number of firms is said. */
  readonly tie?: true;
}

/** What leads the page and the row: what the strongest reason is about, never a verdict. */
const leads: readonly Lead[] = [
  {
    of: /^(copied-(text|pictures)|shared-(slips|layout)|rare-tokens|foreign-name|rival-named)$/,
    zh: '投标文件疑似同源',
    en: 'bids that look alike',
  },
  { of: /^past-text$/, zh: '投标文件疑似抄自以往的投标', en: 'copied from an earlier bid' },
  { of: /^same-(computer|disk|mac|licence)$/, zh: '疑似在同一台电脑上制作', en: 'one computer' },
  { of: /^same-address$/, zh: '疑似从同一地址提交', en: 'one network address' },
  { of: /^same-account$/, zh: '保证金疑似来自同一账户', en: 'one bond account' },
  { of: /^same-(person|contact)$/, zh: '疑似同一人经办', en: 'the same person' },
  { of: /^same-owner$/, zh: '可能受同一方控制', en: 'one owner behind them' },
  { of: /^same-(author|document-id)$/, zh: '投标文件疑似同一人编制', en: 'one author' },
  {
    of: /^((same|ratio)-unit-prices|bill-errors|unbalanced-alike)$/,
    zh: '清单报价疑似同源',
    en: 'bills that look alike',
  },
  { of: /^closed-group$/, zh: '自成一圈', en: 'a closed group' },
  { of: /^rotation$/, zh: '疑似轮流中标', en: 'winning in turn' },
  { of: /^constant-loser$/, zh: '中疑似有陪标', en: 'one that only loses' },
  { of: /^missing-mass$/, zh: '之间险胜少得反常', en: 'close races are missing' },
  { of: /^withdrawals$/, zh: '疑似退出让标', en: 'leaving for another to win' },
  { of: /^loser-subcontract$/, zh: '疑似落标后分得工程', en: 'work for losers' },
  { of: /^near-acts$/, zh: '操作时间异常接近', en: 'acting within moments' },
  { of: /^timing-bursts$/, zh: '一再同时提交', en: 'handing in together' },
  {
    of: /^agency-winner$/,
    zh: '企业在同一代理机构的标段中标偏多',
    en: 'A firm that wins with one agency',
    tie: true,
  },
  {
    of: /^expert-(winner|bias)$/,
    zh: '企业与专家的关系需要核实',
    en: 'A firm and an expert',
    tie: true,
  },
];

export function titleOf(
  reasons: readonly Pick<ClueReason, 'rule' | 'logOdds'>[],
  bids: number,
): Words {
  const strongest = reasons.toSorted((a, b) => b.logOdds - a.logOdds)[0]?.rule ?? '';
  const lead = leads.find(({ of }) => of.test(strongest));
  if (bids === 0 || !lead) return { zh: '报价规律异常', en: 'Unusual prices' };
  if (lead.tie) return { zh: lead.zh, en: lead.en };
  return {
    zh: `${counts[bids] ?? bids}家${lead.zh}`,
    en: `${bids} ${bids === 1 ? 'firm' : 'firms'}: ${lead.en}`,
  };
}
