import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/organisations/:code',
    name: 'organisation',
    load: () => import('./OrganisationPage.vue'),
    meta: { title: { 'zh-CN': '单位主页', en: 'Organisation' }, roles: ['public'] },
  },
];
