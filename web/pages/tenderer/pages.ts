import type { Page } from '../../page.ts';

const roles = ['tenderer', 'agency'] as const;

export const pages: readonly Page[] = [
  {
    path: '/tenderer/new',
    name: 'new-project',
    load: () => import('./NewProject.vue'),
    meta: { title: { 'zh-CN': '发布项目', en: 'Publish a project' }, roles, nav: 10 },
  },
  {
    path: '/tenderer/projects',
    name: 'my-projects',
    load: () => import('./MyProjects.vue'),
    meta: { title: { 'zh-CN': '我的项目', en: 'My projects' }, roles, nav: 20 },
  },
  {
    path: '/tenderer/projects/:project/draft/:step?',
    name: 'project-draft',
    load: () => import('./wizard/ProjectWizard.vue'),
    meta: { title: { 'zh-CN': '发布招标项目', en: 'Publish a tender' }, roles },
  },
  {
    path: '/tenderer/projects/:project',
    name: 'project',
    load: () => import('./project/ProjectPage.vue'),
    meta: { title: { 'zh-CN': '项目', en: 'Project' }, roles },
  },
];
