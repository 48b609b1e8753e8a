import type { Page } from '../../page.ts';

const roles = ['supervisor', 'bidder', 'expert'] as const;

export const pages: readonly Page[] = [
  {
    path: '/sanction-cases',
    name: 'sanction-cases',
    load: () => import('./CasesPage.vue'),
    meta: { title: { 'zh-CN': '失信案件', en: 'Sanction cases' }, roles, nav: 30, dense: true },
  },
  {
    path: '/sanction-cases/:id',
    name: 'sanction-case',
    load: () => import('./CasePage.vue'),
    meta: { title: { 'zh-CN': '失信案件', en: 'Sanction case' }, roles, dense: true },
  },
  {
    path: '/sanction-appeals',
    name: 'sanction-appeals',
    load: () => import('./AppealsPage.vue'),
    meta: { title: { 'zh-CN': '异议、复议和修复', en: 'Appeals' }, roles, dense: true },
  },
  {
    path: '/sanction-imports',
    name: 'sanction-imports',
    load: () => import('./ImportsPage.vue'),
    meta: {
      title: { 'zh-CN': '他市名单', en: 'Other cities' },
      roles: ['supervisor'],
      dense: true,
    },
  },
];
