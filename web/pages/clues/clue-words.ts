import { useI18n } from 'vue-i18n';

interface Said {
  readonly zh: string;
  readonly en: string;
}

/** What the analyses say comes in both languages: the one of the screen. */
export function useSaid(): (words: Said) => string {
  const { locale } = useI18n();
  return words => (locale.value === 'en' ? words.en : words.zh);
}

export const two = (n: number): string => String(n).padStart(2, '0');
/** Never 1.00 nor 0.00: nothing here is certain. */
export const score = (n: number): string => Math.max(0.01, Math.min(0.99, n)).toFixed(2);
