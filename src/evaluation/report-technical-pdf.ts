import type { Block, Inline, Table } from '../platform/pdf/blocks.ts';
import type { ReportMember, TechnicalScores } from './report-facts.ts';

const kinds = { subjective: '主观', objective: '客观' } as const;

/** Part 5 of the report: per bid a table of items by members, with the mean of each item and the bid's score. */
export function technicalBlocks(
  technical: TechnicalScores,
  members: readonly ReportMember[],
  name: (bid: string) => string,
): Block[] {
  const bids = Object.keys(technical.totals);
  return [
    { kind: 'heading', level: 2, text: '五、技术评分', english: 'Technical scores' },
    { kind: 'paragraph', text: technical.rule },
    ...bids.map(
      (bid): Block => ({
        kind: 'together',
        blocks: [sheet(bid, technical, members, name(bid))],
      }),
    ),
  ];
}

function sheet(
  bid: string,
  technical: TechnicalScores,
  members: readonly ReportMember[],
  caption: string,
): Table {
  const scores = technical.scores[bid] ?? {};
  const means = technical.means[bid] ?? {};
  const share = Math.max(1.9, 10 / members.length);
  return {
    kind: 'table',
    caption,
    columns: [
      { head: '评分项', share: 7 },
      { head: '类别', share: 1.6 },
      { head: '满分', share: 1.6, align: 'right' },
      ...members.map(m => ({ head: m.name, share, align: 'right' as const })),
      { head: '平均', share: 2, align: 'right' },
    ],
    rows: technical.items.map((item): Inline[] => [
      item.title,
      kinds[item.kind],
      item.max,
      ...members.map((_, i) => scores[item.id]?.[i] ?? ''),
      means[item.id] ?? '',
    ]),
    foot: [
      ['技术得分', '', technical.weight, ...members.map(() => ''), technical.totals[bid] ?? ''],
    ],
    size: 8.5,
  };
}
