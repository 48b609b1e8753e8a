import { NetworkError, ProblemError } from '../../contracts/problem-error.ts';
import type { Bytes } from './messages.ts';

/** More lanes gain nothing on one line; fewer leave it idle while an answer is awaited. */
const width = 6;
const [shortest, longest] = [500, 8_000];

/** Sends one part; done when the platform has it durably. */
export type Send = (sha256: string, bytes: Bytes, signal: AbortSignal) => Promise<unknown>;

interface Watch {
  readonly offline: () => void;
  readonly online: () => void;
}

/** Worth another try: no answer at all, a gateway's refusal, or too many at once. Everything else is an answer. */
const passing = (error: unknown): boolean =>
  error instanceof NetworkError ||
  (error instanceof ProblemError &&
    (error.problem.status >= 500 || error.problem.code === 'RATE_LIMITED'));

/**
 * Sends sealed parts over a few parallel lanes. `put` returns when a lane has taken the part, so that the maker of
 * parts is never more than the lanes ahead: memory stays constant. Loss of the network is waited out for as long as it
 * lasts; a refusal is thrown at the next `put` or `drain`.
 */
export class UploadLanes {
  readonly #give: Send;
  readonly #watch: Watch;
  readonly #stop = new AbortController();
  readonly #busy = new Set<Promise<void>>();
  #gate: PromiseWithResolvers<void> | null = null;
  #failure: unknown = null;
  #waiting = 0;

  constructor(give: Send, watch: Watch) {
    this.#give = give;
    this.#watch = watch;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  pause(): void {
    this.#gate ??= Promise.withResolvers<void>();
  }

  resume(): void {
    this.#gate?.resolve();
    this.#gate = null;
  }

  stop(reason: unknown): void {
    this.#stop.abort(reason);
    this.resume();
  }

  async put(sha256: string, bytes: Bytes, sent: () => void): Promise<void> {
    while (this.#busy.size >= width) await Promise.race(this.#busy);
    await this.#gate?.promise;
    this.#check();
    const lane: Promise<void> = this.#send(sha256, bytes)
      .then(sent)
      .catch(error => {
        this.#failure ??= error;
        this.#stop.abort(error);
      })
      .finally(() => this.#busy.delete(lane));
    this.#busy.add(lane);
  }

  async drain(): Promise<void> {
    await Promise.all(this.#busy);
    this.#check();
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure;
    this.#stop.signal.throwIfAborted();
  }

  async #send(sha256: string, content: Bytes): Promise<void> {
    for (let wait = shortest; ; wait = Math.min(longest, wait * 2)) {
      await this.#gate?.promise;
      this.signal.throwIfAborted();
      try {
        await this.#give(sha256, content, this.signal);
        return;
      } catch (error) {
        if (!passing(error)) throw error;
      }
      await this.#pauseFor(wait);
    }
  }

  async #pauseFor(ms: number): Promise<void> {
    if (this.#waiting++ === 0) this.#watch.offline();
    await Promise.race([
      new Promise(resolve => setTimeout(resolve, ms)),
      new Promise(resolve => globalThis.addEventListener?.('online', resolve, { once: true })),
      new Promise(resolve => this.signal.addEventListener('abort', resolve, { once: true })),
    ]);
    if (--this.#waiting === 0) this.#watch.online();
  }
}
