import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Context } from './command.ts';

/** Work that time makes due (closing at a deadline, ending a window): safe to run on every node, again and again. */
export interface DueWork {
  readonly name: string;
  /** How long it rests between two turns: short where people wait at a deadline, long where nobody does. */
  readonly everyMs: number;
  /** Does what is due at this moment, each in its own transaction under the row's lock; what may take long heeds `stop`. */
  run(ctx: Context, stop?: AbortSignal): Promise<void>;
}

/** A failing work of one lot must not keep the other lots waiting at their deadline for longer than this. */
const longestPauseMs = 5000;

/** One work and how it has fared: what fails again and again is told once, and tried less and less often. */
interface Turn {
  readonly work: DueWork;
  readonly told: Set<string>;
  failures: number;
}

/**
 * Runs each work at its own pace until stopped, never twice at once and none behind another: what takes long for one lot
 * must not keep others waiting at their deadline. A failure is logged and tried again.
 */
export function keepDue(works: readonly DueWork[], context: () => Context, log: Logger) {
  const stop = new AbortController();
  const { signal } = stop;
  const keep = async (work: DueWork) => {
    const turn: Turn = { work, told: new Set(), failures: 0 };
    while (!signal.aborted) {
      const restMs = await take(turn, context(), log, signal);
      await pause(restMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const loops = works.map(keep);
  return async () => {
    stop.abort();
    await Promise.all(loops);
  };
}

/** One turn; gives how long to rest after it. */
async function take(turn: Turn, ctx: Context, log: Logger, stop: AbortSignal): Promise<number> {
  const { name: work, everyMs } = turn.work;
  try {
    await turn.work.run(ctx, stop);
    if (turn.failures > 0) log.info({ work, failures: turn.failures }, 'due work goes on');
    turn.failures = 0;
    turn.told.clear();
    return everyMs;
  } catch (error) {
    const fresh = errorsIn(error).filter(one => !turn.told.has(String(one)));
    for (const one of fresh) {
      turn.told.add(String(one));
      log.error({ error: one, work }, 'due work failed');
    }
    return Math.max(everyMs, Math.min(longestPauseMs, everyMs * 2 ** turn.failures++));
  }
}

/** Each failure of a turn by itself: one that is new must be seen beside one that is known. */
const errorsIn = (error: unknown): unknown[] =>
  error instanceof AggregateError ? error.errors.flatMap(errorsIn) : [error];
