/** A sequencer in a process of its own, for tests that kill it: `node sequencer-process.ts DATABASE_URL COVER_MS PATIENCE_MS`. */
import { startSequencer } from '../../src/platform/ledger/sequencer.ts';
import { testLogKey, until } from './ledger.ts';

const [, , url = '', coverMs, patienceMs] = process.argv;
const sequencer = startSequencer({
  url,
  key: testLogKey,
  gatherMs: 5,
  coverMs: Number(coverMs),
  patienceMs: Number(patienceMs),
});
await until(() => sequencer.leads);
console.log('leads');
setInterval(() => sequencer.wake(), 10);
