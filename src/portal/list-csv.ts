import { beijingSecond } from '../kernel/beijing.ts';
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

/** The list as CSV (RFC 4180, with the mark by which spreadsheets know UTF-8). */
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
  return `\ufeff${[head, ...lines].map(line => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that begins like a formula is text to a spreadsheet only with an apostrophe before it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
