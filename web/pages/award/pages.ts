import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/lots/:lot/award',
    name: 'award',
    load: () => import('./AwardPage.vue'),
    meta: { title: { 'zh-CN': '候选人与结果', en: 'Candidates and result' }, roles: ['public'] },
  },
  {
    path: '/tenderer/lots/:lot/award',
    name: 'award-acts',
    load: () => import('./AwardPage.vue'),
    meta: {
      title: { 'zh-CN': '公示与定标', en: 'Candidates and award' },
      roles: ['tenderer', 'agency'],
    },
  },
];
