import type { Words } from '../../contracts/words.ts';

export const nothing: Words = { zh: '', en: '' };

/** Parts of one sentence, one after the other, in each language. */
export const said = (...parts: readonly Words[]): Words => ({
  zh: parts.map(part => part.zh).join(''),
  en: parts.map(part => part.en).join(''),
});

/** What is found most often, where somebody has changed a file and the log remembers it. */
export const notAsLogged: Words = { zh: '与日志里的摘要不一致', en: 'Not the hash in the log' };
