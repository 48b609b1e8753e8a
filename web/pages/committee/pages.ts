import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/tenderer/lots/:lot/committee',
    name: 'committee',
    load: () => import('./CommitteePage.vue'),
    meta: {
      title: { 'zh-CN': '评标委员会', en: 'Committee' },
      roles: ['tenderer', 'agency', 'operator'],
    },
  },
];
