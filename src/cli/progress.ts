const mega = 1024 * 1024;

/** From the first second on: before that the speed says nothing. */
function timeLeft(seconds: number, share: number): string {
  if (seconds < 1 || share === 1) return '';
  const left = Math.ceil((seconds * (1 - share)) / share);
  return left < 120 ? `, ${left} s` : `, ${Math.ceil(left / 60)} min`;
}

/** A progress line for a terminal, or a plain line every tenth where there is none. */
export class Progress {
  readonly #what: string;
  readonly #total: number;
  readonly #started = performance.now();
  #done = 0;
  #shown = -1;

  constructor(what: string, totalBytes: number) {
    this.#what = what;
    this.#total = Math.max(1, totalBytes);
  }

  /** `bytes` more are done. */
  add(bytes: number): void {
    this.#done += bytes;
    const share = Math.min(1, this.#done / this.#total);
    const step = Math.floor(share * (process.stderr.isTTY ? 200 : 10));
    if (step === this.#shown) return;
    this.#shown = step;
    this.#show(share);
  }

  #show(share: number): void {
    const seconds = (performance.now() - this.#started) / 1000;
    const speed = this.#done / mega / Math.max(seconds, 0.001);
    const bar = '#'.repeat(Math.round(share * 24)).padEnd(24, '.');
    const text = `${this.#what} [${bar}] ${(share * 100).toFixed(0)}% ${speed.toFixed(0)} MiB/s${timeLeft(seconds, share)}`;
    process.stderr.write(process.stderr.isTTY ? `\r${text.padEnd(78)}` : `${text}\n`);
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\n');
  }
}
