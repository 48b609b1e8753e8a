import { Decimal } from 'decimal.js';
import type { ScoreCheck } from '../../../contracts/evaluation/sheets.ts';
import type { LockedSheet } from '../../../contracts/evaluation-report.ts';
import type { ScoreItem } from '../../../contracts/tender/lot-rules.ts';

/** How far from the mean of the other members a score may lie before it is looked at, as a share of the item's full mark [K]. */
export const outlierShare = '0.4';

interface Given {
  readonly member: number;
  readonly value: number;
  readonly reason: string;
}

/**
 * Findings that stop the technical stage (发改法规〔2022〕1117 号): an objective item on which members differ, and an
 * extreme score without a written reason. A member reopens its sheet to correct the one or explain the other.
 */
export function scoreChecks(
  items: readonly ScoreItem[],
  bids: readonly { readonly bid: string; readonly number: number }[],
  sheets: readonly LockedSheet[],
): ScoreCheck[] {
  return bids.flatMap(({ bid, number }) =>
    items.flatMap(item => {
      const given = givenFor(sheets, bid, item.id);
      const found =
        item.kind === 'objective' ? objectiveDiffers(item, given) : outliers(item, given);
      return found.map(f => ({ ...f, bid, item: item.id, text: `${number} 号投标人${f.text}` }));
    }),
  );
}

function givenFor(sheets: readonly LockedSheet[], bid: string, item: string): Given[] {
  return sheets
    .filter(s => s.stage === 'technical')
    .flatMap(({ member, marks }) =>
      marks
        .filter(m => m.bid === bid && m.item === item && typeof m.value === 'number')
        .map(m => ({ member, value: Number(m.value), reason: m.reason })),
    );
}

type Finding = Pick<ScoreCheck, 'kind' | 'text'>;

function objectiveDiffers(item: ScoreItem, given: readonly Given[]): Finding[] {
  const values = [...new Set(given.map(g => g.value))].sort((a, b) => a - b);
  if (values.length < 2) return [];
  const says = values.map(value => {
    const members = given.filter(g => g.value === value).map(g => g.member);
    return `${members.join('、')} 号成员 ${value} 分`;
  });
  return [
    {
      kind: 'objective-differs',
      text: `的“${item.title}”是客观分，应为同一分值，现有 ${values.length} 种评法：${says.join('；')}`,
    },
  ];
}

function outliers(item: ScoreItem, given: readonly Given[]): Finding[] {
  const far = new Decimal(item.max).times(outlierShare);
  return given.flatMap(one => {
    const others = given.filter(g => g.member !== one.member);
    if (others.length === 0 || one.reason.trim().length >= 2) return [];
    const mean = Decimal.sum(...others.map(g => g.value)).div(others.length);
    const away = mean.minus(one.value);
    if (away.abs().lte(far)) return [];
    return [
      {
        kind: 'outlier' as const,
        text: `的“${item.title}”：${one.member} 号成员评 ${one.value} 分，${away.gt(0) ? '畸低' : '畸高'}（其他成员平均 ${mean.toFixed(2)} 分）。请复核，或写明理由`,
      },
    ];
  });
}
