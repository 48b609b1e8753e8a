import { beijingMinute, spanZh } from '../kernel/beijing.ts';
import { formatOverview, formatThousands, parseYuan } from '../kernel/money.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

/** Money as lists show it, the exact amount in its title. `yuan` is "238600000.00". */
export function amount(reader: Reader, yuan: string): Html {
  const fen = parseYuan(yuan);
  const exact = `${formatThousands(fen)} 元`;
  if (reader.language === 'en')
    return html`<span class="kb-num">CNY ${formatThousands(fen)}</span>`;
  return html`<span class="kb-num" title="${exact}">${formatOverview(fen)}</span>`;
}

/** Money as papers show it: in full. */
export const exactly = (reader: Reader, yuan: string): Html =>
  reader.language === 'en'
    ? html`<span class="kb-num">CNY ${formatThousands(parseYuan(yuan))}</span>`
    : html`<span class="kb-num">${formatThousands(parseYuan(yuan))} 元</span>`;

/** 2026-09-10 15:00, without the year when it is this one. */
export function shortTime(reader: Reader, at: string): string {
  const text = beijingMinute(at);
  return text.slice(0, 4) === beijingMinute(reader.now).slice(0, 4) ? text.slice(5) : text;
}

/** How long until `at`: under two days in hours and minutes, then in days; null when it has passed. */
export function timeLeft(reader: Reader, at: string): string | null {
  const left = Date.parse(at) - reader.now.getTime();
  if (left <= 0) return null;
  const hours = Math.floor(left / 3_600_000);
  if (hours >= 48)
    return reader.say(`${Math.floor(hours / 24)} 天`, `${Math.floor(hours / 24)} days`);
  const minutes = Math.floor(left / 60_000) % 60;
  return reader.say(spanZh(left - (left % 60_000)), `${hours} h ${minutes} min`);
}

/** A hash whole, in groups that the eye can keep. */
export const hash = (hex: string): Html =>
  html`<span class="kb-code kb-hash">${(hex.match(/.{1,8}/g) ?? []).join(' ')}</span>`;
