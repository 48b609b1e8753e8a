import type { ContractTerms, SubcontractKind } from '../../../contracts/contract.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { Words } from '../../../contracts/words.ts';
import { formatThousands, parseYuan, shareOf } from '../../kernel/money.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { requireCreditCode } from '../../registry/rules.ts';

export type Subcontractor = NonNullable<ContractTerms['subcontractors']>[number];

interface Kind {
  readonly title: Words;
  /** Whether the winner may give it away at all. */
  readonly lawful: boolean;
  /** Whether it counts towards the share that may be given away. */
  readonly counts: boolean;
  readonly article: Words;
}

/** What may leave the winner's hands. The main structure and the key works may not (A48, B59, Construction Law 29). */
export const subcontractKinds: Readonly<Record<SubcontractKind, Kind>> = {
  special: {
    title: { zh: '非主体、非关键的专业工程', en: 'Special works outside the main structure' },
    lawful: true,
    counts: true,
    article: { zh: '招标投标法第四十八条', en: 'Bidding Law, art. 48' },
  },
  steel: {
    title: { zh: '主体结构中的钢结构工程', en: 'Steel works of the main structure' },
    lawful: true,
    counts: true,
    article: {
      zh: '建筑工程施工发包与承包违法行为认定查处管理办法第十二条',
      en: 'Measures on unlawful contracting of construction works, art. 12',
    },
  },
  labour: {
    title: { zh: '劳务作业', en: 'Labour only' },
    lawful: true,
    counts: false,
    article: {
      zh: '建筑业企业资质标准（劳务作业）[K]',
      en: 'Standards of qualification, labour [K]',
    },
  },
  main: {
    title: { zh: '主体结构或关键性工作', en: 'The main structure, or key works' },
    lawful: false,
    counts: true,
    article: {
      zh: '招标投标法第四十八条、建筑法第二十九条',
      en: 'Bidding Law, art. 48; Construction Law, art. 29',
    },
  },
};

interface Limit {
  /** Per cent of the contract that may be given away, labour left out; null: less than the whole. */
  readonly most: string | null;
  readonly article: Words;
}
const notWhole: Limit = {
  most: null,
  article: { zh: '招标投标法第四十八条（禁止转包）', en: 'Bidding Law, art. 48 (no transfer)' },
};

/** The share that may be given away, by industry. */
export const subcontractLimits: Readonly<Record<LotRules['industry'], Limit>> = {
  building: notWhole,
  water: notWhole,
  procurement: notWhole,
  transport: {
    most: '30',
    article: {
      zh: '公路工程标准施工招标文件（分包不超过 30%）[K]',
      en: 'Standard documents for highway works (at most 30 %) [K]',
    },
  },
};

/** A part that calls itself main or key is one, whatever kind is chosen for it. */
const namesMain = /主体|关键/;

/** Refuses what the winner may not give to others: itself, the main structure, too large a share (A48, B59). */
export function requireSubcontracting(
  { amount, subcontractors = [] }: ContractTerms,
  { winner, industry }: { readonly winner: string; readonly industry: LotRules['industry'] },
): void {
  const seen = new Set<string>();
  for (const given of subcontractors) {
    requireCreditCode(given.code);
    if (given.name === winner) throw refused(ownself);
    const key = `${given.code} ${given.kind} ${given.part}`;
    if (seen.has(key)) throw refused(twice(given));
    seen.add(key);
    requirePart(given);
  }
  requireShare(parseYuan(amount), subcontractors, subcontractLimits[industry]);
}

function requirePart({ kind, part, amount }: Subcontractor): void {
  const { lawful } = subcontractKinds[kind];
  if (!lawful || (kind === 'special' && namesMain.test(part)))
    throw refused({
      zh: `“${part}”：主体结构和关键性工作由中标人自己完成，不得分包（招标投标法第四十八条、实施条例第五十九条）。不是主体的，请写明是什么专业工程。`,
      en: `“${part}”: the winner itself does the main structure and the key works; they may not be given away (Bidding Law, art. 48; Implementing Regulations, art. 59). If it is neither, name the works.`,
    });
  if (parseYuan(amount) === 0n)
    throw refused({
      zh: `“${part}”的分包金额应大于零。`,
      en: `The amount of “${part}” must be more than nothing.`,
    });
}

function requireShare(whole: bigint, given: readonly Subcontractor[], { most, article }: Limit) {
  const sum = (of: readonly Subcontractor[]) => of.reduce((s, g) => s + parseYuan(g.amount), 0n);
  const [all, counted] = [
    sum(given),
    sum(given.filter(({ kind }) => subcontractKinds[kind].counts)),
  ];
  if (given.length > 0 && all >= whole)
    throw refused({
      zh: `分包合计 ${formatThousands(all)} 元，已是全部中标项目：中标人不得转让或者肢解后全部分包（招标投标法第四十八条）。`,
      en: `The parts add up to ${formatThousands(all)} yuan, the whole of the contract: it may not be transferred, nor given away in pieces (Bidding Law, art. 48).`,
    });
  if (most !== null && counted > shareOf(whole, most))
    throw refused({
      zh: `分包工程合计 ${formatThousands(counted)} 元，超过合同金额的 ${most}%（${article.zh}）。`,
      en: `The parts given away add up to ${formatThousands(counted)} yuan, more than ${most} % of the contract (${article.en}).`,
    });
}

const refused = (detail: Words) => new RuleError('SUBCONTRACT_UNLAWFUL', detail);
const ownself: Words = {
  zh: '分包单位不能是中标人自己。',
  en: 'The winner is no subcontractor of its own.',
};
const twice = ({ name, part }: Subcontractor): Words => ({
  zh: `${name}的“${part}”写了两次。`,
  en: `“${part}” of ${name} is written twice.`,
});

/** A code that the register knows names that very organisation, and not the winner. */
export function requireNamed(
  { code, name }: Pick<Subcontractor, 'code' | 'name'>,
  { registered, winner }: { readonly registered: string | null; readonly winner: string },
): void {
  if (code === winner) throw refused(ownself);
  if (registered !== null && registered !== name)
    throw refused({
      zh: `统一社会信用代码 ${code} 登记的单位是“${registered}”，不是“${name}”，请核对。`,
      en: `The code ${code} is registered for “${registered}”, not for “${name}”. Check both.`,
    });
}
