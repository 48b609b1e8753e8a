import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/my-credit',
    name: 'my-credit',
    load: () => import('./MyCreditPage.vue'),
    meta: { title: { 'zh-CN': '我的信用', en: 'My credit' }, roles: ['bidder', 'agency'], nav: 40 },
  },
  {
    path: '/credit-desk',
    name: 'credit-desk',
    load: () => import('./CreditDesk.vue'),
    meta: {
      title: { 'zh-CN': '信用记录', en: 'Credit records' },
      roles: ['supervisor'],
      nav: 32,
      dense: true,
    },
  },
];
