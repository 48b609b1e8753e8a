import { ref, watchEffect } from 'vue';

/** The page's own name, and what is urgent enough to stand before it in the tab (a countdown). */
export const pageTitle = ref('');
export const tabPrefix = ref('');

watchEffect(() => {
  const parts = [tabPrefix.value, pageTitle.value, '开标 Kaibiao'].filter(part => part !== '');
  document.title = parts.join(' - ');
});
