import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/registry',
    name: 'registry',
    load: () => import('./RegisterPage.vue'),
    meta: {
      title: { 'zh-CN': '登记', en: 'Register' },
      roles: ['operator', 'system-admin', 'security-admin', 'audit-admin'],
      nav: 5,
    },
  },
];
