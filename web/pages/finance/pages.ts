import type { Page } from '../../page.ts';

const roles = ['finance'] as const;

export const pages: readonly Page[] = [
  {
    path: '/finance/bonds',
    name: 'bonds',
    load: () => import('./BondLots.vue'),
    meta: { title: { 'zh-CN': '投标保证金', en: 'Bid bonds' }, roles, nav: 10 },
  },
  {
    path: '/finance/lots/:lot/bonds',
    name: 'lot-bonds',
    load: () => import('./LotBonds.vue'),
    meta: { title: { 'zh-CN': '标段保证金', en: 'Bonds of a lot' }, roles },
  },
];
