import type { Page } from '../../page.ts';

export const pages: readonly Page[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    load: () => import('./SignIn.vue'),
    meta: { title: { 'zh-CN': '登录', en: 'Sign in' }, roles: ['public'] },
  },
  {
    path: '/forbidden',
    name: 'forbidden',
    load: () => import('./NotForRole.vue'),
    meta: {
      title: { 'zh-CN': '您的身份看不到这一页', en: 'Not for your role' },
      roles: ['public'],
    },
  },
];
