/** Instants as people in China read them. Asia/Shanghai has kept UTC+8 without summer time since 1991, so it is plain arithmetic. */

const shifted = (instant: string | Date): string =>
  new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString();

/** "2026-09-10". */
export const beijingDay = (instant: string | Date): string => shifted(instant).slice(0, 10);

/** "2026-09-10 14:53". */
export const beijingMinute = (instant: string | Date): string =>
  shifted(instant).slice(0, 16).replace('T', ' ');

/** "2026-09-10 14:53:06". */
export const beijingSecond = (instant: string | Date): string =>
  shifted(instant).slice(0, 19).replace('T', ' ');

/** "2026-09-10 14:53:06.218": where the order of two events can turn on a millisecond. */
export const beijingMilli = (instant: string | Date): string =>
  shifted(instant).slice(0, 23).replace('T', ' ');

/** "2026年9月10日", as letters and notices write it. */
export function beijingDate(instant: string | Date): string {
  const [year, month, day] = beijingDay(instant).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** A length of time in its two largest units: "6 分 53 秒", "4 小时 48 分", "12 天 3 小时". */
export function spanZh(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), '天'],
    [Math.floor(seconds / 3600) % 24, '小时'],
    [Math.floor(seconds / 60) % 60, '分'],
    [seconds % 60, '秒'],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  if (first < 0) return '0 秒';
  return parts
    .slice(first, first + 2)
    .filter(([n], i) => i === 0 || n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(' ');
}
