import type { LotState, ProjectState } from '../../../contracts/tender/project.ts';

interface Shown {
  readonly tone: 'ok' | 'run' | 'warn' | 'bad' | 'idle' | 'sealed';
  readonly icon: 'dot' | 'dotf' | 'info' | 'lock' | 'ok' | 'pause' | 'unlock' | 'users' | 'x';
  readonly zh: string;
  readonly en: string;
}

/** How a state of a lot is shown, to the public and on every screen: colour, icon and word, always all three. */
export const lotStateWords: Readonly<Record<LotState, Shown>> = {
  draft: { tone: 'idle', icon: 'dot', zh: '草稿', en: 'Draft' },
  bidding: { tone: 'run', icon: 'dotf', zh: '投标中', en: 'Open for bids' },
  closed: { tone: 'sealed', icon: 'lock', zh: '已截止，封存', en: 'Closed and sealed' },
  opening: { tone: 'run', icon: 'unlock', zh: '开标中', en: 'Opening' },
  opened: { tone: 'ok', icon: 'ok', zh: '已开标', en: 'Opened' },
  evaluating: { tone: 'run', icon: 'users', zh: '评审中', en: 'Under evaluation' },
  evaluated: { tone: 'ok', icon: 'ok', zh: '评审完成', en: 'Evaluated' },
  candidates: { tone: 'run', icon: 'dotf', zh: '候选人公示', en: 'Candidates published' },
  awarded: { tone: 'ok', icon: 'ok', zh: '已定标', en: 'Awarded' },
  contracted: { tone: 'ok', icon: 'ok', zh: '已签约', en: 'Contracted' },
  failed: { tone: 'bad', icon: 'x', zh: '流标，重新招标', en: 'Failed, to be tendered again' },
  suspended: { tone: 'warn', icon: 'pause', zh: '已暂停', en: 'Suspended' },
  terminated: { tone: 'idle', icon: 'x', zh: '已终止', en: 'Terminated' },
};

/** How a lot is shown: one that an objection to the documents stopped takes no bids, whatever it goes back to (B22). */
export const shownState = (state: LotState, stopped: boolean): LotState =>
  stopped && state === 'bidding' ? 'suspended' : state;

export const projectStateWords: Readonly<Record<ProjectState, Shown>> = {
  draft: lotStateWords.draft,
  published: { tone: 'run', icon: 'dotf', zh: '已发布', en: 'Published' },
  suspended: lotStateWords.suspended,
  terminated: lotStateWords.terminated,
  finished: { tone: 'ok', icon: 'ok', zh: '已办结', en: 'Finished' },
};
