import type { PublicProject } from '../../contracts/tender/project.ts';
import { parseYuan, percentOf } from '../kernel/money.ts';
import { articles } from '../tender/rules/articles.ts';
import { shownState } from '../tender/rules/state-words.ts';
import { amount, exactly } from './figures.ts';
import { crumb, frame, icon } from './frame.ts';
import { type Child, type Html, html } from './html.ts';
import { awardSection } from './project-award.ts';
import { documentsSection } from './project-documents.ts';
import type { ProjectFacts } from './project-facts.ts';
import { leads } from './project-lead.ts';
import { rulesSection } from './project-rules.ts';
import { timeline } from './project-timeline.ts';
import { anchor, type Reader } from './reader.ts';
import { receiptForm } from './receipt-page.ts';
import { sector, status } from './states.ts';

type Lot = PublicProject['lots'][number];

/** A project as everybody sees it: how long is left, what it is, its papers, its rules, and how far it has come. */
export function projectPage(reader: Reader, facts: ProjectFacts): Html {
  const { project } = facts;
  const { say } = reader;
  return frame(
    reader,
    project.name,
    html`${crumb(reader, sector(reader, project.industry), html`<span class="kb-num">${project.code}</span>`)}
<h1>${project.name}</h1>
${leads(reader, facts)}
<nav class="pt-toc kb-noprint" aria-label="${say('本页内容', 'On this page')}">
<a href="#key">${say('关键信息', 'Key facts')}</a><a href="#documents">${say('文件与澄清', 'Documents')}</a><a href="#rules">${say('规则与依据', 'Rules')}</a><a href="#results">${say('开标与结果', 'Opening and result')}</a><a href="#timeline">${say('进程', 'Timeline')}</a><a href="#check">${say('核验', 'Check')}</a></nav>
<div class="kb-cols pt-project"><div>
${project.lots.map((lot, i) => keyFacts(reader, project, lot, i))}
${documentsSection(reader, project)}
${project.lots.map((lot, i) => rulesSection(reader, project, lot, i))}
<section id="results"><h2>${say('开标与结果', 'Opening and result')}</h2>${project.lots.map(lot => awardSection(reader, lot, facts))}</section>
<section id="check"><h2>${say('核验', 'Check')}</h2><p>${say('手里有回执的人都可以核验，不会泄露投标内容。', 'Whoever holds a receipt can check it; nothing of the bid is shown.')}</p>${receiptForm(reader, null)}</section>
</div><aside id="timeline">${timeline(reader, facts)}${contact(reader, project)}</aside></div>`,
  );
}

function keyFacts(reader: Reader, project: PublicProject, lot: Lot, place: number): Html {
  const { say } = reader;
  const { rules } = lot;
  const secret = lot.state === 'bidding' || lot.state === 'suspended';
  const row = (term: string, meaning: Child) => html`<dt>${term}</dt><dd>${meaning}</dd>`;
  return html`<section id="${anchor('key', place)}"><h2>${say('关键信息', 'Key facts')}${project.lots.length > 1 && html` <small>${lot.title}</small>`}</h2>
<dl class="kb-list kb-list--lines">
${row(say('标段', 'Lot'), html`${lot.title} ${status(reader, shownState(lot.state, project.stopped !== null))}`)}
${row(say('招标人', 'Tenderer'), project.tenderer)}
${row(say('代理机构', 'Agency'), project.agency ?? say('无，招标人自行招标', 'None'))}
${row(say('最高投标限价', 'Ceiling'), html`<b>${amount(reader, rules.ceiling)}</b>${reader.language === 'zh' && html` <small>${exactly(reader, rules.ceiling)}</small>`}`)}
${row(say('交易方式', 'Method'), say('公开招标，资格后审，综合评估法', 'Open tender, post-qualification, comprehensive evaluation'))}
${row(say('资金来源', 'Funding'), `${project.fundSource}${rules.stateFunded ? say('（国有资金）', ' (state funds)') : ''}`)}
${project.approval !== '' ? row(say('批准文件', 'Approval'), project.approval) : ''}
${row(say('投标保证金', 'Bid bond'), bond(reader, lot))}
${row(say('投标有效期', 'Bids bind for'), say(`自截止之日起 ${rules.validityDays} 日`, `${rules.validityDays} days from the deadline`))}
${secret ? row(say('投标人名单和数量', 'Bidders'), html`<span class="kb-status kb-status--sealed kb-status--plain">${icon('lock')}${say('开标前依法保密', 'Secret by law until the opening')}</span> <span class="pt-law">${say('电子招标投标办法第二十一条', 'Electronic Bidding, art. 21')}</span>`) : ''}
</dl>${project.summary && html`<p class="pt-summary">${project.summary}</p>`}</section>`;
}

function bond(reader: Reader, { rules }: Lot): Child {
  const { say } = reader;
  if (parseYuan(rules.bond) === 0n) return say('不收', 'None');
  const share = percentOf(parseYuan(rules.bond), parseYuan(rules.estimate));
  const { name, nameEn } = articles.B26;
  return html`${amount(reader, rules.bond)}${say(`，估算价的 ${share}`, `, ${share} of the estimate`)} <span class="pt-law">${say(`${name}：不超过 2%`, `${nameEn}: at most 2 %`)}</span>`;
}

const contact = ({ say }: Reader, { contact: c, tenderer }: PublicProject): Html =>
  html`<div class="pt-side"><h2>${say('联系', 'Contact')}</h2><p>${tenderer}<br>${c.name} <span class="kb-num">${c.phone}</span></p></div>`;
