import { createRouter, createWebHistory } from 'vue-router';
import type { Role } from '../contracts/route.ts';
import { asRoute, type Page } from './page.ts';
import { useSession } from './session.ts';
import { pageTitle } from './title.ts';
import { say } from './words/language.ts';

/** Each folder of pages lists its own: a new page touches no shared file. */
const lists = import.meta.glob<{ pages: readonly Page[] }>('./pages/*/pages.ts', { eager: true });
export const pages: readonly Page[] = Object.values(lists).flatMap(list => list.pages);

export const router = createRouter({
  history: createWebHistory('/app/'),
  routes: [
    ...pages.map(asRoute),
    {
      path: '/:rest(.*)*',
      name: 'not-found',
      component: () => import('./pages/entry/NotFound.vue'),
      meta: { title: { 'zh-CN': '没有这一页', en: 'No such page' }, roles: ['public'] },
    },
  ],
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash } : { top: 0 }),
});

const allowed = (wanted: readonly Role[], has: readonly Role[]) =>
  wanted.includes('public') || wanted.some(role => has.includes(role));

router.beforeEach(async to => {
  const session = useSession();
  await session.ready().catch(() => undefined);
  if (allowed(to.meta.roles, session.roles)) return true;
  if (session.session) return { name: 'forbidden', query: { page: to.fullPath } };
  return { name: 'sign-in', query: { to: to.fullPath } };
});

router.afterEach(to => {
  pageTitle.value = say(to.meta.title);
});

/** The main navigation of a person: the pages of the roles it holds. */
export const navigationOf = (roles: readonly Role[]): readonly Page[] =>
  pages
    .filter(page => page.meta.nav !== undefined && allowed(page.meta.roles, roles))
    .sort((a, b) => (a.meta.nav ?? 0) - (b.meta.nav ?? 0));
