import type { Words } from '../../contracts/words.ts';
import { RuleError } from '../kernel/rule-error.ts';

/** The first thing in a bundle that does not hold: where, and what was expected. The message is the Chinese. */
export class Fault extends Error {
  readonly where: string;
  readonly what: Words;

  constructor(where: string, what: Words) {
    super(`${where}：${what.zh}`);
    this.name = 'Fault';
    this.where = where;
    this.what = what;
  }
}

/** Throws a Fault unless `holds`. */
export function hold(holds: boolean, where: string, what: Words): asserts holds {
  if (!holds) throw new Fault(where, what);
}

/** Runs `check`; whatever it refuses becomes a Fault at `where`. */
export async function within<T>(where: string, check: () => T | Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(where, refusalOf(error));
  }
}

/** A refusal of ours has its words; what a library says is the same in every language. */
function refusalOf(error: unknown): Words {
  if (error instanceof RuleError) return error.detail;
  const text = error instanceof Error ? error.message : String(error);
  return { zh: text, en: text };
}
