import type { Words } from '../../contracts/words.ts';
import { beijingMilli } from '../kernel/beijing.ts';
import { hash } from './figures.ts';
import { alert, frame } from './frame.ts';
import { type Child, type Html, html } from './html.ts';
import type { Reader } from './reader.ts';
import type { ReceiptAnswer } from './source.ts';

export interface Asked {
  readonly reference: string;
  readonly manifestSha256: string;
}

/** Reference and hash, as they stand on the receipt. Blanks in the hash, as printed, do no harm. */
export function receiptForm({ say }: Reader, asked: Asked | null): Html {
  return html`<form class="pt-receipt" method="get" action="/receipts">
<div class="kb-field"><label for="reference">${say('回执号', 'Receipt number')}</label><input class="kb-input kb-code" id="reference" name="reference" required maxlength="40" value="${asked?.reference}" placeholder="R-2026-0910-7KQ4-M2" autocomplete="off"></div>
<div class="kb-field"><label for="manifestSha256">${say('清单摘要 SHA-256', 'Manifest hash, SHA-256')}</label><input class="kb-input kb-code" id="manifestSha256" name="manifestSha256" required maxlength="100" value="${asked?.manifestSha256}" autocomplete="off"></div>
<button class="kb-button">${say('核验回执', 'Check')}</button></form>`;
}

/** 核验回执: says whether such a receipt was given and when; of lot, bidder and bid nothing (C21). */
export function receiptPage(
  reader: Reader,
  asked: Asked | null,
  answer: ReceiptAnswer | null,
): Html {
  const { say } = reader;
  const title = say('核验回执', 'Check a receipt');
  return frame(
    reader,
    title,
    html`<h1>${title}</h1>
<p>${say('核验只说明“收到过这份清单、在这个时刻”，不显示投标内容，也不显示还有谁投标。', 'The check says that this manifest was received, and when; nothing of the bid, and not who else has bid.')}</p>
${asked && answer && verdict(reader, asked, answer)}
<section><h2>${say('输入回执上的两项', 'Two items from the receipt')}</h2>${receiptForm(reader, asked)}</section>
<section><h2>${say('离线核验', 'Check offline')}</h2><p>${say('签名回执（.p7s）、时间戳和公开日志的包含证明，可以在自己的计算机上核验，不需要平台：', 'The signed receipt (.p7s), its time stamp and its log proof can be checked on your own machine, without this site:')}</p><p class="kb-code">npx kaibiao verify ${asked?.reference ?? 'R-2026-0910-7KQ4-M2'}.p7s</p></section>`,
  );
}

function verdict(
  { say }: Reader,
  { reference, manifestSha256 }: Asked,
  { known, receivedAt }: ReceiptAnswer,
): Child {
  if (!known || !receivedAt)
    return alert(
      'bad',
      'bad',
      say('对不上', 'No match'),
      say(
        `没有签发过回执号 ${reference}、清单摘要如下的回执。请核对两项是否抄写完整；仍对不上的，带上回执原件向中心核实。`,
        `No receipt ${reference} with this manifest hash was given. Check both items; if they still do not match, bring the receipt to the centre.`,
      ),
      hash(manifestSha256),
    );
  return alert(
    'ok',
    'ok',
    say('回执真实', 'The receipt is genuine'),
    html`${say('接收时刻', 'Received')} <b class="kb-num">${beijingMilli(receivedAt)}</b>${say('（北京时间）。投标内容不公开。', ' (Beijing time). The bid itself is not public.')}`,
    hash(manifestSha256),
  );
}

/** 核验拒收凭证: that a refusal of this number was given, when and why; not to whom. */
export function refusalPage(
  reader: Reader,
  reference: string,
  found: { at: string; title: Words } | null,
): Html {
  const { say } = reader;
  const title = say('核验拒收凭证', 'Check a proof of refusal');
  const answer = found
    ? alert(
        'ok',
        'ok',
        say('凭证真实', 'The proof is genuine'),
        html`${reference}${say('，', ', ')}<b class="kb-num">${beijingMilli(found.at)}</b>`,
        found.title[reader.language],
      )
    : alert('bad', 'bad', say('没有签发过这份凭证', 'No such proof was given'), reference);
  return frame(reader, title, html`<h1>${title}</h1>${answer}`);
}
