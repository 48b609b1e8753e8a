import { exportBundle } from '../../../contracts/audit.ts';
import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/projects/:project',
    name: 'project-lots',
    load: () => import('./ProjectPage.vue'),
    meta: {
      title: { 'zh-CN': '项目', en: 'Project' },
      roles: exportBundle.roles,
      dense: true,
    },
  },
];
