import { sha256 } from '@noble/hashes/sha2.js';
import { Decimal } from 'decimal.js';
import type { Finding } from '../../../contracts/tender/lawfulness.ts';
import type {
  BondForm,
  BondTerms,
  LotRules,
  ScoreItem,
} from '../../../contracts/tender/lot-rules.ts';
import type { Words } from '../../../contracts/words.ts';
import { hex, utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { formatThousands, parseYuan, percentOf } from '../../kernel/money.ts';
import type { ArticleId } from './articles.ts';
import { broken, finding } from './finding.ts';

/** The RFC 8785 text of a lot's rules: what bids are sealed under. */
export const rulesText = (rules: LotRules): string => canonicalText(rules);

/** Lower-case hex; goes into every manifest, so that a bid under older rules is known as such. */
export const rulesSha256 = (rules: LotRules): string => hex(sha256(utf8(rulesText(rules))));

interface LotRule {
  readonly field: string;
  readonly article: ArticleId;
  /** What is wrong, in words that say what to change; null when nothing is. */
  readonly fault: (rules: LotRules) => Words | null;
  /** How a lawful value is worded for the screen. */
  readonly shown: (rules: LotRules) => Words;
}

const first = (...faults: (Words | false | '' | null | undefined)[]): Words | null =>
  faults.find(f => typeof f === 'object' && f !== null) || null;

const repeated = (ids: readonly string[]): string | undefined =>
  ids.find((id, i) => ids.indexOf(id) !== i);

/** Whether the lot asks for a bid bond at all. */
export const asksBond = ({ bond }: Pick<LotRules, 'bond'>): boolean => parseYuan(bond) > 0n;

const bondShare = ({ bond, estimate }: LotRules) => percentOf(parseYuan(bond), parseYuan(estimate));

export const bondForms: Readonly<Record<BondForm, Words>> = {
  transfer: { zh: '银行转账', en: 'bank transfer' },
  guarantee: { zh: '银行保函', en: 'bank guarantee' },
  insurance: { zh: '保证保险', en: 'surety insurance' },
};

const bondDue: Readonly<Record<BondTerms['due'], Words>> = {
  commit: { zh: '到账后才能提交投标文件', en: 'bids are taken once it has arrived' },
  opening: { zh: '投标截止前到账', en: 'it arrives before the deadline' },
};

/** Relief is for good credit only, announced in the documents, and takes off something, at most all. */
function reliefFault({ bondTerms: { creditRelief } }: LotRules): Words | null {
  if (!creditRelief) return null;
  const { bands, percent } = creditRelief;
  return first(
    (bands.includes('C') || bands.includes('D')) && {
      zh: '信用减收只能适用于信用良好（A、B 级）的投标人。',
      en: 'Only bidders of good credit (bands A and B) may be given relief.',
    },
    repeated(bands) && { zh: '信用等级写了两次。', en: 'A credit band is listed twice.' },
    (new Decimal(percent).lte(0) || new Decimal(percent).gt(100)) && {
      zh: '减收比例应大于 0，不超过 100%。',
      en: 'The relief lies above 0 and at most at 100 %.',
    },
  );
}

/** How the relief follows the other terms of the bond; nothing where there is none. */
export function reliefWords({ bondTerms: { creditRelief } }: Pick<LotRules, 'bondTerms'>): Words {
  if (!creditRelief) return { zh: '', en: '' };
  const { bands, percent } = creditRelief;
  return {
    zh: `；公告发布时信用等级为 ${bands.join('、')} 的投标人减收 ${percent}%`,
    en: `; ${percent} % less for bidders in credit band ${bands.join(', ')} at publication`,
  };
}

function priceFault({ price }: LotRules): Words | null {
  if (price.id !== 'benchmark-average') return null;
  const { trim, draw } = price;
  const shares = [price.ceilingShare, ...(draw?.ceilingShare ?? [])];
  const floats = [price.float, ...(draw?.float ?? [])];
  return first(
    trim.high + trim.low >= trim.from && {
      zh: '去掉的最高、最低报价之和必须少于开始去掉的家数。',
      en: 'The prices taken off must be fewer than the bids from which on they are.',
    },
    shares.some(s => new Decimal(s).gt(1)) && {
      zh: '限价权重应在 0 至 1 之间。',
      en: 'The share of the ceiling lies between 0 and 1.',
    },
    floats.some(f => new Decimal(f).gte(1)) && {
      zh: '下浮系数应小于 1。',
      en: 'The float must be below 1.',
    },
    new Decimal(price.floor).gt(price.weight) && {
      zh: '报价最低得分不能超过报价分值。',
      en: 'The least price score may not exceed the price weight.',
    },
  );
}

function itemFault(item: ScoreItem): Words | null {
  const bands = [...item.bands].sort((a, b) => b.from - a.from);
  return first(
    !new Decimal(item.max).mod(item.step).isZero() && {
      zh: `“${item.title}”的满分 ${item.max} 不是步长 ${item.step} 的整数倍。`,
      en: `“${item.title}”: its most, ${item.max}, is no multiple of its step ${item.step}.`,
    },
    bands.some(b => b.from > b.to || b.from < 0 || b.to > item.max) && {
      zh: `“${item.title}”的分档超出 0 至 ${item.max}。`,
      en: `“${item.title}”: a band lies outside 0 to ${item.max}.`,
    },
    bands.some((b, i) => i > 0 && b.to >= (bands[i - 1]?.from ?? Infinity)) && {
      zh: `“${item.title}”的分档互相重叠。`,
      en: `“${item.title}”: its bands overlap.`,
    },
  );
}

function technicalFault({ technical }: LotRules): Words | null {
  const sum = Decimal.sum(0, ...technical.items.map(i => i.max));
  const twice = repeated(technical.items.map(i => i.id));
  return first(
    twice && { zh: `评分项编号“${twice}”重复。`, en: `The score item “${twice}” occurs twice.` },
    !sum.eq(technical.weight) && {
      zh: `评分项满分之和是 ${sum}，与技术分值 ${technical.weight} 不等。`,
      en: `The score items add up to ${sum}; the technical weight is ${technical.weight}.`,
    },
    ...technical.items.map(itemFault),
  );
}

function reviewFault({ qualification, responsiveness }: LotRules): Words | null {
  const twice = repeated([...qualification, ...responsiveness].map(i => i.id));
  return first(
    twice && { zh: `评审项编号“${twice}”重复。`, en: `The review item “${twice}” occurs twice.` },
  );
}

function envelopeFault({ envelopes }: LotRules): Words | null {
  const required = new Map(envelopes.map(e => [e.id, e]));
  const twice = repeated(envelopes.map(e => e.id));
  const opening = required.get('opening');
  return first(
    twice && { zh: `投标文件“${twice}”重复。`, en: `The envelope “${twice}” occurs twice.` },
    (!opening?.required || opening.reveal !== 'opening') && {
      zh: '开标一览表必须有，并在开标时开启。',
      en: 'The opening form is required, and is revealed at the opening.',
    },
    envelopes.some(e => e.id !== 'opening' && e.id !== 'price' && e.reveal === 'price') && {
      zh: '资格文件和技术文件应在评审时开启，不能留到报价阶段。',
      en: 'Qualification and technical envelopes open for the review, not with the price.',
    },
  );
}

function committeeFault({ committee }: LotRules): Words | null {
  const { size, experts, cities, disciplines } = committee;
  const seats = disciplines.reduce((sum, d) => sum + d.seats, 0);
  return first(
    (size < 5 || size % 2 === 0) && {
      zh: `评标委员会 ${size} 人，应为五人以上单数。`,
      en: `The committee has ${size} members; it must be odd, five or more.`,
    },
    experts > size && {
      zh: `专家 ${experts} 人，多于委员会总人数 ${size}。`,
      en: `${experts} experts are more than the committee of ${size}.`,
    },
    experts * 3 < size * 2 && {
      zh: `专家 ${experts} 人，不足总人数 ${size} 的三分之二。`,
      en: `${experts} experts are less than two thirds of ${size}.`,
    },
    seats !== experts && {
      zh: `各专业席位之和是 ${seats}，与专家人数 ${experts} 不等。`,
      en: `The seats by field add up to ${seats}; there are ${experts} experts.`,
    },
    repeated(disciplines.map(d => d.id)) && {
      zh: '同一专业写了两次，请合并席位。',
      en: 'One field is listed twice. Merge its seats.',
    },
    disciplines.length < 2 && {
      zh: '专家应来自技术、经济等至少两个专业。',
      en: 'Experts come from two fields at least, technical and economic.',
    },
    new Set(cities).size < 2 && {
      zh: '远程异地评标的专家应来自至少两个城市。',
      en: 'Remote evaluation takes experts from two cities at least.',
    },
  );
}

/** The rules of a lot's rules: one row per field and article. */
const lotRuleTable: readonly LotRule[] = [
  {
    field: 'ceiling',
    article: 'B27',
    fault: r =>
      first(
        parseYuan(r.ceiling) <= 0n && {
          zh: '请写明最高投标限价。',
          en: 'State the ceiling price.',
        },
      ),
    shown: r => ({
      zh: `最高投标限价 ${formatThousands(parseYuan(r.ceiling))} 元，不设最低限价。`,
      en: `Ceiling ${formatThousands(parseYuan(r.ceiling))} yuan; no minimum price.`,
    }),
  },
  {
    field: 'bond',
    article: 'B26',
    fault: r =>
      first(
        asksBond(r) &&
          parseYuan(r.estimate) <= 0n && {
            zh: '收投标保证金的，请写明项目估算价。',
            en: 'A bid bond needs the estimate: state it.',
          },
        parseYuan(r.estimate) > 0n &&
          parseYuan(r.bond) * 50n > parseYuan(r.estimate) && {
            zh: `投标保证金是估算价的 ${bondShare(r)}，超过 2%；最多 ${formatThousands(parseYuan(r.estimate) / 50n)} 元。`,
            en: `The bid bond is ${bondShare(r)} of the estimate, above 2 %; at most ${formatThousands(parseYuan(r.estimate) / 50n)} yuan.`,
          },
      ),
    shown: r =>
      asksBond(r)
        ? {
            zh: `投标保证金 ${formatThousands(parseYuan(r.bond))} 元，估算价的 ${bondShare(r)}。`,
            en: `Bid bond ${formatThousands(parseYuan(r.bond))} yuan, ${bondShare(r)} of the estimate.`,
          }
        : { zh: '不收投标保证金。', en: 'No bid bond.' },
  },
  {
    field: 'bondTerms',
    article: 'B26',
    fault: r =>
      first(
        asksBond(r) &&
          Object.values(r.bondTerms.account).some(v => v.trim() === '') && {
            zh: '请写明收取保证金的户名、开户银行和账号。',
            en: 'State holder, bank and number of the account for the bond.',
          },
        repeated(r.bondTerms.forms) && {
          zh: '保证金形式写了两次。',
          en: 'A form of bond is listed twice.',
        },
        reliefFault(r),
      ),
    shown: r =>
      asksBond(r)
        ? {
            zh: `${r.bondTerms.forms.map(f => bondForms[f].zh).join('、')}；从基本账户转出；${bondDue[r.bondTerms.due].zh}${reliefWords(r).zh}。`,
            en: `${r.bondTerms.forms.map(f => bondForms[f].en).join(', ')}; from the basic account; ${bondDue[r.bondTerms.due].en}${reliefWords(r).en}.`,
          }
        : { zh: '不收投标保证金。', en: 'No bid bond.' },
  },
  {
    field: 'validityDays',
    article: 'B25',
    fault: () => null,
    shown: r => ({
      zh: `投标有效期自截止之日起 ${r.validityDays} 日，保证金有效期与它一致。`,
      en: `Bids bind for ${r.validityDays} days from the deadline, and so does the bond.`,
    }),
  },
  {
    field: 'performanceBond',
    article: 'B58',
    fault: r =>
      first(
        new Decimal(r.performanceBond).gt(10) && {
          zh: `履约保证金是合同金额的 ${r.performanceBond}%，不得超过 10%。`,
          en: `The performance bond is ${r.performanceBond} % of the contract; at most 10 %.`,
        },
      ),
    shown: r =>
      new Decimal(r.performanceBond).isZero()
        ? { zh: '不收履约保证金。', en: 'No performance bond.' }
        : {
            zh: `履约保证金为中标合同金额的 ${r.performanceBond}%。`,
            en: `Performance bond: ${r.performanceBond} % of the contract amount.`,
          },
  },
  {
    field: 'releaseWindowMinutes',
    article: 'C30',
    fault: () => null,
    shown: r => ({
      zh: `解密时限 ${r.releaseWindowMinutes} 分钟，写入招标文件。`,
      en: `Release window: ${r.releaseWindowMinutes} minutes, stated in the documents.`,
    }),
  },
  {
    field: 'envelopes',
    article: 'C26',
    fault: envelopeFault,
    shown: r => ({
      zh: `投标文件 ${r.envelopes.length} 部分，各自加密。`,
      en: `${r.envelopes.length} envelopes, each encrypted.`,
    }),
  },
  {
    field: 'reviews',
    article: 'B20',
    fault: reviewFault,
    shown: r => ({
      zh: `资格评审 ${r.qualification.length} 项，响应性评审 ${r.responsiveness.length} 项。`,
      en: `Qualification: ${r.qualification.length} items; responsiveness: ${r.responsiveness.length}.`,
    }),
  },
  {
    field: 'technical',
    article: 'B49',
    fault: technicalFault,
    shown: r => ({
      zh: `技术评分 ${r.technical.items.length} 项，共 ${r.technical.weight} 分。`,
      en: `Technical: ${r.technical.items.length} items, ${r.technical.weight} points.`,
    }),
  },
  {
    field: 'price',
    article: 'B49',
    fault: priceFault,
    shown: r => ({
      zh: `报价 ${r.price.weight} 分，公式写入招标文件。`,
      en: `Price: ${r.price.weight} points; the formula is in the documents.`,
    }),
  },
  {
    field: 'weights',
    article: 'A40',
    fault: r => {
      const sum = new Decimal(r.technical.weight).plus(r.price.weight);
      return first(
        !sum.eq(100) && {
          zh: `技术与报价分值之和是 ${sum}，应为 100。`,
          en: `Technical and price points add up to ${sum}; they must be 100.`,
        },
      );
    },
    shown: () => ({
      zh: '技术与报价分值之和为 100。',
      en: 'Technical and price points add up to 100.',
    }),
  },
  {
    field: 'ties',
    article: 'B49',
    fault: r =>
      first(
        repeated(r.ties) && { zh: '同分规则重复。', en: 'A tie rule is listed twice.' },
        r.ties.at(-1) !== 'draw' && {
          zh: '同分规则的最后一条应是抽签，否则可能分不出先后。',
          en: 'The last tie rule must be the draw, or ties may stay.',
        },
      ),
    shown: () => ({ zh: '同分时的先后规则已写明。', en: 'The order of ties is stated.' }),
  },
  {
    field: 'candidates',
    article: 'B53',
    fault: r =>
      first(
        r.candidates > 3 && {
          zh: '中标候选人不超过 3 个。',
          en: 'There are at most 3 candidates.',
        },
      ),
    shown: r => ({
      zh: `中标候选人 ${r.candidates} 个，标明排序。`,
      en: `${r.candidates} candidates, ranked.`,
    }),
  },
  {
    field: 'committee',
    article: 'A37',
    fault: committeeFault,
    shown: r => ({
      zh: `评标委员会 ${r.committee.size} 人，专家 ${r.committee.experts} 人，随机抽取。`,
      en: `Committee of ${r.committee.size}, ${r.committee.experts} of them experts, drawn at random.`,
    }),
  },
];

/** Judges the rules of a lot, row by row. */
export function checkLotRules(rules: LotRules): Finding[] {
  return lotRuleTable.map(({ field, article, fault, shown }) => {
    const wrong = fault(rules);
    return finding(field, article, { lawful: wrong === null, how: wrong ?? shown(rules) });
  });
}

/** Throws RULES_INCOMPLETE with the first fault in its words and all of them in the facts. */
export function requireLawfulRules(rules: LotRules): void {
  const fault = broken('RULES_INCOMPLETE', checkLotRules(rules));
  if (fault) throw fault;
}
