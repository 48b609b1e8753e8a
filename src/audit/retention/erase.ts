import type { Transaction } from '../../platform/command.ts';

/** Erases rows of its kind; gives blobs that nothing names any more once it has been committed. */
export type Erase = (tx: Transaction, ids: readonly string[]) => Promise<readonly string[]>;
