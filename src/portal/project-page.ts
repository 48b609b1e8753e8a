import type { LotState, PublicProject } from '../../contracts/tender/project.ts';
import { beijingMinute, beijingSecond } from '../kernel/beijing.ts';
import { parseYuan, percentOf } from '../kernel/money.ts';
import { articles } from '../tender/rules/articles.ts';
import { amount, exactly, timeLeft } from './figures.ts';
import { alert, crumb, frame, icon } from './frame.ts';
import { type Child, type Html, html } from './html.ts';
import { awardSection } from './project-award.ts';
import { documentsSection } from './project-documents.ts';
import type { ProjectFacts } from './project-facts.ts';
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
${lead(reader, project)}
<nav class="pt-toc kb-noprint" aria-label="${say('本页内容', 'On this page')}">
<a href="#key">${say('关键信息', 'Key facts')}</a><a href="#documents">${say('文件与澄清', 'Documents')}</a><a href="#rules">${say('规则与依据', 'Rules')}</a><a href="#results">${say('开标与结果', 'Opening and result')}</a><a href="#timeline">${say('进程', 'Timeline')}</a><a href="#check">${say('核验', 'Check')}</a></nav>
<div class="kb-cols pt-project"><div>
${project.lots.map((lot, i) => keyFacts(reader, project, lot, i))}
${documentsSection(reader, project)}
${project.lots.map((lot, i) => rulesSection(reader, project, lot, i))}
<section id="results"><h2>${say('开标与结果', 'Opening and result')}</h2>${project.lots.map(lot => awardSection(reader, lot, facts.awards.get(lot.id)))}</section>
<section id="check"><h2>${say('核验', 'Check')}</h2><p>${say('手里有回执的人都可以核验，不会泄露投标内容。', 'Whoever holds a receipt can check it; nothing of the bid is shown.')}</p>${receiptForm(reader, null)}</section>
</div><aside id="timeline">${timeline(reader, facts)}${contact(reader, project)}</aside></div>`,
  );
}

/** The stage of a project is that of the lot that has the longest way to go. */
function stageOf({ lots, state }: PublicProject): LotState {
  if (state === 'suspended' || state === 'terminated') return state;
  const order: LotState[] = [
    'bidding',
    'closed',
    'opening',
    'opened',
    'evaluating',
    'evaluated',
    'candidates',
    'awarded',
    'failed',
  ];
  return order.find(s => lots.some(lot => lot.state === s)) ?? 'awarded';
}

function lead(reader: Reader, project: PublicProject): Html {
  const { say } = reader;
  const stage = stageOf(project);
  const { deadline } = project.schedule;
  const act =
    stage === 'bidding' &&
    html`<div class="pt-acts kb-noprint"><a class="kb-button kb-button--primary kb-button--l" href="/app/bidder/projects/${project.id}">${say('登录并投标', 'Sign in and bid')}</a><a class="kb-button" href="#documents">${icon('file')}${say('招标文件', 'Documents')}</a></div>`;
  return html`<div class="pt-lead"><div><p>${status(reader, stage)}</p>
<p class="pt-deadline">${say('投标截止', 'Bids due')} <span class="kb-num">${beijingSecond(deadline)}</span></p>
${leadHint(reader, stage, deadline)}</div>${act}</div>${notice(reader, stage)}`;
}

function leadHint(reader: Reader, stage: LotState, deadline: string): Child {
  const { say, now } = reader;
  const left = timeLeft(reader, deadline);
  if (stage !== 'bidding' || left === null) return false;
  const seen = beijingMinute(now).slice(11);
  return html`<p class="kb-hint">${say(
    `北京时间（UTC+8）。页面打开于 ${seen}，离截止还有 ${left}。截止时尚未传输完成的，视为撤回投标文件（《电子招标投标办法》第二十七条）。`,
    `Beijing time (UTC+8). Page opened at ${seen}; ${left} left. What is not fully transmitted at the deadline counts as withdrawn (Electronic Bidding Measures, art. 27).`,
  )}</p>`;
}

function notice(reader: Reader, stage: LotState): Child {
  const { say } = reader;
  if (stage === 'suspended')
    return alert(
      'warn',
      'pause',
      say('本项目已暂停', 'This project is suspended'),
      say(
        '原因见“文件与澄清”。恢复时另行公告，截止时间以公告为准。您可以继续准备。',
        'The reason is under “Documents”. A notice will say when it goes on. You may go on preparing.',
      ),
    );
  if (stage === 'failed')
    return alert(
      'idle',
      'info',
      say('未开标，将重新招标', 'Not opened; to be tendered anew'),
      say(
        '截止时投标人少于 3 个（实施条例第四十四条）。已交的投标文件未解密；保证金 5 日内退还。',
        'Fewer than 3 bidders at the deadline (Implementing Regulations, art. 44). No bid was opened; bonds are returned within 5 days.',
      ),
    );
  return false;
}

function keyFacts(reader: Reader, project: PublicProject, lot: Lot, place: number): Html {
  const { say } = reader;
  const { rules } = lot;
  const secret = lot.state === 'bidding' || lot.state === 'suspended';
  const row = (term: string, meaning: Child) => html`<dt>${term}</dt><dd>${meaning}</dd>`;
  return html`<section id="${anchor('key', place)}"><h2>${say('关键信息', 'Key facts')}${project.lots.length > 1 && html` <small>${lot.title}</small>`}</h2>
<dl class="kb-list kb-list--lines">
${row(say('标段', 'Lot'), html`${lot.title} ${status(reader, lot.state)}`)}
${row(say('招标人', 'Tenderer'), project.tenderer)}
${row(say('代理机构', 'Agency'), project.agency ?? say('无，招标人自行招标', 'None'))}
${row(say('最高投标限价', 'Ceiling'), html`<b>${amount(reader, rules.ceiling)}</b>${reader.language === 'zh' && html` <small>${exactly(reader, rules.ceiling)}</small>`}`)}
${row(say('交易方式', 'Method'), say('公开招标，资格后审，综合评估法', 'Open tender, post-qualification, comprehensive evaluation'))}
${row(say('资金来源', 'Funding'), `${project.fundSource}${rules.stateFunded ? say('（国有资金）', ' (state funds)') : ''}`)}
${row(say('批准文件', 'Approval'), project.approval)}
${row(say('投标保证金', 'Bid bond'), bond(reader, lot))}
${secret ? row(say('投标人名单和数量', 'Bidders'), html`<span class="kb-status kb-status--sealed kb-status--plain">${icon('lock')}${say('开标前依法保密', 'Secret by law until the opening')}</span> <span class="pt-law">${say('电子招标投标办法第二十一条', 'Electronic Bidding, art. 21')}</span>`) : ''}
</dl>${project.summary && html`<p class="pt-summary">${project.summary}</p>`}</section>`;
}

function bond(reader: Reader, { rules }: Lot): Child {
  const { say } = reader;
  if (parseYuan(rules.bond) === 0n) return say('不收', 'None');
  const share = percentOf(parseYuan(rules.bond), parseYuan(rules.ceiling));
  const { name, nameEn } = articles.B26;
  return html`${amount(reader, rules.bond)}${say(`，限价的 ${share}`, `, ${share} of the ceiling`)} <span class="pt-law">${say(`${name}：不超过 2%`, `${nameEn}: at most 2 %`)}</span>`;
}

const contact = ({ say }: Reader, { contact: c, tenderer }: PublicProject): Html =>
  html`<div class="pt-side"><h2>${say('联系', 'Contact')}</h2><p>${tenderer}<br>${c.name} <span class="kb-num">${c.phone}</span></p></div>`;
