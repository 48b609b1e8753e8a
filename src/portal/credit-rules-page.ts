import type { CreditRules } from '../../contracts/credit.ts';
import type { Words } from '../../contracts/words.ts';
import { signed } from '../credit/rules/words.ts';
import { beijingDay } from '../kernel/beijing.ts';
import { hash } from './figures.ts';
import { crumb, frame } from './frame.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';
import type { CreditRuleList } from './source.ts';

type Version = CreditRuleList['rows'][number];

/** Every version of the rules: what counts, how much, how long, by which article, and what follows. */
export function creditRulesPage(reader: Reader, { rows }: CreditRuleList): Html {
  const { say } = reader;
  const title = say('信用记录怎么算', 'How credit is computed');
  return frame(
    reader,
    title,
    html`${crumb(reader, html`<a href="/credits">${say('信用记录', 'Credit records')}</a>`, title)}
<h1>${title}</h1>
<ol class="pt-steps">
<li>${say('从起始分开始。', 'It starts from the base.')}</li>
<li>${say('加上每件有效事实的分值：已公布、没有过期、没有暂停、修复、撤销或更正。', 'Add the points of each fact that counts: published, in its term, neither suspended, repaired, revoked nor corrected.')}</li>
<li>${say('同一行为有几件事实的，只计最重的一件。', 'Of several facts of one act only the weightiest counts.')}</li>
<li>${say('加分合计不超过上限。', 'Praise together is capped.')}</li>
<li>${say('按某一天查询的，用那一天已公布的事实和那一天施行的办法。', 'For a day in the past: by what was published and which rules were in force then.')}</li>
</ol>
<p>${say('线索、举报和没有决定的案件都不是事实，不计分。', 'A clue, a report or an undecided case is no fact and never counts.')}</p>
${rows.map(version => section(reader, version))}`,
  );
}

function section({ say }: Reader, rules: Version): Html {
  const words = ({ zh, en }: Words) => say(zh, en);
  const heads = [
    say('事实', 'Fact'),
    say('分值', 'Points'),
    say('有效期（月）', 'Term (months)'),
    say('依据', 'Basis'),
  ];
  return html`<section id="v${rules.version}"><h2>${words(rules.standard)} <small class="kb-num">${rules.version}</small></h2>
<p>${say(`自 ${beijingDay(rules.from)} 起施行。`, `In force since ${beijingDay(rules.from)}.`)}${words(rules.changes)} ${say(`起始分 ${rules.base}，加分上限 ${rules.praiseCap}。`, `Base ${rules.base}, praise capped at ${rules.praiseCap}.`)}</p>
<table class="kb-table kb-table--cards"><thead><tr>${heads.map((h, i) => html`<th scope="col"${i === 1 || i === 2 ? html` class="kb-right"` : ''}>${h}</th>`)}</tr></thead>
<tbody>${rules.kinds.map(
    kind =>
      html`<tr><td>${words(kind.title)}</td><td class="kb-num kb-right" data-l="${heads[1]}">${signed(kind.points)}</td><td class="kb-num kb-right" data-l="${heads[2]}">${kind.months}</td><td class="pt-law" data-l="${heads[3]}">${words(kind.article)}</td></tr>`,
  )}</tbody></table>
<h3>${say('等级和结果', 'Bands and what follows')}</h3>
<ul>${rules.bands.map(band => html`<li><b>${band.band} ${words(band.title)}</b>${say('（', ' (')}${reach(say, band)}${say('）', ')')}${band.consequences.length > 0 && html`<ul>${band.consequences.map(({ text, article }) => html`<li>${words(text)} <small class="pt-law">${words(article)}</small></li>`)}</ul>`}</li>`)}</ul>
<h3>${say('上位依据', 'What it rests on')}</h3><ul>${rules.bases.map(basis => html`<li class="pt-law">${words(basis)}</li>`)}</ul>
<p class="kb-hint">${say('办法的摘要', 'SHA-256 of the rules')} ${hash(rules.sha256)}</p></section>`;
}

const reach = (say: Reader['say'], { least }: CreditRules['bands'][number]): string =>
  least === null ? say('其余', 'the rest') : say(`${least} 分以上`, `${least} and more`);
