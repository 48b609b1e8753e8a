import type { LotState } from '../../contracts/tender/project.ts';
import { icon } from './frame.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

interface Shown {
  readonly tone: 'ok' | 'run' | 'warn' | 'bad' | 'idle' | 'sealed';
  readonly icon: string;
  readonly zh: string;
  readonly en: string;
}

/** How the public sees the state of a lot: colour, icon and word, always all three. */
export const states: Readonly<Record<LotState, Shown>> = {
  draft: { tone: 'idle', icon: 'dot', zh: '草稿', en: 'Draft' },
  bidding: { tone: 'run', icon: 'dotf', zh: '投标中', en: 'Open for bids' },
  closed: { tone: 'sealed', icon: 'lock', zh: '已截止，封存', en: 'Closed and sealed' },
  opening: { tone: 'run', icon: 'unlock', zh: '开标中', en: 'Opening' },
  opened: { tone: 'ok', icon: 'ok', zh: '已开标', en: 'Opened' },
  evaluating: { tone: 'run', icon: 'users', zh: '评审中', en: 'Under evaluation' },
  evaluated: { tone: 'ok', icon: 'ok', zh: '评审完成', en: 'Evaluated' },
  candidates: { tone: 'ok', icon: 'ok', zh: '候选人公示', en: 'Candidates published' },
  awarded: { tone: 'ok', icon: 'ok', zh: '已定标', en: 'Awarded' },
  failed: { tone: 'idle', icon: 'info', zh: '未开标，重新招标', en: 'Not opened, re-tender' },
  suspended: { tone: 'warn', icon: 'pause', zh: '已暂停', en: 'Suspended' },
  terminated: { tone: 'idle', icon: 'x', zh: '已终止', en: 'Terminated' },
};

export function status(reader: Reader, state: LotState): Html {
  const shown = states[state];
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
