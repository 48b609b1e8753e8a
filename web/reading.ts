import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { useSession } from './session.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

interface Choice {
  readonly large: boolean;
  readonly language: Language;
}

const asGiven: Choice = { large: false, language: 'zh-CN' };

function stored(person: string): Choice {
  try {
    return { ...asGiven, ...JSON.parse(localStorage.getItem(`kb.reading.${person}`) ?? '{}') };
  } catch {
    return asGiven;
  }
}

/** How a person reads: large text (适老化) and language. Kept per person, since counters share machines. */
export const useReading = defineStore('reading', () => {
  const session = useSession();
  const person = computed(() => session.session?.person ?? 'visitor');
  const choice = ref(stored(person.value));

  watch(person, now => {
    choice.value = stored(now);
  });
  watch(
    choice,
    ({ large, language }) => {
      document.documentElement.classList.toggle('kb-large', large);
      document.documentElement.lang = language;
    },
    { immediate: true },
  );

  function choose(change: Partial<Choice>): void {
    choice.value = { ...choice.value, ...change };
    localStorage.setItem(`kb.reading.${person.value}`, JSON.stringify(choice.value));
  }
  const large = computed(() => choice.value.large);
  const language = computed(() => choice.value.language);
  return { large, language, choose };
});
