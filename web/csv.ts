import { csvOf } from '../src/kernel/csv.ts';
import { offer } from './offer.ts';

/** Offers a table as a CSV file. */
export const offerCsv = (
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void => offer(name, new Blob([csvOf([head, ...rows])], { type: 'text/csv;charset=utf-8' }));
