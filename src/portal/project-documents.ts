import type { PublicProject } from '../../contracts/tender/project.ts';
import { bytesText } from '../platform/pdf/parts.ts';
import { hash, shortTime } from './figures.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

/** Documents for all, without registration (C20); answers and amendments, without the askers (C21). */
export function documentsSection(reader: Reader, project: PublicProject): Html {
  const { say } = reader;
  return html`<section id="documents"><h2>${say('文件与澄清', 'Documents and clarifications')}</h2>
${documents(reader, project)}
<p class="kb-hint">${say('下载无须登记姓名和单位（电子招标投标办法第二十条）。', 'No registration to download (Electronic Bidding, art. 20).')}</p>
${clarifications(reader, project)}</section>`;
}

function documents(reader: Reader, { documents: list }: PublicProject): Html {
  const { say } = reader;
  const [published, size] = [say('发布', 'Published'), say('大小', 'Size')];
  return html`<table class="kb-table kb-table--cards"><thead><tr><th scope="col">${say('文件和摘要 SHA-256', 'File and its SHA-256')}</th><th scope="col">${published}</th><th scope="col" class="kb-right">${size}</th></tr></thead><tbody>${list.map(
    d =>
      html`<tr><td><a href="/api/documents/${d.id}">${d.name}</a><br>${hash(d.sha256)}</td><td data-l="${published}" class="kb-num">${shortTime(reader, d.addedAt)}</td><td data-l="${size}" class="kb-num kb-right">${bytesText(d.bytes)}</td></tr>`,
  )}</tbody></table>`;
}

function clarifications(reader: Reader, { clarifications: list }: PublicProject): Html {
  const { say } = reader;
  if (list.length === 0)
    return html`<p>${say('还没有澄清和修改。', 'No clarification or amendment yet.')}</p>`;
  return html`<ol class="pt-answers">${list.map(
    c =>
      html`<li><p class="kb-num"><b>${c.kind === 'question' ? say('答疑', 'Question') : say('公告', 'Notice')}</b> ${shortTime(reader, c.at)}</p>
${c.question && html`<p>${say('问：', 'Q: ')}${c.question}</p>`}<p>${c.kind === 'question' && say('答：', 'A: ')}${c.answer}</p>
${c.rulesVersion !== null && html`<p class="kb-hint">${say(`规则改为第 ${c.rulesVersion} 版；按旧规则封装的投标文件须重新封装。`, `Rules are now version ${c.rulesVersion}; bids sealed under older ones must be sealed again.`)}</p>`}</li>`,
  )}</ol>`;
}
