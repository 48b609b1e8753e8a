import { type ProblemCode, problemTable } from '../../contracts/problem.ts';
import { alert, frame } from './frame.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

/** A refusal as a page: what happened, what to do, and the number that finds the log line. */
export function problemPage(
  reader: Reader,
  code: ProblemCode,
  detail: string,
  trace: string,
): Html {
  const { say } = reader;
  const row = problemTable[code];
  const title = say(row.zh, row.en);
  return frame(
    reader,
    title,
    html`<h1>${title}</h1>${alert('warn', 'warn', title, detail, html`<a href="/">${say('回到交易信息', 'Back to the tenders')}</a>`, html`<span class="kb-trace">${trace}</span>`)}`,
  );
}
