import type { Page } from '../../page.ts';

const room: Pick<Page, 'load' | 'meta'> = {
  load: () => import('./EvaluationPage.vue'),
  meta: {
    title: { 'zh-CN': '评标室', en: 'Evaluation room' },
    roles: ['expert', 'tenderer', 'supervisor', 'operator'],
    dense: true,
  },
};

/** The second path is the short one that lists of lots use. */
export const pages: readonly Page[] = [
  { path: '/lots/:lot/evaluation', name: 'evaluation-room', ...room },
  { path: '/evaluation/:lot', name: 'evaluation', ...room },
  {
    path: '/bidder/letters',
    name: 'my-letters',
    load: () => import('./letters/MyLetters.vue'),
    meta: { title: { 'zh-CN': '澄清函', en: 'Letters' }, roles: ['bidder'], nav: 30 },
  },
  {
    path: '/bidder/letters/:letter',
    name: 'letter',
    load: () => import('./letters/MyLetters.vue'),
    meta: { title: { 'zh-CN': '澄清函', en: 'Letter' }, roles: ['bidder'] },
  },
];
