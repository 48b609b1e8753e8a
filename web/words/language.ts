import { createI18n } from 'vue-i18n';
import type { Words as Said } from '../../contracts/words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Words of the shell and of shared parts. A page brings its own: `useI18n({ messages })`. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh, en },
  missingWarn: false,
  fallbackWarn: false,
});

/** A text in both languages, for what is data (titles of pages, names of states). */
export interface Words {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** The text in the language on screen. */
export const say = (words: Words): string =>
  i18n.global.locale.value === 'en' ? words.en : words['zh-CN'];

/** The same of a row of a table that server and screens share. */
export const sayRow = ({ zh, en }: Said): string => say({ 'zh-CN': zh, en });
