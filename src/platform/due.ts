import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Context } from './command.ts';

/** Work that time makes due (closing at a deadline, ending a window): safe to run on every node, again and again. */
export interface DueWork {
  readonly name: string;
  /** Does what is due at this moment, each in its own transaction under the row's lock. */
  run(ctx: Context): Promise<void>;
}

/** A failing work of one lot must not keep the other lots waiting at their deadline for longer than this. */
const longestPauseMs = 5000;

/** One work and how it has fared: what fails again and again is told once, and tried less and less often. */
interface Turn {
  readonly work: DueWork;
  readonly told: Set<string>;
  failures: number;
  notBefore: number;
}

/** Runs all due work every `everyMs` until stopped; a failure is logged and tried again. */
export function keepDue(
  works: readonly DueWork[],
  context: () => Context,
  log: Logger,
  everyMs = 250,
) {
  const stop = new AbortController();
  const turns = works.map((work): Turn => ({ work, told: new Set(), failures: 0, notBefore: 0 }));
  const loop = (async () => {
    while (!stop.signal.aborted) {
      for (const turn of turns)
        if (!stop.signal.aborted && Date.now() >= turn.notBefore)
          await take(turn, context(), log, everyMs);
      await pause(everyMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stop.abort();
    await loop;
  };
}

async function take(turn: Turn, ctx: Context, log: Logger, everyMs: number): Promise<void> {
  const work = turn.work.name;
  try {
    await turn.work.run(ctx);
    if (turn.failures > 0) log.info({ work, failures: turn.failures }, 'due work goes on');
    Object.assign(turn, { failures: 0, notBefore: 0 });
    turn.told.clear();
  } catch (error) {
    turn.notBefore = Date.now() + Math.min(longestPauseMs, everyMs * 2 ** turn.failures);
    turn.failures += 1;
    const fresh = errorsIn(error).filter(one => !turn.told.has(String(one)));
    for (const one of fresh) {
      turn.told.add(String(one));
      log.error({ error: one, work }, 'due work failed');
    }
  }
}

/** Each failure of a turn by itself: one that is new must be seen beside one that is known. */
const errorsIn = (error: unknown): unknown[] =>
  error instanceof AggregateError ? error.errors.flatMap(errorsIn) : [error];
