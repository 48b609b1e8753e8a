import type { LotState } from '../../contracts/tender/project.ts';
import { parseYuan, percentOf } from '../kernel/money.ts';
import { lotStateWords } from '../tender/rules/state-words.ts';
import { amount, shortTime, timeLeft } from './figures.ts';
import { frame, icon } from './frame.ts';
import { type Child, Html, html } from './html.ts';
import { addressWith, type Reader } from './reader.ts';
import type { ProjectList, ProjectQuery } from './source.ts';
import { industries, sector, status } from './states.ts';
import type { Statistics } from './statistics.ts';

type Row = ProjectList['rows'][number];

export interface ListFacts {
  readonly query: ProjectQuery;
  readonly list: ProjectList;
  /** Cities that have published a project. */
  readonly cities: readonly string[];
  readonly statistics: Statistics;
}

/** 交易信息: search, filters, and the projects in the order asked for. */
export function listPage(reader: Reader, facts: ListFacts): Html {
  const { say } = reader;
  const title = say('交易信息', 'Tenders');
  return frame(
    reader,
    title,
    html`<h1>${title}</h1>
<form role="search" method="get" action="/">
${search(reader, facts.query)}
${figures(reader, facts.statistics)}
<div class="kb-cols pt-grid"><aside aria-label="${say('筛选', 'Filters')}">${filters(reader, facts)}</aside>
<section aria-label="${say('项目列表', 'Projects')}">
${bar(reader, facts)}
${facts.list.rows.length === 0 ? empty(reader, facts) : html`<ul>${facts.list.rows.map(row => item(reader, row))}</ul>`}
${pager(reader, facts)}
</section></div>
</form>`,
  );
}

function search({ say }: Reader, query: ProjectQuery): Html {
  return html`<div class="pt-find"><label class="kb-sr" for="text">${say('搜索项目', 'Search')}</label>
<input class="kb-input" id="text" name="text" type="search" maxlength="60" value="${query.text}" placeholder="${say('项目名称、编号或招标人', 'Name, number or tenderer')}">
<button class="kb-button kb-button--primary kb-button--l">${icon('search')}${say('搜索', 'Search')}</button></div>`;
}

/** What the year has brought; nothing is said while there is nothing to count. */
function figures(
  reader: Reader,
  { year, awards, amount: total, ceilings, saved }: Statistics,
): Child {
  if (awards === 0) return false;
  const { say } = reader;
  const share = percentOf(parseYuan(saved), parseYuan(ceilings));
  const figure = (name: string, value: Child, note: string) =>
    html`<div class="kb-figure"><dt>${name}</dt><dd><b>${value}</b></dd><dd>${note}</dd></div>`;
  return html`<dl class="pt-figures">
${figure(say(`${year} 年成交`, `Awarded in ${year}`), say(`${awards} 宗`, String(awards)), say('按标段计', 'Counted by lot'))}
${figure(say('成交金额', 'Amount'), amount(reader, total), say('中标价之和', 'Sum of the award prices'))}
${figure(say('节约资金', 'Saved'), amount(reader, saved), say(`限价减成交价，${share}`, `Ceilings less prices, ${share}`))}
</dl>`;
}

type Option = readonly [value: string, text: string];

function choice(
  name: string,
  label: string,
  all: string,
  options: readonly Option[],
  chosen?: string,
): Html {
  const mark = (value: string) => (value === (chosen ?? '') ? new Html(' selected') : '');
  return html`<div class="kb-field"><label for="${name}">${label}</label><select class="kb-select" id="${name}" name="${name}">
<option value=""${mark('')}>${all}</option>${options.map(([value, text]) => html`<option value="${value}"${mark(value)}>${text}</option>`)}
</select></div>`;
}

const stagesOffered: readonly LotState[] = [
  'bidding',
  'closed',
  'opening',
  'opened',
  'evaluating',
  'candidates',
  'awarded',
  'contracted',
  'failed',
  'suspended',
  'terminated',
];

