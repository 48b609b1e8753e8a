import type { Logger } from 'pino';
import type { Context } from './command.ts';

/** Work that time makes due (closing at a deadline, ending a window): safe to run on every node, again and again. */
export interface DueWork {
  readonly name: string;
  /** Does what is due at this moment, each in its own transaction under the row's lock. */
  run(ctx: Context): Promise<void>;
}

/** Runs all due work every `everyMs` until stopped; a failure is logged and tried again at the next turn. */
export function keepDue(
  works: readonly DueWork[],
  context: () => Context,
  log: Logger,
  everyMs = 250,
) {
  let stopped = false;
  const turn = async () => {
    for (const work of works) {
      if (stopped) return;
      await work
        .run(context())
        .catch(error => log.error({ error, work: work.name }, 'due work failed'));
    }
  };
  const loop = (async () => {
    while (!stopped) {
      await turn();
      await new Promise(r => setTimeout(r, everyMs));
    }
  })();
  return async () => {
    stopped = true;
    await loop;
  };
}
