import type { LotState } from '../../contracts/tender/project.ts';
import { lotStateWords } from '../tender/rules/state-words.ts';
import { icon } from './frame.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

/** The state of a lot as a label. */
export function status(reader: Reader, state: LotState): Html {
  const shown = lotStateWords[state];
  return html`<span class="kb-status kb-status--${shown.tone}">${icon(shown.icon)}${reader.say(shown.zh, shown.en)}</span>`;
}

export const industries = {
  building: ['房建市政', 'Building and municipal'],
  transport: ['交通', 'Transport'],
  water: ['水利', 'Water'],
  procurement: ['政府采购', 'Government procurement'],
} as const;

export function sector(reader: Reader, id: keyof typeof industries): string {
  const [zh, en] = industries[id];
  return reader.say(zh, en);
}
