import { alert, frame } from './frame.ts';
import { type Child, type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

export interface LogFacts {
  /** The newest checkpoint's signed note, null before the first. */
  readonly checkpoint: { readonly size: number; readonly note: string } | null;
  /** C2SP verifier key of the log. */
  readonly key: string;
  /** What was asked for, and the answer: a proof, "waiting", or that there is no such thing. */
  readonly asked: string;
  readonly answer:
    | { readonly index: number | null; readonly proof: string | null }
    | 'unknown'
    | null;
}

/** 公开日志: what it is, its newest checkpoint, and the proof for any entry, to be checked elsewhere. */
export function logPage(reader: Reader, facts: LogFacts): Html {
  const { say } = reader;
  const title = say('公开日志', 'Public log');
  return frame(
    reader,
    title,
    html`<h1>${title}</h1>
<p>${say(
      '交易的每一步都作为一条记录写入只增不改的日志。检查点由平台签名；任何人可以保存检查点，以后核对日志没有删改。开标前，日志不透露标段、投标人和数量。',
      'Every step of every trade is an entry of a log that only grows. Checkpoints are signed; whoever keeps one can later show that nothing was removed or changed. Before an opening the log tells neither lots nor bidders nor how many there are.',
    )}</p>
<section><h2>${say('最新检查点', 'Newest checkpoint')}</h2>${checkpoint(reader, facts)}</section>
<section><h2>${say('核验一条记录', 'Check an entry')}</h2>
<form class="pt-receipt pt-receipt--one" method="get" action="/log"><div class="kb-field"><label for="entry">${say('记录编号，或者日志中的位置', 'Id of the event, or its place in the log')}</label><input class="kb-input kb-code" id="entry" name="entry" required maxlength="40" value="${facts.asked}" autocomplete="off"></div><button class="kb-button">${say('取证明', 'Get the proof')}</button></form>
${answer(reader, facts)}</section>
<section><h2>${say('用标准工具核验', 'Check with standard tools')}</h2><p>${say(
      '日志遵循 C2SP tlog-tiles、tlog-checkpoint 和 signed-note，哈希按 RFC 6962。检查点公钥：',
      'The log follows C2SP tlog-tiles, tlog-checkpoint and signed-note, hashed by RFC 6962. Its key:',
    )}</p><pre class="pt-note">${facts.key}</pre>
<p><a href="/log/checkpoint">/log/checkpoint</a>&emsp;<a href="/api/openapi.json">${say('证明接口', 'Proofs by API')}</a></p></section>`,
  );
}

function checkpoint({ say }: Reader, { checkpoint: head }: LogFacts): Child {
  if (!head) return html`<p>${say('日志还没有第一个检查点。', 'There is no checkpoint yet.')}</p>`;
  return html`<p>${say(`共 ${head.size.toLocaleString('en-US')} 条记录。`, `${head.size.toLocaleString('en-US')} entries.`)}</p><pre class="pt-note">${head.note}</pre>`;
}

function answer({ say }: Reader, facts: LogFacts): Child {
  if (facts.answer === null) return false;
  if (facts.answer === 'unknown')
    return alert(
      'bad',
      'bad',
      say('日志里没有这条记录', 'No such entry'),
      say('请核对编号或者位置是否抄写完整。', 'Check that the id or place is complete.'),
    );
  const { index, proof } = facts.answer;
  if (index === null || proof === null)
    return alert(
      'idle',
      'clock',
      say('已写入，等待检查点', 'Written, awaiting a checkpoint'),
      say('约一秒后再查。', 'Ask again in a second.'),
    );
  return html`${alert('ok', 'ok', say(`在日志中，第 ${index.toLocaleString('en-US')} 条`, `In the log at ${index.toLocaleString('en-US')}`), say('下面是包含证明（C2SP tlog-proof），可以用任何兼容工具核对。', 'Its inclusion proof (C2SP tlog-proof), for any compatible tool:'))}<pre class="pt-note">${proof}</pre>`;
}
