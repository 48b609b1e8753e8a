import type { ResultStage } from '../../contracts/results.ts';
import { beijingMinute } from '../kernel/beijing.ts';
import { parseYuan, percentOf } from '../kernel/money.ts';
import { amount, exactly } from './figures.ts';
import { frame, icon } from './frame.ts';
import { type Child, Html, html } from './html.ts';
import { addressWith, type Reader } from './reader.ts';
import type { ResultList, ResultQuery } from './source.ts';

type ResultRow = ResultList['rows'][number];

/** 结果公示: candidates in their objection window, and awards with what they saved against the ceiling. */
export function resultsPage(
  reader: Reader,
  { stage }: ResultQuery,
  { rows, next }: ResultList,
): Html {
  const { say } = reader;
  const title = say('结果公示', 'Results');
  const tab = (id: ResultStage, zh: string, en: string) =>
    html`<a href="/results?stage=${id}"${id === stage ? new Html(' aria-current="page"') : ''}>${say(zh, en)}</a>`;
  const more =
    next !== null &&
    html`<nav class="kb-pager" aria-label="${say('分页', 'Pages')}"><a href="${addressWith(reader, { after: next })}">${say('下一页', 'Next page')} ${icon('right')}</a></nav>`;
  return frame(
    reader,
    title,
    html`<h1>${title}</h1>
<nav class="kb-tabs" aria-label="${title}">${tab('awarded', '中标结果', 'Awards')}${tab('candidates', '中标候选人公示', 'Candidates')}</nav>
${rows.length === 0 ? nothing(reader, stage) : table(reader, stage, rows)}${more}`,
  );
}

const nothing = ({ say }: Reader, stage: ResultStage): Html =>
  html`<div class="kb-empty">${icon('info')}<p>${stage === 'awarded' ? say('还没有中标结果。', 'No award yet.') : say('现在没有公示中的候选人。', 'No candidates are published now.')}</p></div>`;

function table(reader: Reader, stage: ResultStage, rows: readonly ResultRow[]): Html {
  const { say } = reader;
  const heads =
    stage === 'awarded'
      ? [
          say('中标人', 'Winner'),
          say('中标价', 'Price'),
          say('节约资金', 'Saved'),
          say('中标时间', 'Awarded'),
          say('合同金额', 'Contract'),
        ]
      : [
          say('第一中标候选人', 'First candidate'),
          say('投标总价', 'Price'),
          say('低于限价', 'Under ceiling'),
          say('公示至', 'Window ends'),
        ];
  return html`<table class="kb-table kb-table--cards"><thead><tr><th scope="col">${say('项目', 'Project')}</th>${heads.map((h, i) => html`<th scope="col"${[1, 2, 4].includes(i) ? new Html(' class="kb-right"') : ''}>${h}</th>`)}</tr></thead>
<tbody>${rows.map(row => line(reader, row, heads))}</tbody></table>`;
}

function line(reader: Reader, row: ResultRow, heads: readonly string[]): Child {
  const { first } = row;
  const [ceiling, price] = [parseYuan(row.ceiling), parseYuan(first.amount)];
  const at = row.awardedAt ?? row.windowEndsAt;
  return html`<tr><td><a href="/projects/${row.project}#results">${row.name} ${row.title}</a><br><small class="kb-num">${row.code}</small> <small>${row.city}&emsp;${row.tenderer}</small></td>
<td data-l="${heads[0]}">${first.bidder}</td><td data-l="${heads[1]}" class="kb-right">${exactly(reader, first.amount)}</td>
<td data-l="${heads[2]}" class="kb-right">${amount(reader, yuanText(ceiling - price))}<br><small class="kb-num">${percentOf(ceiling - price, ceiling)}</small></td>
<td data-l="${heads[3]}" class="kb-num">${beijingMinute(at)}</td>${heads[4] && html`<td data-l="${heads[4]}" class="kb-right">${signed(reader, row)}</td>`}</tr>`;
}

/** The contract follows the award by days: until it is recorded its place says so. */
function signed(reader: Reader, { contract }: ResultRow): Child {
  if (!contract) return reader.say('未登记', 'Not recorded');
  return html`${exactly(reader, contract.amount)}<br><small class="kb-num">${contract.signedOn}</small>`;
}

const yuanText = (fen: bigint): string => {
  const size = fen < 0n ? 0n : fen;
  return `${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
};
