import { sha256 } from '@noble/hashes/sha2.js';
import { Decimal } from 'decimal.js';
import type { Finding } from '../../../contracts/tender/lawfulness.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { Words } from '../../../contracts/words.ts';
import { hex, utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { formatThousands, parseYuan } from '../../kernel/money.ts';
import { asksBond, bondDue, bondForms, bondShare, reliefFault, reliefWords } from './bond-terms.ts';
import { committeeFault, priceFault, reviewFault, technicalFault } from './evaluation-faults.ts';
import { broken, finding } from './finding.ts';
import { first, type LotRule, repeated } from './lot-rule.ts';

/** The RFC 8785 text of a lot's rules: what bids are sealed under. */
export const rulesText = (rules: LotRules): string => canonicalText(rules);

/** Lower-case hex; goes into every manifest, so that a bid under older rules is known as such. */
export const rulesSha256 = (rules: LotRules): string => hex(sha256(utf8(rulesText(rules))));

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
