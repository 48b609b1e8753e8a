import type { HolidayYear } from './year.ts';

export const holidays2025: HolidayYear = {
  year: 2025,
  version: 1,
  provisional: false,
  source: '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
  sourceEn:
    'General Office of the State Council, notice on holidays in 2025 (Guobanfa Mingdian 2024 no. 12)',
  holidays: [
    { name: '元旦', nameEn: 'New Year', from: '2025-01-01', to: '2025-01-01' },
    { name: '春节', nameEn: 'Spring Festival', from: '2025-01-28', to: '2025-02-04' },
    { name: '清明', nameEn: 'Qingming', from: '2025-04-04', to: '2025-04-06' },
    { name: '劳动节', nameEn: 'Labour Day', from: '2025-05-01', to: '2025-05-05' },
    { name: '端午', nameEn: 'Dragon Boat', from: '2025-05-31', to: '2025-06-02' },
    {
      name: '国庆、中秋',
      nameEn: 'National Day, Mid-Autumn',
      from: '2025-10-01',
      to: '2025-10-08',
    },
  ],
  makeUpDays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
};
