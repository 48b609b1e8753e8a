import type { Sanction } from '../../contracts/sanctions.ts';
import type { Words } from '../../contracts/words.ts';
import { listingWords } from '../blacklist/rules/case-words.ts';
import { grounds } from '../blacklist/rules/grounds.ts';
import { beijingDay } from '../kernel/beijing.ts';
import { icon } from './frame.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

/** One of two words in the reader's language. */
export const named = ({ say }: Reader, { zh, en }: Words): string => say(zh, en);

const looks = {
  'in-effect': ['bad', 'bad'],
  suspended: ['warn', 'pause'],
  repaired: ['ok', 'ok'],
  revoked: ['ok', 'ok'],
  expired: ['idle', 'clock'],
} as const;

export function sanctionState(reader: Reader, state: Sanction['state']): Html {
  const [tone, sign] = looks[state];
  return html`<span class="kb-status kb-status--${tone}">${icon(sign)}${named(reader, listingWords[state])}</span>`;
}

export const groundOf = ({ say }: Reader, { ground }: Sanction): string =>
  say(grounds[ground].zh, grounds[ground].en);

/** "2026-11-22 至 2028-11-22". */
export const termOf = ({ say }: Reader, { from, until }: Sanction): string =>
  `${beijingDay(from)} ${say('至', 'to')} ${until === null ? say('长期', 'no end') : beijingDay(until)}`;
