import type { AwardView } from '../../contracts/award.ts';
import type { LotState, PublicProject } from '../../contracts/tender/project.ts';
import { consequences } from '../award/rules/voiding.ts';
import { beijingSecond } from '../kernel/beijing.ts';
import { exactly } from './figures.ts';
import { alert, icon } from './frame.ts';
import { type Child, type Html, html } from './html.ts';
import type { ProjectFacts, Recorded } from './project-facts.ts';
import type { Reader } from './reader.ts';

type Lot = PublicProject['lots'][number];

/** From when on there is an opening record to read. */
const recorded: ReadonlySet<LotState> = new Set([
  'opened',
  'evaluating',
  'evaluated',
  'candidates',
  'awarded',
  'contracted',
]);

/** What is public of a lot after its deadline: the opening record, the candidates, the result. */
export function awardSection(reader: Reader, lot: Lot, { awards, contracts }: ProjectFacts): Html {
  const { say } = reader;
  const award = awards.get(lot.id);
  const contract = contracts.get(lot.id);
  const parts = [
    recorded.has(lot.state) &&
      paper(`/api/lots/${lot.id}/opening/record.pdf`, say('开标记录表', 'Opening record')),
    award &&
      award.state !== 'none' &&
      paper(`/api/lots/${lot.id}/candidates.pdf`, say('中标候选人公示', 'Candidates notice')),
    award?.state === 'awarded' &&
      paper(`/api/lots/${lot.id}/award.pdf`, say('中标通知书', 'Award notice')),
    award?.state === 'awarded' &&
      paper(`/api/lots/${lot.id}/result.pdf`, say('中标结果公告', 'Result')),
  ].filter(Boolean);
  const nothing =
    parts.length === 0 &&
    html`<p>${say('开标以后在这里公布。', 'Published here after the opening.')}</p>`;
  return html`<h3>${lot.title}</h3>${nothing}${parts.length > 0 && html`<p class="kb-row">${parts}</p>`}${contract && contracted(reader, contract)}${award && candidates(reader, award)}`;
}

/** What the public reads of a contract: who, when and for how much; its text stays with its parties (A46). */
function contracted(reader: Reader, contract: Recorded): Html {
  const { say } = reader;
  const late = contract.late && say('，超过通知书后 30 日', ', later than 30 days after the award');
  const days = say(
    `工期 ${contract.periodDays} 天，项目经理 ${contract.manager}`,
    `${contract.periodDays} days, manager ${contract.manager}`,
  );
  return alert(
    'ok',
    'ok',
    `${say('合同已签订', 'Contract signed')} ${contract.signedOn}${late || ''}`,
    html`${say('合同金额', 'Amount')} ${exactly(reader, contract.amount)}${say('，', ', ')}${days}`,
  );
}

const paper = (href: string, name: string): Html =>
  html`<a class="kb-button" href="${href}">${icon('file')}${name}<small>PDF</small></a>`;

function candidates(reader: Reader, award: AwardView): Child {
  const { say } = reader;
  if (award.state === 'none') return false;
  const [price, days, manager, total] = [
    say('投标总价', 'Price'),
    say('工期（天）', 'Days'),
    say('项目经理', 'Manager'),
    say('总分', 'Score'),
  ];
  return html`${winner(reader, award)}${award.voidings.map(v => voided(reader, v))}${clock(reader, award)}
<table class="kb-table kb-table--cards"><thead><tr><th scope="col">${say('名次', 'Rank')}</th><th scope="col">${say('中标候选人', 'Candidate')}</th><th scope="col" class="kb-right">${price}</th><th scope="col" class="kb-right">${days}</th><th scope="col">${manager}</th><th scope="col" class="kb-right">${total}</th></tr></thead>
<tbody>${award.candidates.map(
    c =>
      html`<tr><td class="kb-num">${c.rank}</td><td>${c.bidder}${c.out !== null && html`<br><small>${say('已退出：', 'Out: ')}${c.out}</small>`}</td><td data-l="${price}" class="kb-right">${exactly(reader, c.amount)}</td><td data-l="${days}" class="kb-num kb-right">${c.periodDays}</td><td data-l="${manager}">${c.manager}</td><td data-l="${total}" class="kb-num kb-right">${c.total}</td></tr>`,
  )}</tbody></table>${objections(reader, award)}`;
}

function winner(reader: Reader, award: AwardView): Child {
  const { say } = reader;
  if (!award.winner || !award.awardedAt) return false;
  return alert(
    'ok',
    'ok',
    say(`中标人：${award.winner.bidder}`, `Awarded to ${award.winner.bidder}`),
    html`${say('中标价', 'Price')} ${exactly(reader, award.winner.amount)}${say('，', ', ')}${beijingSecond(award.awardedAt)}${award.afterValidity && say('；定标时投标有效期已过（实施条例第二十五条）', '; awarded after the bids had ceased to bind (Implementing Regulations, art. 25)')}`,
  );
}

/** A decision that an award is void is public: whose award, why, by whom, and what follows. */
function voided({ say, language }: Reader, v: AwardView['voidings'][number]): Html {
  const contract = v.contract && say('合同随之无效；', 'the contract falls with it; ');
  return alert(
    'warn',
    'x',
    say(`中标无效：${v.bidder}`, `Award void: ${v.bidder}`),
    html`${v.title[language]} <span class="pt-law">${v.article[language]}</span>${say('。', '. ')}${v.reason}`,
    html`${beijingSecond(v.at)} ${v.authority}${say('；', '; ')}${contract}${consequences[v.consequence][language]}`,
  );
}

/** The window runs, stands still while an objection waits, or is over (B54). */
function clock({ say, now }: Reader, award: AwardView): Child {
  if (award.state !== 'candidates' || !award.windowEndsAt || award.voidings.length > 0)
    return false;
  if (award.stopped)
    return alert(
      'warn',
      'pause',
      say('收到异议，已暂停', 'Stopped by an objection'),
      say(
        '招标人 3 日内答复；答复前不定标（实施条例第五十四条）。',
        'The tenderer answers within 3 days; no award before that (Implementing Regulations, art. 54).',
      ),
    );
  const end = beijingSecond(award.windowEndsAt);
  if (now >= new Date(award.windowEndsAt))
    return html`<p>${say(`公示已于 ${end} 结束。`, `The objection window ended at ${end}.`)}</p>`;
  return html`<p>${say(`公示至 ${end} 之前。对评标结果有异议的，请登录提出。`, `Open to objections before ${end}; sign in to object.`)}</p>`;
}

/** That there was an objection, and when it was answered, is public; what it says is not. */
function objections({ say }: Reader, award: AwardView): Child {
  if (award.objections.length === 0) return false;
  return html`<h4>${say('异议', 'Objections')}</h4><ol class="pt-answers">${award.objections.map(
    o =>
      html`<li><p class="kb-num">${beijingSecond(o.at)} ${say('收到', 'received')}</p><p>${
        o.answeredAt
          ? html`<span class="kb-num">${beijingSecond(o.answeredAt)}</span> ${say('已答复异议人', 'answered to the objector')}`
          : html`${say('等待招标人答复，不迟于', 'Awaiting the answer, due')} <span class="kb-num">${beijingSecond(o.answerBy)}</span>`
      }</p></li>`,
  )}</ol>`;
}
