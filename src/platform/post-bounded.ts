import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** `machine` also reaches this machine: for development, where everything runs on one. */
export type Reachable = 'public' | 'machine';

interface PostLimits {
  readonly type: string;
  readonly timeoutMs: number;
  readonly mostBytes: number;
  readonly reachable: Reachable;
}

/** This machine and the link it is on: metadata services and other servers' back doors live there. */
const near = new BlockList();
near.addSubnet('127.0.0.0', 8);
near.addSubnet('0.0.0.0', 8);
near.addSubnet('169.254.0.0', 16);
near.addAddress('::1', 'ipv6');
near.addAddress('::', 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');

const isNear = (address: string): boolean =>
  near.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * POSTs to an address that somebody else has named: http and https only, no redirect is followed, no credentials are
 * sent, and time and size of the reply are bounded. Throws when anything is not so.
 */
export async function postBounded(
  address: string,
  body: Uint8Array,
  limits: PostLimits,
): Promise<Uint8Array> {
  const url = new URL(address);
  const send = { 'http:': httpRequest, 'https:': httpsRequest }[url.protocol];
  if (!send || url.username || url.password) throw new Error(`${url.protocol} is not asked`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const { reachable, type, timeoutMs } = limits;
  if (reachable === 'public' && isIP(host) && isNear(host)) throw new Error(`${host} is not asked`);
  const reply = await new Promise<IncomingMessage>((done, fail) => {
    send(url, {
      method: 'POST',
      // A connection kept from an earlier question may be dead by now.
      agent: false,
      headers: { 'content-type': type, 'content-length': body.length },
      signal: AbortSignal.timeout(timeoutMs),
      ...(reachable === 'public' ? { lookup: farLookup } : {}),
    })
      .once('response', done)
      .once('error', fail)
      .end(body);
  });
  return readBounded(reply, limits.mostBytes);
}

async function readBounded(reply: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of reply) {
    size += (part as Buffer).length;
    if (size > mostBytes) throw new Error('reply too large');
    parts.push(part as Buffer);
  }
  if (reply.statusCode !== 200) throw new Error(`reply ${reply.statusCode}`);
  return new Uint8Array(Buffer.concat(parts));
}

/** Judges the very address that is then connected to: a name that points elsewhere the second time gains nothing. */
const farLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const far = (addresses ?? []).filter(({ address }) => !isNear(address));
    const [first] = far;
    if (error || !first) done(error ?? new Error(`${hostname} is not asked`), '', 0);
    else if (options.all) done(null, far);
    else done(null, first.address, first.family);
  });
};
