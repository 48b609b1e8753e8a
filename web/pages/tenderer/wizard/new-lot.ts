import { v7 as uuid } from 'uuid';
import type { LotRules } from '../../../../contracts/tender/lot-rules.ts';
import type { ProjectDraft } from '../../../../contracts/tender/project.ts';

type Lot = ProjectDraft['lots'][number];

/** Usual seats where the method leaves them open: engineering by industry, and cost (A37: technical and economic). */
const usualSeats: Readonly<Record<LotRules['industry'], string>> = {
  building: '市政道路',
  transport: '桥梁',
  water: '给水排水',
  procurement: '工程造价',
};

/** A lot that starts from the method's own rules, with the project's city and industry filled in. */
export function newLot(title: string, method: LotRules, draft: ProjectDraft): Lot {
  const rules = structuredClone(method);
  rules.industry = draft.industry;
  if (rules.committee.cities.length === 0) rules.committee.cities = [draft.city];
  if (rules.committee.disciplines.length === 0) {
    const engineering = usualSeats[draft.industry];
    rules.committee.disciplines = [
      { id: engineering, seats: Math.max(1, rules.committee.experts - 2) },
      { id: engineering === '工程造价' ? '市政道路' : '工程造价', seats: 2 },
    ];
  }
  return { id: uuid(), title, rules };
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;

/** 一, 二 … 十, then plain figures. */
export const numeral = (n: number): string => numerals[n - 1] ?? String(n);
