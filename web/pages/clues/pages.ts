import type { Page } from '../../page.ts';

const roles = ['supervisor'] as const;

export const pages: readonly Page[] = [
  {
    path: '/clues',
    name: 'clues',
    load: () => import('./CluesPage.vue'),
    meta: { title: { 'zh-CN': '线索', en: 'Clues' }, roles, nav: 20, dense: true },
  },
  {
    path: '/clues/indicators',
    name: 'clue-indicators',
    load: () => import('./IndicatorsPage.vue'),
    meta: { title: { 'zh-CN': '指标与阈值', en: 'Indicators' }, roles, dense: true },
  },
  {
    path: '/clues/model',
    name: 'clue-model',
    load: () => import('./ModelPage.vue'),
    meta: { title: { 'zh-CN': '从已决案件中学习', en: 'Learning' }, roles, dense: true },
  },
  {
    path: '/clues/explained',
    name: 'clue-explained',
    load: () => import('./ExplainedPage.vue'),
    meta: {
      title: { 'zh-CN': '共用来源登记', en: 'Shared sources' },
      roles: ['supervisor', 'operator'],
      dense: true,
    },
  },
  {
    path: '/clues/relations',
    name: 'clue-relations',
    load: () => import('./RelationsPage.vue'),
    meta: { title: { 'zh-CN': '关系图', en: 'Relations' }, roles, dense: true },
  },
  {
    path: '/clues/:clue',
    name: 'clue',
    load: () => import('./CluePage.vue'),
    meta: { title: { 'zh-CN': '线索', en: 'Clue' }, roles, dense: true },
  },
];
