import type { Page } from '../../page.ts';

const roles = ['bidder'] as const;

export const pages: readonly Page[] = [
  {
    path: '/bidder/projects',
    name: 'my-trades',
    load: () => import('./MyTrades.vue'),
    meta: { title: { 'zh-CN': '我的项目', en: 'My projects' }, roles, nav: 10 },
  },
  {
    path: '/bidder/projects/:project',
    name: 'trade',
    load: () => import('./project/TradePage.vue'),
    meta: { title: { 'zh-CN': '项目', en: 'Project' }, roles },
  },
  {
    path: '/bidder/lots/:lot',
    name: 'my-bids',
    load: () => import('./lot/MyBids.vue'),
    meta: { title: { 'zh-CN': '我的投标', en: 'My bid' }, roles },
  },
  {
    path: '/bidder/lots/:lot/bid',
    name: 'seal-bid',
    load: () => import('./seal/BidPage.vue'),
    meta: { title: { 'zh-CN': '投递投标文件', en: 'Submit a bid' }, roles },
  },
  {
    path: '/bidder/receipts/:bid',
    name: 'receipt',
    load: () => import('./receipt/ReceiptPage.vue'),
    meta: { title: { 'zh-CN': '回执', en: 'Receipt' }, roles },
  },
];
