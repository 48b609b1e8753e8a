import { csvOf } from '../src/kernel/csv.ts';

/** Offers bytes or text as a file. */
export function offer(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Offers a table as a CSV file. */
export const offerCsv = (
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void => offer(name, new Blob([csvOf([head, ...rows])], { type: 'text/csv;charset=utf-8' }));
