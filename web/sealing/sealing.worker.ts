import '../jitless.ts';
import { putSegment } from '../../contracts/bidding.ts';
import { makeClient } from '../../contracts/client.ts';
import { NetworkError, ProblemError } from '../../contracts/problem-error.ts';
import { base64, fromHex } from '../../src/kernel/bytes.ts';
import { RuleError } from '../../src/kernel/rule-error.ts';
import type { Failure, FromWorker, SealingOrder, SealingTask, ToWorker } from './messages.ts';
import { sealAndSend } from './seal-task.ts';
import { begin, lock, manifest, recover, recovery, release, tryOuters, unlock } from './tasks.ts';
import { type Send, UploadLanes } from './upload-lanes.ts';

const say = (message: FromWorker): void => self.postMessage(message);
const stopped = new DOMException('stopped by the person', 'AbortError');
let lanes: UploadLanes | null = null;

const tell = (news: Extract<FromWorker, { news: unknown }>['news']) => say({ news });

const { callWithBytes } = makeClient();
/**
 * Each part goes with its digest, so that what is damaged on the way is refused. It goes as a Blob: bytes handed over
 * as an array leave a browser many times slower.
 */
const sendTo =
  (lot: string): Send =>
  (sha256, content, signal) =>
    callWithBytes(
      putSegment,
      { params: { lot, sha256 }, content: new Blob([content]), signal },
      { 'content-digest': `sha-256=:${base64(fromHex(sha256))}:` },
    );

function run(task: SealingTask) {
  if (task.act === 'begin') return begin(task);
  if (task.act === 'lock') return lock(task);
  if (task.act === 'unlock') return unlock(task);
  if (task.act === 'manifest') return manifest(task);
  if (task.act === 'try') return tryOuters(task);
  if (task.act === 'recovery') return recovery(task);
  if (task.act === 'release') return release(task);
  if (task.act === 'recover') return recover(task);
  lanes = new UploadLanes(sendTo(task.ticket.lot), {
    offline: () => tell({ kind: 'offline' }),
    online: () => tell({ kind: 'online' }),
  });
  return sealAndSend(task, lanes, tell);
}

function obey(order: SealingOrder): void {
  if (order === 'pause') lanes?.pause();
  else if (order === 'resume') lanes?.resume();
  else lanes?.stop(stopped);
}

function failureOf(error: unknown): Failure {
  if (error instanceof ProblemError) return { kind: 'problem', problem: error.problem };
  if (error instanceof RuleError) return { kind: 'rule', code: error.code, detail: error.detail };
  if (error instanceof NetworkError) return { kind: 'network' };
  if (error instanceof DOMException && error.name === 'AbortError') return { kind: 'stopped' };
  if (error instanceof DOMException && ['NotReadableError', 'NotFoundError'].includes(error.name))
    return { kind: 'file-changed' };
  return { kind: 'other', detail: String(error) };
}

self.addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  if ('order' in data) {
    obey(data.order);
    return;
  }
  const { id, task } = data;
  try {
    say({ id, result: await run(task) });
  } catch (error) {
    say({ id, failure: failureOf(error) });
  }
});
