import { readConsistency } from '../../contracts/log.ts';
import { FeedPage, readFeed } from '../../contracts/sanction-exchange.ts';
import { fromBase64 } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { FeedFault } from './verify-feed.ts';

const bounds = { pageBytes: 8 * 1024 ** 2, proofBytes: 64 * 1024, ms: 10_000 };

/** Only TLS leaves the house; a demo may also talk to another one on the same machine. */
export function requirePeerUrl(url: string, demo: boolean): void {
  const { protocol, hostname, username } = new URL(url);
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  const allowed = protocol === 'https:' || (demo && protocol === 'http:' && loopback);
  if (!allowed || username !== '')
    throw new RuleError(
      'MALFORMED',
      { zh: '对方的地址应是 https。', en: 'The address of the other city must be https.' },
      { reason: 'peer-url' },
    );
}

/** The page of a peer's feed after the cursor. */
export async function fetchPage(url: string, after: number): Promise<FeedPage> {
  const json = await fetchJson(`${url}/api${readFeed.path}?after=${after}`, bounds.pageBytes);
  return parsed(() => FeedPage.parse(json));
}

/** The hashes by which a peer shows that its log has only grown. */
export async function fetchConsistency(url: string, from: number, to: number) {
  const where = `${url}/api${readConsistency.path}?from=${from}&to=${to}`;
  const json = await fetchJson(where, bounds.proofBytes);
  return parsed(() => readConsistency.reply.parse(json).hashes.map(fromBase64));
}

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new FeedFault('malformed');
  }
}

/** No redirect is followed, and nothing is read beyond the bounds of size and time. */
async function fetchJson(url: string, most: number): Promise<unknown> {
  const signal = AbortSignal.timeout(bounds.ms);
  const reply = await fetch(url, { redirect: 'error', signal }).catch(() => {
    throw new FeedFault('unreachable');
  });
  if (!reply.ok || !reply.body) throw new FeedFault('unreachable', `HTTP ${reply.status}`);
  const text = await bounded(reply.body, most);
  return parsed(() => JSON.parse(text));
}

async function bounded(body: ReadableStream<Uint8Array>, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of body) {
      bytes += part.length;
      if (bytes > most) throw new FeedFault('too-large');
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof FeedFault) throw error;
    throw new FeedFault('unreachable', 'cut off');
  }
  return Buffer.concat(parts).toString('utf8');
}
