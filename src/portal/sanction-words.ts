import type { Sanction } from '../../contracts/sanctions.ts';
import { grounds } from '../blacklist/rules/grounds.ts';
import { beijingDay } from '../kernel/beijing.ts';
import { icon } from './frame.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

export const lists = {
  violations: ['招标投标领域黑名单', 'Violations in bidding'],
  'malicious-complaints': ['恶意投诉举报黑名单', 'Malicious complaints'],
} as const;

/** One of two words in the reader's language. */
export const named = ({ say }: Reader, [zh, en]: readonly [string, string]): string => say(zh, en);

const states = {
  'in-effect': ['bad', 'bad', '有效', 'In effect'],
  suspended: ['warn', 'pause', '暂停执行', 'Suspended'],
  repaired: ['ok', 'ok', '已修复，移出名单', 'Repaired, off the list'],
  revoked: ['ok', 'ok', '已撤销，移出名单', 'Revoked, off the list'],
  expired: ['idle', 'clock', '期满，移出名单', 'Expired, off the list'],
} as const;

export function sanctionState({ say }: Reader, state: Sanction['state']): Html {
  const [tone, sign, zh, en] = states[state];
  return html`<span class="kb-status kb-status--${tone}">${icon(sign)}${say(zh, en)}</span>`;
}

export const groundOf = ({ say }: Reader, { ground }: Sanction): string =>
  say(grounds[ground].zh, grounds[ground].en);

/** "2026-11-22 至 2028-11-22". */
export const termOf = ({ say }: Reader, { from, until }: Sanction): string =>
  `${beijingDay(from)} ${say('至', 'to')} ${until === null ? say('长期', 'no end') : beijingDay(until)}`;
