import { sha256 } from '@noble/hashes/sha2.js';
import { Decimal } from 'decimal.js';
import type { Finding } from '../../../contracts/tender/lawfulness.ts';
import type {
  BondForm,
  BondTerms,
  LotRules,
  ScoreItem,
} from '../../../contracts/tender/lot-rules.ts';
import { hex, utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { formatThousands, parseYuan, percentOf } from '../../kernel/money.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { type ArticleId, articles } from './articles.ts';

/** The RFC 8785 text of a lot's rules: what bids are sealed under. */
export const rulesText = (rules: LotRules): string => canonicalText(rules);

/** Lower-case hex; goes into every manifest, so that a bid under older rules is known as such. */
export const rulesSha256 = (rules: LotRules): string => hex(sha256(utf8(rulesText(rules))));

interface LotRule {
  readonly field: string;
  readonly article: ArticleId;
  /** What is wrong, in words that say what to change; null when nothing is. */
  readonly fault: (rules: LotRules) => string | null;
  /** How a lawful value is worded for the screen. */
  readonly shown: (rules: LotRules) => string;
}

const first = (...faults: (string | false | null | undefined)[]): string | null =>
  faults.find(f => typeof f === 'string') ?? null;

const repeated = (ids: readonly string[]): string | undefined =>
  ids.find((id, i) => ids.indexOf(id) !== i);

/** Whether the lot asks for a bid bond at all. */
export const asksBond = ({ bond }: Pick<LotRules, 'bond'>): boolean => parseYuan(bond) > 0n;

const bondShare = ({ bond, estimate }: LotRules) => percentOf(parseYuan(bond), parseYuan(estimate));

export const bondForms: Readonly<Record<BondForm, string>> = {
  transfer: '银行转账',
  guarantee: '银行保函',
  insurance: '保证保险',
};

const bondDue: Readonly<Record<BondTerms['due'], string>> = {
  commit: '到账后才能提交投标文件',
  opening: '投标截止前到账',
};

function priceFault({ price }: LotRules): string | null {
  if (price.id !== 'benchmark-average') return null;
  const { trim, draw } = price;
  const shares = [price.ceilingShare, ...(draw?.ceilingShare ?? [])];
  const floats = [price.float, ...(draw?.float ?? [])];
  return first(
    trim.high + trim.low >= trim.from && '去掉的最高、最低报价之和必须少于开始去掉的家数。',
    shares.some(s => new Decimal(s).gt(1)) && '限价权重应在 0 至 1 之间。',
    floats.some(f => new Decimal(f).gte(1)) && '下浮系数应小于 1。',
    new Decimal(price.floor).gt(price.weight) && '报价最低得分不能超过报价分值。',
  );
}

function itemFault(item: ScoreItem): string | null {
  const bands = [...item.bands].sort((a, b) => b.from - a.from);
  return first(
    !new Decimal(item.max).mod(item.step).isZero() &&
      `“${item.title}”的满分 ${item.max} 不是步长 ${item.step} 的整数倍。`,
    bands.some(b => b.from > b.to || b.from < 0 || b.to > item.max) &&
      `“${item.title}”的分档超出 0 至 ${item.max}。`,
    bands.some((b, i) => i > 0 && b.to >= (bands[i - 1]?.from ?? Infinity)) &&
      `“${item.title}”的分档互相重叠。`,
  );
}

function technicalFault({ technical }: LotRules): string | null {
  const sum = Decimal.sum(0, ...technical.items.map(i => i.max));
  const twice = repeated(technical.items.map(i => i.id));
  return first(
    twice && `评分项编号“${twice}”重复。`,
    !sum.eq(technical.weight) && `评分项满分之和是 ${sum}，与技术分值 ${technical.weight} 不等。`,
    ...technical.items.map(itemFault),
  );
}

function reviewFault({ qualification, responsiveness }: LotRules): string | null {
  const twice = repeated([...qualification, ...responsiveness].map(i => i.id));
  return first(twice && `评审项编号“${twice}”重复。`);
}

function envelopeFault({ envelopes }: LotRules): string | null {
  const required = new Map(envelopes.map(e => [e.id, e]));
  const twice = repeated(envelopes.map(e => e.id));
  const opening = required.get('opening');
  return first(
    twice && `投标文件“${twice}”重复。`,
    (!opening?.required || opening.reveal !== 'opening') && '开标一览表必须有，并在开标时开启。',
    envelopes.some(e => e.id !== 'opening' && e.id !== 'price' && e.reveal === 'price') &&
      '资格文件和技术文件应在评审时开启，不能留到报价阶段。',
  );
}

function committeeFault({ committee }: LotRules): string | null {
  const { size, experts, cities, disciplines } = committee;
  const seats = disciplines.reduce((sum, d) => sum + d.seats, 0);
  return first(
    (size < 5 || size % 2 === 0) && `评标委员会 ${size} 人，应为五人以上单数。`,
    experts > size && `专家 ${experts} 人，多于委员会总人数 ${size}。`,
    experts * 3 < size * 2 && `专家 ${experts} 人，不足总人数 ${size} 的三分之二。`,
    seats !== experts && `各专业席位之和是 ${seats}，与专家人数 ${experts} 不等。`,
    repeated(disciplines.map(d => d.id)) && '同一专业写了两次，请合并席位。',
    disciplines.length < 2 && '专家应来自技术、经济等至少两个专业。',
    new Set(cities).size < 2 && '远程异地评标的专家应来自至少两个城市。',
  );
}

/** The rules of a lot's rules: one row per field and article. */
const lotRuleTable: readonly LotRule[] = [
  {
    field: 'ceiling',
    article: 'B27',
    fault: r => first(parseYuan(r.ceiling) <= 0n && '请写明最高投标限价。'),
    shown: r => `最高投标限价 ${formatThousands(parseYuan(r.ceiling))} 元，不设最低限价。`,
  },
  {
    field: 'bond',
    article: 'B26',
    fault: r =>
      first(
        asksBond(r) && parseYuan(r.estimate) <= 0n && '收投标保证金的，请写明项目估算价。',
        parseYuan(r.estimate) > 0n &&
          parseYuan(r.bond) * 50n > parseYuan(r.estimate) &&
          `投标保证金是估算价的 ${bondShare(r)}，超过 2%；最多 ${formatThousands(parseYuan(r.estimate) / 50n)} 元。`,
      ),
    shown: r =>
      asksBond(r)
        ? `投标保证金 ${formatThousands(parseYuan(r.bond))} 元，估算价的 ${bondShare(r)}。`
        : '不收投标保证金。',
  },
  {
    field: 'bondTerms',
    article: 'B26',
    fault: r =>
      first(
        asksBond(r) &&
          Object.values(r.bondTerms.account).some(v => v.trim() === '') &&
          '请写明收取保证金的户名、开户银行和账号。',
        repeated(r.bondTerms.forms) && '保证金形式写了两次。',
      ),
    shown: r =>
      asksBond(r)
        ? `${r.bondTerms.forms.map(f => bondForms[f]).join('、')}；从基本账户转出；${bondDue[r.bondTerms.due]}。`
        : '不收投标保证金。',
  },
  {
    field: 'validityDays',
    article: 'B25',
    fault: () => null,
    shown: r => `投标有效期自截止之日起 ${r.validityDays} 日，保证金有效期与它一致。`,
  },
  {
    field: 'performanceBond',
    article: 'B58',
    fault: r =>
      first(
        new Decimal(r.performanceBond).gt(10) &&
          `履约保证金是合同金额的 ${r.performanceBond}%，不得超过 10%。`,
      ),
    shown: r =>
      new Decimal(r.performanceBond).isZero()
        ? '不收履约保证金。'
        : `履约保证金为中标合同金额的 ${r.performanceBond}%。`,
  },
  {
    field: 'releaseWindowMinutes',
    article: 'C30',
    fault: () => null,
    shown: r => `解密时限 ${r.releaseWindowMinutes} 分钟，写入招标文件。`,
  },
  {
    field: 'envelopes',
    article: 'C26',
    fault: envelopeFault,
    shown: r => `投标文件 ${r.envelopes.length} 部分，各自加密。`,
  },
  {
    field: 'reviews',
    article: 'B20',
    fault: reviewFault,
    shown: r => `资格评审 ${r.qualification.length} 项，响应性评审 ${r.responsiveness.length} 项。`,
  },
  {
    field: 'technical',
    article: 'B49',
    fault: technicalFault,
    shown: r => `技术评分 ${r.technical.items.length} 项，共 ${r.technical.weight} 分。`,
  },
  {
    field: 'price',
    article: 'B49',
    fault: priceFault,
    shown: r => `报价 ${r.price.weight} 分，公式写入招标文件。`,
  },
  {
    field: 'weights',
    article: 'A40',
    fault: r => {
      const sum = new Decimal(r.technical.weight).plus(r.price.weight);
      return first(!sum.eq(100) && `技术与报价分值之和是 ${sum}，应为 100。`);
    },
    shown: () => '技术与报价分值之和为 100。',
  },
  {
    field: 'ties',
    article: 'B49',
    fault: r =>
      first(
        repeated(r.ties) && '同分规则重复。',
        r.ties.at(-1) !== 'draw' && '同分规则的最后一条应是抽签，否则可能分不出先后。',
      ),
    shown: () => '同分时的先后规则已写明。',
  },
  {
    field: 'candidates',
    article: 'B53',
    fault: r => first(r.candidates > 3 && '中标候选人不超过 3 个。'),
    shown: r => `中标候选人 ${r.candidates} 个，标明排序。`,
  },
  {
    field: 'committee',
    article: 'A37',
    fault: committeeFault,
    shown: r => `评标委员会 ${r.committee.size} 人，专家 ${r.committee.experts} 人，随机抽取。`,
  },
];

/** Judges the rules of a lot, row by row. */
export function checkLotRules(rules: LotRules): Finding[] {
  return lotRuleTable.map(({ field, article, fault, shown }) => {
    const wrong = fault(rules);
    const { name, text } = articles[article];
    return {
      item: field,
      lawful: wrong === null,
      article: name,
      text,
      how: wrong ?? shown(rules),
      earliest: null,
    };
  });
}

/** Throws RULES_INCOMPLETE with the first fault in its words and all of them in the facts. */
export function requireLawfulRules(rules: LotRules): void {
  const broken = checkLotRules(rules).filter(f => !f.lawful);
  const [one] = broken;
  if (one)
    throw new RuleError('RULES_INCOMPLETE', `${one.how}（${one.article}）`, { findings: broken });
}
