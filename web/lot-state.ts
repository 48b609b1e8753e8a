import type { z } from 'zod';
import type { LotState, ProjectState } from '../contracts/tender/project.ts';
import type { Tone } from './parts/tones.ts';
import type { Words } from './words/language.ts';

interface Shown {
  readonly tone: Tone;
  readonly word: Words;
}
const shown = (tone: Tone, zh: string, en: string): Shown => ({ tone, word: { 'zh-CN': zh, en } });

/** How the state of a lot is shown, everywhere. */
export const lotStates: Readonly<Record<LotState, Shown>> = {
  draft: shown('idle', '草稿', 'Draft'),
  bidding: shown('run', '投标中', 'Bidding'),
  closed: shown('sealed', '已截止，封存', 'Closed, sealed'),
  opening: shown('run', '开标中', 'Opening'),
  opened: shown('ok', '已开标', 'Opened'),
  evaluating: shown('run', '评审中', 'Evaluating'),
  evaluated: shown('ok', '评审完成', 'Evaluated'),
  candidates: shown('run', '候选人公示', 'Candidates published'),
  awarded: shown('ok', '已定标', 'Awarded'),
  failed: shown('bad', '流标', 'Failed'),
  suspended: shown('warn', '已暂停', 'Suspended'),
  terminated: shown('idle', '已终止', 'Terminated'),
};

export const projectStates: Readonly<Record<z.infer<typeof ProjectState>, Shown>> = {
  draft: shown('idle', '草稿', 'Draft'),
  published: shown('run', '已发布', 'Published'),
  suspended: shown('warn', '已暂停', 'Suspended'),
  terminated: shown('idle', '已终止', 'Terminated'),
  finished: shown('ok', '已办结', 'Finished'),
};
