import { spanZh } from '../../../../src/kernel/beijing.ts';

/** A length of time as the screen says it: "8 分钟" stays "8 分" as in all counts of the house. */
export function spanText(ms: number, locale: string): string {
  if (locale !== 'en') return spanZh(ms);
  const total = Math.floor(Math.abs(ms) / 1000);
  const [hours, minutes, seconds] = [
    Math.floor(total / 3600),
    Math.floor((total % 3600) / 60),
    total % 60,
  ];
  if (hours > 47) return `${Math.floor(hours / 24)} days`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`;
}