function filters({ say, language }: Reader, { query, cities }: ListFacts): Html {
  const stages = stagesOffered.map((s): Option => [s, lotStateWords[s][language]]);
  const sectors = Object.entries(industries).map(([id, [zh, en]]): Option => [id, say(zh, en)]);
  return html`<details class="pt-filter"><summary>${icon('down2')}${say('筛选：城市、阶段、行业', 'Filter: city, stage, sector')}</summary><div class="pt-filter__in">
${choice(
  'city',
  say('城市', 'City'),
  say('全部城市', 'All cities'),
  cities.map(c => [c, c]),
  query.city,
)}
${choice('stage', say('阶段', 'Stage'), say('全部阶段', 'All stages'), stages, query.stage)}
${choice('industry', say('行业', 'Sector'), say('全部行业', 'All sectors'), sectors, query.industry)}
<input type="hidden" name="sort" value="${query.sort}">
<button class="kb-button">${say('应用筛选', 'Apply')}</button></div></details>`;
}

const sorts = [
  ['deadline', '最近截止', 'Deadline'],
  ['newest', '最新发布', 'Newest'],
  ['amount', '金额', 'Amount'],
] as const;

function bar(reader: Reader, { query, list }: ListFacts): Html {
  const { say } = reader;
  const count = html`<b class="kb-num">${list.total}${list.more && '+'}</b>`;
  return html`<div class="pt-bar"><p>${count} ${say('个项目', list.total === 1 ? 'project' : 'projects')}</p>
<p class="kb-row"><span>${say('排序', 'Sort')}</span><span class="kb-seg">${sorts.map(
    ([id, zh, en]) =>
      html`<a href="${addressWith(reader, { sort: id, after: null })}"${id === query.sort ? new Html(' aria-current="true"') : ''}>${say(zh, en)}</a>`,
  )}</span><a href="/projects.csv${tail(reader)}">${icon('down')}${say('下载 CSV', 'CSV')}</a></p></div>`;
}

function tail(reader: Reader): string {
  const query = new URLSearchParams(reader.query);
  query.delete('after');
  return query.size > 0 ? `?${query}` : '';
}

function item(reader: Reader, row: Row): Html {
  const { say } = reader;
  return html`<li class="pt-item"><div><h2><a href="/projects/${row.id}">${row.name}</a></h2>
<p class="pt-meta"><span class="kb-num">${row.code}</span><span>${row.city}</span><span>${sector(reader, row.industry)}</span><span>${say('公开招标', 'Open tender')}</span><span>${row.tenderer}</span></p></div>
<div>${status(reader, row.stage)}${when(reader, row)}</div>
<div class="pt-amount"><small>${say('最高投标限价', 'Ceiling')}</small>${amount(reader, row.ceiling)}</div></li>`;
}

function when(reader: Reader, row: Row): Child {
  const { say } = reader;
  const at = shortTime(reader, row.deadline);
  const left = timeLeft(reader, row.deadline);
  if (row.stage !== 'bidding' || left === null)
    return html`<p class="pt-when">${at} ${say('截止', 'closed')}</p>`;
  return html`<p class="pt-when">${at} ${say('截止', 'due')}<br><small>${say(`剩 ${left}`, `${left} left`)}</small></p>`;
}

/** Says which filter emptied the list, and offers to take it out. */
function empty(reader: Reader, { query }: ListFacts): Html {
  const { say, language } = reader;
  const set: [name: string, shown: string][] = [];
  if (query.text) set.push(['text', query.text]);
  if (query.city) set.push(['city', query.city]);
  if (query.industry) set.push(['industry', sector(reader, query.industry)]);
  if (query.stage) set.push(['stage', lotStateWords[query.stage][language]]);
  const quoted = set.map(([, shown]) => say(`“${shown}”`, `“${shown}”`)).join('');
  const said =
    set.length === 0
      ? say('还没有发布的项目', 'No project published yet')
      : say(`没有同时符合${quoted}的项目`, `No project matches ${quoted}`);
  return html`<div class="kb-panel"><div class="kb-empty">${icon('search')}<p><b>${said}</b></p>
<p class="kb-row pt-centre">${set.map(([name, shown]) => html`<a class="kb-button" href="${addressWith(reader, { [name]: null, after: null })}">${say(`去掉“${shown}”`, `Remove “${shown}”`)}</a>`)}</p></div></div>`;
}

function pager(reader: Reader, { list, query }: ListFacts): Child {
  const { say } = reader;
  const first =
    query.after !== undefined &&
    html`<a href="${addressWith(reader, { after: null })}">${say('第一页', 'First page')}</a>`;
  const next =
    list.next !== null &&
    html`<a href="${addressWith(reader, { after: list.next })}">${say('下一页', 'Next page')} ${icon('right')}</a>`;
  return (
    (first || next) &&
    html`<nav class="kb-pager" aria-label="${say('分页', 'Pages')}">${first}${next}</nav>`
  );
}
