import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/retention',
    name: 'retention',
    load: () => import('./RetentionPage.vue'),
    meta: {
      title: { 'zh-CN': '保存期限', en: 'Retention' },
      roles: ['audit-admin', 'supervisor'],
      nav: 60,
      dense: true,
    },
  },
];
