/** What the browser does while `bench/browser-sealing.ts` watches: the product's own sealing worker, or a plain upload. */
import type { SealingTicket } from '../../contracts/bidding.ts';
import type { HeldKey } from '../../web/key/messages.ts';
import { SealingWorker } from '../../web/sealing/sealing-worker.ts';

export interface Order {
  readonly ticket: SealingTicket;
  /** PKCS#8 and X.509, base64. */
  readonly key: string;
  readonly certificate: string;
}

const bytesOf = (text: string) => Uint8Array.from(atob(text), one => one.charCodeAt(0));

function chosen(): File {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('no file was chosen');
  return file;
}

/** Seals the chosen file and uploads it meanwhile, as the bidder's page does; milliseconds. */
async function sealAndSend({ ticket, ...order }: Order): Promise<number> {
  const oaep = { name: 'RSA-OAEP', hash: 'SHA-256' };
  const key: HeldKey = {
    key: await crypto.subtle.importKey('pkcs8', bytesOf(order.key), oaep, false, ['decrypt']),
    certificate: bytesOf(order.certificate),
  };
  const content = chosen();
  const worker = new SealingWorker();
  const start = performance.now();
  const secrets = await worker.ask({ act: 'begin', key, envelopes: ['technical'] });
  const envelopes = [{ id: 'technical', files: [{ name: 'big', content }], held: [] }];
  const createdAt = new Date().toISOString();
  await worker.ask({ act: 'seal', ticket, key, secrets, envelopes, createdAt });
  const took = performance.now() - start;
  worker.close();
  return took;
}

/** The same file as it is, in one request; milliseconds. */
async function sendPlain(): Promise<number> {
  const body = chosen();
  const start = performance.now();
  const answer = await fetch('/plain', { method: 'PUT', body });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return performance.now() - start;
}

export type Acts = { sealAndSend: typeof sealAndSend; sendPlain: typeof sendPlain };
Object.assign(window, { acts: { sealAndSend, sendPlain } satisfies Acts });
