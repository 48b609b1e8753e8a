import type { CreditBand } from '../../contracts/credit.ts';
import { rulesAt } from '../credit/rules/rule-set.ts';
import { bandTones } from '../credit/rules/words.ts';
import { frame, icon } from './frame.ts';
import { type Html, html } from './html.ts';
import { addressWith, type Reader } from './reader.ts';
import type { CreditList, CreditQuery } from './source.ts';

/** 信用记录: bidders with their sums, by name or code. */
export function creditsPage(reader: Reader, { text }: CreditQuery, found: CreditList): Html {
  const { say } = reader;
  const title = say('信用记录', 'Credit records');
  const heads = [say('单位', 'Organisation'), say('等级', 'Band'), say('分数', 'Score')];
  const more =
    found.next !== null &&
    html`<nav class="kb-pager" aria-label="${say('分页', 'Pages')}"><a href="${addressWith(reader, { after: found.next })}">${say('下一页', 'Next page')} ${icon('right')}</a></nav>`;
  return frame(
    reader,
    title,
    html`<h1>${title}</h1>
<p>${say(
      '分数是已公布的事实按已公布的办法相加，每一分都有来源，任何人可以重算。线索和没有决定的案件不计分。分数不能代替评标，也不能限制投标。',
      'A score adds up published facts by published rules; each point has its source, and anyone can recompute it. Clues and undecided cases never count. A score replaces no evaluation and bars nobody.',
    )} <a href="/credits/rules">${say('怎么算的', 'How it is computed')}</a></p>
<form role="search" method="get" action="/credits"><div class="pt-find"><label class="kb-sr" for="text">${say('查找', 'Search')}</label>
<input class="kb-input" id="text" name="text" type="search" maxlength="60" value="${text}" placeholder="${say('名称或统一社会信用代码', 'Name or credit code')}">
<button class="kb-button kb-button--primary kb-button--l">${icon('search')}${say('查找', 'Search')}</button></div></form>
${
  found.rows.length === 0
    ? html`<div class="kb-empty">${icon('search')}<p>${say(`登记的投标人中没有“${text}”。`, `No registered bidder matches “${text}”.`)}</p></div>`
    : html`<table class="kb-table kb-table--cards"><thead><tr>${heads.map((h, i) => html`<th scope="col"${i === 2 ? right : ''}>${h}</th>`)}</tr></thead>
<tbody>${found.rows.map(
        row =>
          html`<tr><td><a href="/credits/${row.code}">${row.name}</a><br><small class="kb-num">${row.code}</small></td>
<td data-l="${heads[1]}">${bandOf(reader, row.band, reader.now)}</td>
<td data-l="${heads[2]}" class="kb-num kb-right">${row.score}</td></tr>`,
      )}</tbody></table>`
}${more}
<p class="kb-hint"><a href="/api/credits">${say('接口', 'API')}</a>&emsp;<a href="/api/credits/rules">${say('办法（数据）', 'Rules as data')}</a></p>`,
  );
}

const right = html` class="kb-right"`;

const signs = { A: 'ok', B: 'dotf', C: 'warn', D: 'bad' } as const;

/** "A 守信": letter, title, colour and icon together, by the rules of that time. */
export function bandOf({ say }: Reader, band: CreditBand, at: Date): Html {
  const title = rulesAt(at).bands.find(b => b.band === band)?.title;
  return html`<span class="kb-status kb-status--${bandTones[band]}">${icon(signs[band])}${band} ${title && say(title.zh, title.en)}</span>`;
}
