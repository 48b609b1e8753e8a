import { NetworkError, ProblemError } from '../../contracts/problem-error.ts';
import { refusalHere } from '../problem.ts';
import type {
  Failure,
  FromWorker,
  SealingNews,
  SealingOrder,
  SealingResults,
  SealingTask,
  ToWorker,
} from './messages.ts';

/** Thrown by a sealing that the person stopped. */
export class Stopped extends Error {}
/** Thrown when a chosen file was changed on disk, so that the browser does not read it any further. */
export class FileChanged extends Error {}

function errorOf(failure: Failure): unknown {
  if (failure.kind === 'problem') return new ProblemError(failure.problem);
  if (failure.kind === 'rule') return refusalHere(failure.code, failure.detail);
  if (failure.kind === 'network') return new NetworkError(undefined);
  if (failure.kind === 'stopped') return new Stopped();
  if (failure.kind === 'file-changed') return new FileChanged();
  return new Error(failure.detail);
}

interface Waiting {
  readonly done: (result: never) => void;
  readonly fail: (error: unknown) => void;
}

/** A worker of one's own: sealing must not freeze the page, and a page that leaves must not stop another's. */
export class SealingWorker {
  readonly #worker = new Worker(new URL('./sealing.worker.ts', import.meta.url), {
    type: 'module',
  });
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(hear: (news: SealingNews) => void = () => undefined) {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if ('news' in data) {
        hear(data.news);
        return;
      }
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('failure' in data) waiting?.fail(errorOf(data.failure));
      else waiting?.done(data.result as never);
    });
    this.#worker.addEventListener('error', event => {
      for (const { fail } of this.#waiting.values()) fail(new Error(event.message));
      this.#waiting.clear();
    });
  }

  ask<T extends SealingTask>(task: T): Promise<SealingResults[T['act']]> {
    const id = ++this.#last;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#worker.postMessage({ id, task } satisfies ToWorker);
    });
  }

  order(order: SealingOrder): void {
    this.#worker.postMessage({ order } satisfies ToWorker);
  }

  close(): void {
    this.#worker.terminate();
  }
}
