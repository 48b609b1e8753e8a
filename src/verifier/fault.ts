/** The first thing in a bundle that does not hold: where, and what was expected. */
export class Fault extends Error {
  readonly where: string;

  constructor(where: string, what: string) {
    super(`${where}：${what}`);
    this.name = 'Fault';
    this.where = where;
  }
}

/** Throws a Fault unless `holds`. */
export function hold(holds: boolean, where: string, what: string): asserts holds {
  if (!holds) throw new Fault(where, what);
}

/** Runs `check`; whatever it refuses becomes a Fault at `where`. */
export async function within<T>(where: string, check: () => T | Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(where, error instanceof Error ? error.message : String(error));
  }
}
