import type { HolidayYear } from './year.ts';

/**
 * Statutory days only (全国年节及纪念日放假办法, 2024), with the days off in lieu that its article 6 gives for those
 * that fall on a Saturday or Sunday. Transfers and make-up days are not known before the State Council's notice.
 */
export const holidays2027: HolidayYear = {
  year: 2027,
  version: 1,
  provisional: true,
  source: '全国年节及纪念日放假办法（2024年修订）；国务院2027年安排尚未收录',
  sourceEn:
    'Regulation on public holidays (revised 2024); the State Council’s arrangement for 2027 is not entered yet',
  holidays: [
    { name: '元旦', nameEn: 'New Year', from: '2027-01-01', to: '2027-01-01' },
    { name: '春节', nameEn: 'Spring Festival', from: '2027-02-05', to: '2027-02-10' },
    { name: '清明', nameEn: 'Qingming', from: '2027-04-05', to: '2027-04-05' },
    { name: '劳动节', nameEn: 'Labour Day', from: '2027-05-01', to: '2027-05-04' },
    { name: '端午', nameEn: 'Dragon Boat', from: '2027-06-09', to: '2027-06-09' },
    { name: '中秋', nameEn: 'Mid-Autumn', from: '2027-09-15', to: '2027-09-15' },
    { name: '国庆', nameEn: 'National Day', from: '2027-10-01', to: '2027-10-05' },
  ],
  makeUpDays: [],
};
