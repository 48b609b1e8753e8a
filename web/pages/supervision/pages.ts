import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/supervision',
    name: 'wall',
    load: () => import('./WallPage.vue'),
    meta: {
      title: { 'zh-CN': '实时监督', en: 'Live' },
      roles: ['supervisor', 'operator'],
      nav: 10,
      dense: true,
    },
  },
  {
    path: '/supervision/objections',
    name: 'waiting-objections',
    load: () => import('./WaitingObjections.vue'),
    meta: {
      title: { 'zh-CN': '待答复异议', en: 'Objections' },
      roles: ['supervisor', 'operator'],
      nav: 12,
      dense: true,
    },
  },
  {
    path: '/supervision/projects/:project',
    name: 'project-record',
    load: () => import('./record/RecordPage.vue'),
    meta: {
      title: { 'zh-CN': '项目记录', en: 'Project record' },
      roles: ['supervisor'],
      dense: true,
    },
  },
];
