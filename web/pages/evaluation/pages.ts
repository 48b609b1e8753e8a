import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/evaluation/:lot',
    name: 'evaluation',
    load: () => import('./EvaluationPage.vue'),
    meta: {
      title: { 'zh-CN': '评标室', en: 'Evaluation room' },
      roles: ['expert', 'tenderer', 'supervisor', 'operator'],
      dense: true,
    },
  },
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
