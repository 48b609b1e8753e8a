import { signedIn } from '../../../contracts/route.ts';
import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/',
    name: 'home',
    load: () => import('./RoleHome.vue'),
    meta: {
      title: { 'zh-CN': '首页', en: 'Home' },
      roles: signedIn,
      nav: 0,
    },
  },
];
