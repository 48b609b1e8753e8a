import { z } from 'zod';
import { type CreditLine, type CreditRecord, readCredit } from '../../contracts/credit.ts';
import type { Words } from '../../contracts/words.ts';
import { rulesAt } from '../credit/rules/rule-set.ts';
import { lineCauseWords, signed } from '../credit/rules/words.ts';
import { beijingDay, beijingSecond } from '../kernel/beijing.ts';
import { addDays, instantOf } from '../kernel/calendar.ts';
import { bandOf } from './credits-page.ts';
import { hash } from './figures.ts';
import { alert, crumb, frame, icon } from './frame.ts';
import { type Child, type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

/** One record: the sum as a sum, each line with its source, when it ends, and by which article it counts. */
export function creditPage(reader: Reader, found: CreditRecord): Html {
  const { say } = reader;
  const past = reader.query.has('at');
  return frame(
    reader,
    found.name,
    html`${crumb(reader, html`<a href="/credits">${say('信用记录', 'Credit records')}</a>`, found.code)}
<h1>${found.name} ${bandOf(reader, found.band, new Date(found.at))}</h1>
${past && alert('idle', 'clock', say(`这是 ${beijingSecond(found.at)} 的记录`, `This is the record as of ${beijingSecond(found.at)}`), html`<a href="/credits/${found.code}">${say('看现在的记录', 'See it as of now')}</a>`)}
<p>${say(`${found.score} 分，起始分 ${found.base}。`, `${found.score} points; the base is ${found.base}.`)} ${say('由下面的事实相加而成，不是评价。', 'It adds up the facts below and is no opinion.')}</p>
${sumTable(reader, found)}
${consequences(reader, found)}
<section><h2>${say('怎么算的', 'How it is computed')}</h2>
<p>${say(`按《${rulesOf(found).standard.zh}》（${found.rules}）：`, `By the ${rulesOf(found).standard.en} (${found.rules}): `)}${say('起始分加上面每行“计”一栏，没有别的。', 'the base plus the column “counted” of each line above, nothing else.')} <a href="/credits/rules#v${found.rules}">${say('全部规则', 'All rules')}</a></p>
<p>${say('办法的摘要', 'SHA-256 of the rules')} ${hash(found.rulesSha256)}</p>
<form method="get" class="pt-at kb-noprint"><label for="at">${say('查看某一天的记录', 'As of the end of a day')}</label> <input class="kb-input" id="at" name="at" type="date" max="${beijingDay(reader.now)}" value="${beijingDay(found.at)}"> <button class="kb-button">${say('查看', 'Show')}</button></form>
<p class="kb-noprint"><a href="/credits/${found.code}.csv${past ? `?at=${found.at}` : ''}">${say('下载表格（CSV）', 'Download as CSV')}</a>&emsp;<a href="/app/organisations/${found.code}">${say('单位主页', 'The organisation')}</a>&emsp;<a href="/api/credits/${found.code}/record.pdf${past ? `?at=${found.at}` : ''}">${say('盖章的记录（PDF）', 'Sealed record (PDF)')}</a>&emsp;<a href="/api/credits/${found.code}${past ? `?at=${found.at}` : ''}">${say('接口（JSON）', 'API (JSON)')}</a></p>
<p class="kb-hint">${say('本单位有异议的，登录后在“我的信用”提出；五个工作日内决定。已过有效期、已修复或已更正的事实不再公示。', 'The organisation objects on its page “My credit”; the decision follows within five working days. What is over, repaired or corrected is shown no more.')}</p></section>`,
  );
}

/** A day in the address is its end in China; the end of today is now. */
export function atOf({ query, now }: Reader): string | undefined {
  const at = query.get('at');
  if (!at) return undefined;
  const { success, data: day } = z.iso.date().safeParse(at);
  if (!success) return readCredit.query.parse({ at }).at;
  const end = new Date(instantOf(addDays(day, 1)).getTime() - 1);
  return (end < now ? end : now).toISOString();
}

const rulesOf = ({ at }: CreditRecord) => rulesAt(new Date(at));

function sumTable(reader: Reader, { base, score, lines, at }: CreditRecord): Html {
  const { say } = reader;
  const heads = [
    say('事实和来源', 'Fact and source'),
    say('依据', 'Basis'),
    say('日期', 'Date'),
    say('有效至', 'Until'),
    say('分值', 'Points'),
    say('计', 'Counted'),
  ];
  const total = (name: string, value: number) =>
    html`<tr><th scope="row" colspan="5">${name}</th><td class="kb-num kb-right" data-l="${heads[5]}"><b>${value}</b></td></tr>`;
  return html`<section><h2>${say('分数构成', 'The sum')}</h2><table class="kb-table kb-table--cards pt-sum"><thead><tr>${heads.map((h, i) => html`<th scope="col"${i > 3 ? html` class="kb-right"` : ''}>${h}</th>`)}</tr></thead>
<tbody>${total(say('起始分', 'Base'), base)}${lines.map(line => row(reader, line, heads, at))}${total(say('合计', 'Sum'), score)}</tbody></table>
${lines.length === 0 && html`<p>${say('没有计入的事实。没有在本市参加过交易的单位也是这个起始分。', 'No fact counts. Who has never traded here has the same base.')}</p>`}</section>`;
}

function row(reader: Reader, line: CreditLine, heads: readonly string[], at: string): Child {
  const { say } = reader;
  const words = ({ zh, en }: Words) => say(zh, en);
  const { fact, article, points, counted, expires, cause, disputed } = line;
  const kind = rulesAt(new Date(at)).kinds.find(k => k.kind === fact?.kind)?.title;
  const name = fact
    ? html`${kind && html`${words(kind)}<br>`}<small>${words(fact.source.title)}</small>`
    : say('已不再公示的事实', 'A fact that is no longer public');
  return html`<tr><td>${name}${fact && source(reader, fact.source)}${cause && html`<br><span class="kb-status kb-status--idle">${icon('info')}${words(lineCauseWords[cause])}</span>`}${disputed && html` <span class="kb-status kb-status--warn">${icon('warn')}${say('异议办理中', 'Objection under way')}</span>`}</td>
<td data-l="${heads[1]}" class="pt-law">${fact ? words(article) : ''}</td>
<td data-l="${heads[2]}" class="kb-num">${fact ? beijingDay(fact.on) : ''}</td>
<td data-l="${heads[3]}" class="kb-num">${fact ? beijingDay(expires) : ''}</td>
<td data-l="${heads[4]}" class="kb-num kb-right">${fact ? signed(points) : ''}</td>
<td data-l="${heads[5]}" class="kb-num kb-right">${signed(counted)}</td></tr>`;
}

function source(
  { say }: Reader,
  { reference, href, event }: NonNullable<CreditLine['fact']>['source'],
) {
  const number = href ? html`<a href="${href}">${reference}</a>` : reference;
  return html`<br><small class="kb-num">${number}${event && html`&emsp;<a href="/log?entry=${event}">${say('日志', 'Log entry')}</a>`}</small>`;
}

function consequences({ say }: Reader, found: CreditRecord): Html {
  const band = rulesOf(found).bands.find(b => b.band === found.band);
  const list = band?.consequences ?? [];
  return html`<section><h2>${say('等级的结果', 'What follows from the band')}</h2>${
    list.length === 0
      ? html`<p>${say('没有激励，也没有惩戒。', 'Neither incentive nor punishment.')}</p>`
      : html`<ul>${list.map(({ of, text, article }) => html`<li><b>${of === 'incentive' ? say('激励', 'Incentive') : say('惩戒', 'Punishment')}</b>&emsp;${say(text.zh, text.en)} <small class="pt-law">${say(article.zh, article.en)}</small></li>`)}</ul>`
  }</section>`;
}
