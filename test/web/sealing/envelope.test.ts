import { beforeEach, describe, expect, test } from 'vitest';
import {
  atHand,
  drop,
  type EnvelopeDesk,
  keepSealed,
  layEnvelope,
  newEnvelope,
  progressOf,
  restore,
  storedOf,
  take,
  useNewer,
} from '../../../web/sealing/envelope.ts';
import type { SealedEnvelope } from '../../../web/sealing/messages.ts';

const fileOf = (name: string, text: string, lastModified: number) =>
  new File([text], name, { lastModified });
const offered = (file: File) => ({ file, handle: null });
const sealed = { entry: { id: 'technical' } } as SealedEnvelope;

let envelope: EnvelopeDesk;
beforeEach(() => {
  envelope = newEnvelope('technical', '技术文件', true);
  take(envelope, [offered(fileOf('施工组织设计.pdf', 'old', 1))]);
});
const first = () => {
  const [file] = envelope.files;
  if (!file) throw new Error('no file');
  return file;
};

describe('a file chosen again', () => {
  test('before anything is sealed simply replaces the one of its name', () => {
    take(envelope, [offered(fileOf('施工组织设计.pdf', 'newer', 2))]);
    expect(envelope.files).toHaveLength(1);
    expect(first()).toMatchObject({ bytes: 5, modified: 2, changed: false });
  });

  test('after sealing asks which version counts, and replaces nothing meanwhile', () => {
    envelope.sealed = sealed;
    take(envelope, [offered(fileOf('施工组织设计.pdf', 'newer', 2))]);
    expect(first()).toMatchObject({ bytes: 3, modified: 1, changed: true });
    expect(envelope.sealed).toEqual(sealed);
  });

  test('unchanged, after a reload, is taken back without a question', () => {
    const stored = storedOf(envelope);
    const again = newEnvelope('technical', '技术文件', true);
    restore(again, stored);
    expect(atHand(again)).toBe(false);
    take(again, [offered(fileOf('施工组织设计.pdf', 'old', 1))]);
    expect(atHand(again)).toBe(true);
    expect(again.files[0]?.changed).toBe(false);
  });

  test('changed, after a reload, is asked about', () => {
    const again = newEnvelope('technical', '技术文件', true);
    restore(again, storedOf(envelope));
    take(again, [offered(fileOf('施工组织设计.pdf', 'newer', 2))]);
    expect(again.files[0]).toMatchObject({ changed: true, modified: 1 });
  });
});

describe('the choice between versions', () => {
  beforeEach(() => {
    envelope.sealed = sealed;
    take(envelope, [offered(fileOf('施工组织设计.pdf', 'newer', 2))]);
  });

  test('the new one makes its envelope be sealed again', () => {
    useNewer(envelope, first());
    expect(first()).toMatchObject({ bytes: 5, modified: 2, changed: false });
    expect(envelope.sealed).toBeNull();
  });

  test('the sealed one stays, and needs no file any more', () => {
    keepSealed(first());
    expect(first()).toMatchObject({ bytes: 3, changed: false, content: null });
    expect(envelope.sealed).toEqual(sealed);
    expect(atHand(envelope)).toBe(true);
  });
});

test('another file, or one fewer, makes the envelope be sealed again', () => {
  envelope.sealed = sealed;
  take(envelope, [offered(fileOf('漫游.zip', 'zip', 1))]);
  expect(envelope.sealed).toBeNull();
  envelope.sealed = sealed;
  drop(envelope, '漫游.zip');
  expect(envelope.sealed).toBeNull();
  expect(envelope.files).toHaveLength(1);
});

test('a file is done when every segment in which it lies is with the platform', async () => {
  take(envelope, [offered(fileOf('b.bin', 'x'.repeat(3_000), 1))]);
  await layEnvelope(envelope, []);
  const { count } = progressOf(envelope, 'b.bin', 1024);
  expect(count).toBeGreaterThanOrEqual(3);
  envelope.made.add(0);
  envelope.sent.add(0);
  expect(progressOf(envelope, 'b.bin', 1024)).toMatchObject({ made: 1, sent: 1, count });
});
