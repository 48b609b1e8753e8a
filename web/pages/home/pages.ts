import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/',
    name: 'home',
    load: () => import('./RoleHome.vue'),
    meta: {
      title: { 'zh-CN': '首页', en: 'Home' },
      roles: [
        'tenderer',
        'agency',
        'bidder',
        'expert',
        'supervisor',
        'operator',
        'system-admin',
        'security-admin',
        'audit-admin',
      ],
      nav: 0,
    },
  },
];
