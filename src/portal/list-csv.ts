import { beijingSecond } from '../kernel/beijing.ts';
import { csvOf } from '../kernel/csv.ts';
import { lotStateWords } from '../tender/rules/state-words.ts';
import type { ProjectList } from './source.ts';
import { industries } from './states.ts';

const head = [
  '编号',
  '项目',
  '城市',
  '行业',
  '招标人',
  '阶段',
  '最高投标限价（元）',
  '截止时间',
  '发布时间',
];

export function listCsv(rows: ProjectList['rows']): string {
  const lines = rows.map(row => [
    row.code,
    row.name,
    row.city,
    industries[row.industry][0],
    row.tenderer,
    lotStateWords[row.stage].zh,
    row.ceiling,
    beijingSecond(row.deadline),
    beijingSecond(row.publishedAt),
  ]);
  return csvOf([head, ...lines]);
}
