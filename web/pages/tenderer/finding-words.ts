import type { Finding } from '../../../contracts/tender/lawfulness.ts';
import { sayRow } from '../../words/language.ts';

type Cited = Pick<Finding, 'article' | 'articleEn' | 'text' | 'textEn'>;

/** What a finding says, in the language on screen: how it was judged, the article's name, its text. */
export const howOf = ({ how, howEn }: Finding): string => sayRow({ zh: how, en: howEn });
export const articleOf = ({ article, articleEn }: Cited): string =>
  sayRow({ zh: article, en: articleEn });
export const textOf = ({ text, textEn }: Cited): string => sayRow({ zh: text, en: textEn });
