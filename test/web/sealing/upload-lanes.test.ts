import { expect, test } from 'vitest';
import { NetworkError, ProblemError } from '../../../contracts/problem-error.ts';
import { refusalHere } from '../../../web/problem.ts';
import { UploadLanes } from '../../../web/sealing/upload-lanes.ts';

const bytes = new Uint8Array(8);
const silent = { offline: () => undefined, online: () => undefined };
const tick = () => new Promise(resolve => setTimeout(resolve, 0));

/** A line that holds what it is given until told; `most` is how much it ever held at once. */
function slowLine() {
  const open: (() => void)[] = [];
  const line = {
    most: 0,
    open,
    send: () =>
      new Promise<void>(resolve => {
        open.push(resolve);
        line.most = Math.max(line.most, open.length);
      }),
  };
  return line;
}

test('the maker of parts is never more than the lanes ahead: memory stays constant', async () => {
  const line = slowLine();
  const lanes = new UploadLanes(line.send, silent);
  let taken = 0;
  const making = (async () => {
    for (let i = 0; i < 40; i++) {
      await lanes.put(String(i), bytes, () => undefined);
      taken++;
    }
    await lanes.drain();
  })();
  await tick();
  expect(taken).toBe(6);
  for (let i = 0; i < 60; i++) {
    line.open.shift()?.();
    await tick();
  }
  await making;
  expect(taken).toBe(40);
  expect(line.most).toBeLessThanOrEqual(6);
});

test('loss of the network is told and waited out, and the part is sent again', async () => {
  const told: string[] = [];
  let failures = 2;
  const lanes = new UploadLanes(
    async () => {
      if (failures-- > 0) throw new NetworkError(undefined);
    },
    { offline: () => told.push('offline'), online: () => told.push('online') },
  );
  const sent: string[] = [];
  await lanes.put('a', bytes, () => sent.push('a'));
  await lanes.drain();
  expect(sent).toEqual(['a']);
  expect(told).toEqual(['offline', 'online', 'offline', 'online']);
});

test('a refusal is an answer: it is not repeated and stops the sealing', async () => {
  let asked = 0;
  const lanes = new UploadLanes(async () => {
    asked++;
    throw refusalHere('DEADLINE_PASSED', { zh: '截止时间已过', en: 'Too late' });
  }, silent);
  await lanes.put('a', bytes, () => undefined);
  await expect(lanes.drain()).rejects.toBeInstanceOf(ProblemError);
  await expect(lanes.put('b', bytes, () => undefined)).rejects.toBeInstanceOf(ProblemError);
  expect(asked).toBe(1);
});

test('nothing leaves while paused, and all of it after', async () => {
  const sent: string[] = [];
  const lanes = new UploadLanes(async sha256 => sent.push(sha256), silent);
  lanes.pause();
  const put = lanes.put('a', bytes, () => undefined);
  await tick();
  expect(sent).toEqual([]);
  lanes.resume();
  await put;
  await lanes.drain();
  expect(sent).toEqual(['a']);
});

test('stopping throws its reason to the maker of parts', async () => {
  const lanes = new UploadLanes(async () => undefined, silent);
  const reason = new DOMException('stopped by the person', 'AbortError');
  lanes.stop(reason);
  await expect(lanes.put('a', bytes, () => undefined)).rejects.toBe(reason);
});
