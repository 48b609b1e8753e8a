import type { DomainEvent } from '../../src/kernel/event.ts';
import type { Orm } from '../../src/platform/database.ts';
import { append } from '../../src/platform/ledger/append.ts';
import { type Sequencer, startSequencer } from '../../src/platform/ledger/sequencer.ts';
import { signerOf } from '../../src/transparency/note.ts';

/** The log key of every test. */
export const testLogKey = signerOf('test.example/log', new Uint8Array(32).fill(7));

/** Records an event in a transaction of its own, as a use case would; returns its id. */
export async function record(orm: Orm, event: Partial<DomainEvent> = {}): Promise<string> {
  const full = { type: 'test.said', subject: 'lot', data: {}, ...event };
  const stored = await orm.em.fork().transactional(em => append(em, full, 'somebody', new Date()));
  return stored.id;
}

/** Resolves when `holds` does; the test's own time limit ends a wait in vain. */
export async function until<T>(
  holds: () => Promise<T | false | null> | T | false | null,
): Promise<T> {
  for (;;) {
    const value = await holds();
    if (value !== false && value !== null) return value;
    await new Promise(done => setTimeout(done, 20));
  }
}

/** A sequencer without cover rounds, so that a test can count leaves. */
export const quietSequencer = (url: string): Sequencer =>
  startSequencer({ url, key: testLogKey, gatherMs: 20, coverMs: 1e12 });

/** Runs `work` while a sequencer leads. */
export async function sequenced<T>(url: string, work: (s: Sequencer) => Promise<T>): Promise<T> {
  const sequencer = quietSequencer(url);
  try {
    await until(() => sequencer.leads);
    return await work(sequencer);
  } finally {
    await sequencer.stop();
  }
}
