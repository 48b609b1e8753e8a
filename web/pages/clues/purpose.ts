import { ref } from 'vue';
import { Purpose } from '../../../contracts/clues/desk.ts';

export const purposes = Purpose.options;
/** Why the person looks, kept while the page is open: it goes on record with each look. */
export const purpose = ref<(typeof purposes)[number]>('supervision');
