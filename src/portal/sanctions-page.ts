import type { Sanction } from '../../contracts/sanctions.ts';
import type { Words } from '../../contracts/words.ts';
import { listWords } from '../blacklist/rules/case-words.ts';
import { frame, icon } from './frame.ts';
import { type Child, Html, html } from './html.ts';
import { addressWith, type Reader } from './reader.ts';
import { groundOf, named, sanctionState, termOf } from './sanction-words.ts';
import type { SanctionList, SanctionQuery } from './source.ts';

const lists = ['violations', 'malicious-complaints'] as const;

/** 失信名单: both lists as they stand now, by name, code or number. */
export function sanctionsPage(reader: Reader, query: SanctionQuery, found: SanctionList): Html {
  const { say } = reader;
  const title = say('失信名单', 'Sanctions');
  const tab = (id: Sanction['list'] | null, words: Words) =>
    html`<a href="${addressWith(reader, { list: id, after: null })}"${(query.list ?? null) === id ? new Html(' aria-current="page"') : ''}>${named(reader, words)}</a>`;
  const more =
    found.next !== null &&
    html`<nav class="kb-pager" aria-label="${say('分页', 'Pages')}"><a href="${addressWith(reader, { after: found.next })}">${say('下一页', 'Next page')} ${icon('right')}</a></nav>`;
  return frame(
    reader,
    title,
    html`<h1>${title}</h1>
<p>${say(
      '列入须经立案、告知、听取申辩和决定。列入期间，当事人不能投标、参加评标和中标。期满、修复或撤销后不再列出，凭编号仍可查到经过。',
      'Nobody is listed without a case, a notice, a hearing of the defence and a decision. Whoever is listed can neither bid, evaluate nor win. What has ended is not shown here; its number still finds its history.',
    )}</p>
<form role="search" method="get" action="/sanctions"><div class="pt-find"><label class="kb-sr" for="text">${say('查找', 'Search')}</label>
<input class="kb-input" id="text" name="text" type="search" maxlength="60" value="${query.text}" placeholder="${say('名称、统一社会信用代码或编号', 'Name, credit code or number')}">
${query.list && html`<input type="hidden" name="list" value="${query.list}">`}
<button class="kb-button kb-button--primary kb-button--l">${icon('search')}${say('查找', 'Search')}</button></div></form>
<nav class="kb-tabs" aria-label="${title}">${tab(null, { zh: '全部', en: 'All' })}${lists.map(id => tab(id, listWords[id]))}</nav>
${found.rows.length === 0 ? nothing(reader, query) : table(reader, found.rows)}${more}
<p class="kb-hint"><a href="/api/sanctions">${say('接口', 'API')}</a>&emsp;<a href="/api/sanctions/feed">${say('带签名和证明的共享数据', 'Feed with signatures and proofs')}</a>&emsp;<a href="/api/sanction-grounds">${say('案由和期限', 'Grounds and terms')}</a></p>`,
  );
}

const nothing = ({ say }: Reader, { text }: SanctionQuery): Html =>
  html`<div class="kb-empty">${icon('ok')}<p>${text === '' ? say('现在没有列入的单位和个人。', 'Nobody is listed now.') : say(`没有查到“${text}”的有效记录。`, `No listing in effect matches “${text}”.`)}</p></div>`;

function table(reader: Reader, rows: readonly Sanction[]): Html {
  const { say } = reader;
  const heads = [
    say('当事人', 'Who'),
    say('名单和案由', 'List and ground'),
    say('期限', 'Term'),
    say('决定机关', 'Authority'),
    say('状态', 'State'),
  ];
  return html`<table class="kb-table kb-table--cards"><thead><tr>${heads.map(h => html`<th scope="col">${h}</th>`)}</tr></thead>
<tbody>${rows.map(row => line(reader, row, heads))}</tbody></table>`;
}

function line(reader: Reader, row: Sanction, heads: readonly string[]): Child {
  const { subject } = row;
  const under = subject.kind === 'organisation' ? subject.code : subject.employer;
  return html`<tr><td><a href="/sanctions/${row.number}">${subject.name}</a><br><small class="kb-num">${under}</small></td>
<td data-l="${heads[1]}">${named(reader, listWords[row.list])}<br><small>${groundOf(reader, row)}</small></td>
<td data-l="${heads[2]}" class="kb-num">${termOf(reader, row)}</td>
<td data-l="${heads[3]}">${row.authority}<br><small>${row.origin}</small></td>
<td data-l="${heads[4]}">${sanctionState(reader, row.state)}</td></tr>`;
}
