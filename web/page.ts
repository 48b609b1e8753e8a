import type { RouteRecordRaw } from 'vue-router';
import type { Role } from '../contracts/route.ts';
import type { Words } from './words/language.ts';

declare module 'vue-router' {
  interface RouteMeta {
    title: Words;
    /** Who may see the page; `public` needs no sign-in. The server decides anew on every call. */
    roles: readonly Role[];
    /** Position in the main navigation; left out = not in it. */
    nav?: number;
    /** Tighter rows, for experts and supervisors. */
    dense?: boolean;
    /** The page paints its own head (a deadline) above the main part, so the frame adds no padding. */
    bare?: boolean;
  }
}

export interface Page {
  readonly path: string;
  readonly name: string;
  readonly load: () => Promise<unknown>;
  readonly meta: import('vue-router').RouteMeta;
}

/** Turns a page into a route; its component is fetched when first visited, `:name` parameters arrive as props. */
export const asRoute = (page: Page): RouteRecordRaw =>
  ({
    path: page.path,
    name: page.name,
    component: page.load,
    props: true,
    meta: page.meta,
  }) as RouteRecordRaw;
