/** A command: what it is called with, what it does, and its exit code (0 done, 1 refused or failed, 2 misused). */
export interface Command {
  readonly usage: string;
  readonly examples: readonly string[];
  run(args: string[]): Promise<number>;
}

/** Said to the person at the keyboard when the command line itself is wrong: exit code 2. */
export class Misuse extends Error {}
