import type { Erase } from './erase.ts';

/**
 * The fingerprints go with the text that stands for them. Words that their firm has used again since are known again
 * from the next text in which it uses them.
 */
export const eraseTexts: Erase = async ({ em }, ids) => {
  const numbers = ids.map(Number);
  await em.execute('delete from history_key where text in (?)', [numbers]);
  await em.execute('delete from history_text where number in (?)', [numbers]);
  return [];
};
