import { sha256 } from '@noble/hashes/sha2.js';
import { DateTime } from 'luxon';
import { hex, utf8 } from '../../kernel/bytes.ts';
import { type Day, zone } from '../../kernel/calendar.ts';
import { canonicalText } from '../../kernel/canonical.ts';

/** What the pool knows of an expert; units are named as registered. */
export interface PoolExpert {
  readonly person: string;
  readonly city: string;
  readonly disciplines: readonly string[];
  readonly employer: string;
  readonly pastEmployers: readonly { readonly name: string; readonly until: Day }[];
  readonly active: boolean;
  /** Ties that the expert has declared: kin in a unit, or a share in it. */
  readonly declared?: readonly { readonly unit: string; readonly tie: 'kin' | 'shareholding' }[];
  /** Penalties for acts in bidding; `until` null: for ever (D12). */
  readonly sanctions?: readonly { readonly until: Day | null }[];
}

/** Units with an interest in the lot: whoever belongs to one must not judge it. */
export interface Parties {
  /** Tenderer, agency and every bidder. */
  readonly units: readonly string[];
  /** Departments that supervise the trade. */
  readonly supervisors: readonly string[];
}

/** Why an expert cannot be drawn, in the order in which it is looked for, with its source. */
const exclusionReasons = {
  inactive: { source: '专家库管理规定', zh: '已停用', en: 'Not active' },
  sanction: { source: '评标委员会暂行规定第十二条（四）', zh: '受过处罚', en: 'Sanctioned' },
  supervision: { source: '评标委员会暂行规定第十二条（二）', zh: '监督部门人员', en: 'Supervisor' },
  'same-unit': { source: '评标委员会暂行规定第十二条（三）', zh: '同一单位', en: 'Same unit' },
  'past-employer': {
    source: '评标委员会暂行规定第十二条（三）',
    zh: '三年内曾在该单位工作',
    en: 'Worked there within three years',
  },
  kin: { source: '评标委员会暂行规定第十二条（一）', zh: '近亲属', en: 'Kin' },
  shareholding: { source: '评标委员会暂行规定第十二条（三）', zh: '持有股份', en: 'Holds shares' },
} as const;
export type ExclusionReason = keyof typeof exclusionReasons;

const yearsOfDistance = 3;

/** The first ground on which `expert` cannot be drawn on `today`, or null (D12). */
export function exclusionOf(
  expert: PoolExpert,
  parties: Parties,
  today: Day,
): ExclusionReason | null {
  const units = new Set(parties.units.map(plain));
  const since =
    DateTime.fromISO(today, { zone }).minus({ years: yearsOfDistance }).toISODate() ?? '';
  const declared = (tie: 'kin' | 'shareholding') =>
    expert.declared?.some(d => d.tie === tie && units.has(plain(d.unit))) ?? false;
  const holds: Record<ExclusionReason, boolean> = {
    inactive: !expert.active,
    sanction: expert.sanctions?.some(s => s.until === null || s.until >= today) ?? false,
    supervision: parties.supervisors.map(plain).includes(plain(expert.employer)),
    'same-unit': units.has(plain(expert.employer)),
    'past-employer': expert.pastEmployers.some(e => e.until >= since && units.has(plain(e.name))),
    kin: declared('kin'),
    shareholding: declared('shareholding'),
  };
  return (Object.keys(exclusionReasons) as ExclusionReason[]).find(reason => holds[reason]) ?? null;
}

/** One unit may be written with other brackets or spaces: those never make it another unit. */
const plain = (unit: string) => unit.normalize('NFKC').replace(/\s+/g, '');

/** An expert as the draw sees it: neither name nor employer, so that the pool can be published with the result. */
export interface PoolEntry {
  readonly person: string;
  readonly city: string;
  readonly disciplines: readonly string[];
  readonly excluded: ExclusionReason | null;
}

/** The pool as it was when drawn: `text` is fixed by its hash before, and published after, so that all can recompute. */
export interface PoolSnapshot {
  readonly text: string;
  readonly sha256: string;
  readonly size: number;
  readonly excluded: readonly { readonly reason: ExclusionReason; readonly count: number }[];
}

/** Freezes the pool: sorted by person and by discipline, so that no order of the input can sway the draw. */
export function snapshotPool(
  experts: readonly PoolExpert[],
  parties: Parties,
  today: Day,
): PoolSnapshot {
  const entries: PoolEntry[] = experts
    .map(expert => ({
      person: expert.person,
      city: expert.city,
      disciplines: [...expert.disciplines].sort(),
      excluded: exclusionOf(expert, parties, today),
    }))
    .sort((a, b) => (a.person < b.person ? -1 : 1));
  const text = canonicalText(entries);
  const excluded = (Object.keys(exclusionReasons) as ExclusionReason[])
    .map(reason => ({ reason, count: entries.filter(e => e.excluded === reason).length }))
    .filter(({ count }) => count > 0);
  return { text, sha256: hex(sha256(utf8(text))), size: entries.length, excluded };
}
