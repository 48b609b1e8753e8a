import type { SealingTicket } from '../../../contracts/bidding.ts';
import { softwareKey } from '../../../src/sealing/bidder-key.ts';
import { outerPath, segmentPath } from '../../../src/sealing/folder.ts';
import type { Manifest } from '../../../src/sealing/manifest.ts';
import { seal } from '../../../src/sealing/seal.ts';
import { newSecrets } from '../../../src/sealing/session.ts';
import { cryptosystem } from '../../../src/sealing/suites.ts';
import { entryOf, openOuter } from '../../../src/sealing/unseal.ts';
import { webPrimitives } from '../../../src/sealing/web-primitives.ts';

/** What the page asks of the worker: seal a file as one envelope, or release a package. */
export type Task =
  | {
      readonly kind: 'seal';
      readonly ticket: SealingTicket;
      readonly certificateDer: Uint8Array;
      readonly file: File;
    }
  | {
      readonly kind: 'release';
      readonly manifest: Manifest;
      readonly outer: Uint8Array;
      readonly certificateDer: Uint8Array;
      readonly privateKey: Uint8Array;
    };

const system = cryptosystem('intl-1', webPrimitives);

async function sealFile(task: Extract<Task, { kind: 'seal' }>) {
  const { ticket, certificateDer, file } = task;
  const source = { name: file.name, bytes: file.size, stream: () => file.stream() };
  const plan = {
    ticket,
    certificateDer,
    envelopes: [{ id: 'technical', files: [source] }],
    secrets: newSecrets(['technical'], system),
    createdAt: new Date().toISOString(),
  };
  const parts: [string, Uint8Array][] = [];
  const sealing = seal(plan, webPrimitives);
  let step = await sealing.next();
  for (; !step.done; step = await sealing.next())
    if (step.value.bytes)
      parts.push([segmentPath('technical', step.value.index), step.value.bytes]);
  for (const { envelope, outer } of step.value.packages) parts.push([outerPath(envelope), outer]);
  return { manifest: step.value.manifest, parts };
}

async function release(task: Extract<Task, { kind: 'release' }>) {
  const [entry] = task.manifest.envelopes;
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' };
  const pkcs8 = new Uint8Array(task.privateKey);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['deriveBits']);
  const bidder = softwareKey(task.certificateDer, key);
  return openOuter(task.outer, entryOf(task.manifest, entry?.id ?? ''), bidder, system);
}

addEventListener('message', async ({ data }: MessageEvent<Task>) => {
  try {
    const done = data.kind === 'seal' ? await sealFile(data) : await release(data);
    postMessage({ done });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
});
