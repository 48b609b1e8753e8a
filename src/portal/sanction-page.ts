import type { CaseAct } from '../../contracts/sanction-case.ts';
import type { SanctionDetail } from '../../contracts/sanctions.ts';
import { entryWords, listWords } from '../blacklist/rules/case-words.ts';
import { beijingSecond } from '../kernel/beijing.ts';
import { articleWords } from '../kernel/law.ts';
import { hash } from './figures.ts';
import { alert, crumb, frame } from './frame.ts';
import { type Child, type Html, html } from './html.ts';
import type { Reader } from './reader.ts';
import { groundOf, named, sanctionState, termOf } from './sanction-words.ts';

type Decision = Extract<CaseAct, { act: 'decide' }> & {
  readonly articles?: readonly string[];
  readonly representative?: string | null;
  readonly remedies?: { readonly zh: string };
};

/** One listing: the decision as signed, what became of it, and how to check both without this site. */
export function sanctionPage(reader: Reader, found: SanctionDetail): Html {
  const { say } = reader;
  const { subject, number } = found;
  const decision = JSON.parse(found.decision.text) as Decision;
  return frame(
    reader,
    subject.name,
    html`${crumb(reader, html`<a href="/sanctions">${say('失信名单', 'Sanctions')}</a>`, number)}
<h1>${subject.name} ${sanctionState(reader, found.state)}</h1>
${found.imported && alert('idle', 'info', say(`由${found.origin}列入，本市共享`, `Listed by ${found.origin}, shared here`), say(`异议请向${found.authority}提出；对方移出后，这里随即移出。`, `Object to ${found.authority}; what ends there ends here.`))}
<section><h2>${say('决定', 'Decision')}</h2>
<table class="kb-table"><tbody>
${row(say('当事人', 'Who'), html`${subject.name}<br><span class="kb-num">${subject.kind === 'organisation' ? subject.code : subject.employer}</span>`)}
${row(say('名单', 'List'), named(reader, listWords[found.list]))}
${row(say('案由', 'Ground'), groundOf(reader, found))}
${row(say('依据', 'Articles'), decision.articles?.map(a => articleWords(a)[reader.language]).join(say('；', '; ')))}
${row(say('期限', 'Term'), html`<span class="kb-num">${termOf(reader, found)}</span>`)}
${row(say('罚款', 'Fine'), decision.fine ? `${decision.fine.amount} ${say('元', 'yuan')}` : say('无', 'None'))}
${row(say('及于法定代表人', 'Extends to'), decision.representative ?? say('否', 'Nobody else'))}
${row(say('决定机关', 'Authority'), html`${found.authority}<br><small>${found.origin}</small>`)}
</tbody></table></section>
<section><h2>${say('查明的事实', 'Facts')}</h2><p>${decision.facts}</p>
<h2>${say('陈述、申辩和听证', 'Defence')}</h2><p>${decision.defence}</p>
<h2>${say('救济途径', 'Remedies')}</h2><p>${decision.remedies?.zh}</p>
${!found.imported && html`<p><a href="/api/sanctions/${number}/decision.pdf">${say('下载决定书（PDF，带签章）', 'Decision as signed PDF')}</a></p>`}</section>
<section><h2>${say('经过', 'History')}</h2><ol>${found.history.map(h => html`<li><span class="kb-num">${beijingSecond(h.at)}</span>&emsp;${named(reader, entryWords[h.kind])}${h.leafIndex !== null && html`&emsp;<a href="/log?entry=${h.event}">${say(`日志第 ${h.leafIndex} 条`, `Log entry ${h.leafIndex}`)}</a>`}</li>`)}</ol></section>
<section><h2>${say('核验', 'Check')}</h2>${proof(reader, found)}</section>`,
  );
}

const row = (name: string, value: Child): Html =>
  html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`;

function proof({ say }: Reader, { decision, proof: found, number }: SanctionDetail): Html {
  return html`<p>${say('决定书正文由决定人用本人证书签名（CAdES），公布时写入公开日志。正文摘要：', 'The decision’s text is signed by who decided (CAdES) and its publication is in the public log. Hash of the text:')}</p>${hash(decision.sha256)}
<p><a href="/api/sanctions/${number}">${say('正文、签名、日志文本和包含证明（JSON）', 'Text, signature, log text and inclusion proof (JSON)')}</a></p>
${found ? html`<details><summary>${say('包含证明（C2SP tlog-proof）', 'Inclusion proof (C2SP tlog-proof)')}</summary><pre class="pt-note">${found.tlog}</pre></details>` : html`<p>${say('已写入，检查点约一秒后签发。', 'Written, awaiting a checkpoint.')}</p>`}`;
}
