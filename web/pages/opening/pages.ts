import type { Page } from '../../page.ts';

const meta: Page['meta'] = {
  title: { 'zh-CN': '开标大厅', en: 'Opening hall' },
  roles: ['bidder', 'tenderer', 'agency', 'supervisor', 'operator'],
};
const load = () => import('./HallPage.vue');

/** The second path is the short one that lists of lots use. */
export const pages: readonly Page[] = [
  { path: '/lots/:lot/opening', name: 'opening-hall', load, meta },
  { path: '/opening/:lot', name: 'opening', load, meta },
];
