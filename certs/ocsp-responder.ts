import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Answered, answerOcsp } from './answer-ocsp.ts';
import type { DevelopmentStore, KeptKey } from './development-store.ts';
import { keep, wake } from './development-store.ts';
import { type Issuer, issueCertificate } from './issue-certificate.ts';
import { newKey } from './new-key.ts';
import { profiles } from './profiles.ts';

/** The OCSP responder of the development CA while it runs. */
export interface OcspResponder {
  readonly url: string;
  close(): Promise<void>;
}

const host = '127.0.0.1';
const largestRequest = 4096;

export const responderUrl = (port: number): string => `http://${host}:${port}/ocsp`;

/**
 * Starts the responder for the issuing CAs, on this machine only. Its port is chosen once: certificates name it for as
 * long as they live.
 */
export async function startResponder(
  store: DevelopmentStore,
  issuing: readonly Issuer[],
  now: () => Promise<Date>,
): Promise<OcspResponder> {
  const kept = store.responder();
  const delegates = kept?.delegates ?? (await makeDelegates(issuing, await now()));
  const keys = await Promise.all(delegates.map(wake));
  const authorities = issuing.map(({ certificate }, i) => ({
    issuer: certificate,
    delegate: keys[i] as Issuer,
    know: (serial: string) => statusIn(store, serial, i),
  }));
  const server = createServer((request, reply) => void respond(request, reply, authorities, now));
  const port = await new Promise<number>((done, fail) => {
    server.once('error', fail).listen(kept?.port ?? 0, host, () => {
      done((server.address() as { port: number }).port);
    });
  });
  if (!kept) store.keepResponder({ port, delegates });
  return {
    url: responderUrl(port),
    close: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function makeDelegates(issuing: readonly Issuer[], at: Date): Promise<KeptKey[]> {
  return Promise.all(
    issuing.map(async issuer => {
      const { pkcs8, spki } = await newKey('ec');
      const { country, organization } = issuer.certificate.subject;
      const subject = { country, organization, commonName: `${organization} 吊销状态服务` };
      const profile = profiles.ocsp;
      return keep('ec', pkcs8, await issueCertificate({ subject, spki, profile, at, issuer }));
    }),
  );
}

/** Read each time: another process may have revoked it just now. */
function statusIn(store: DevelopmentStore, serial: string, authority: number) {
  const is = (line: { serial: string; authority: number }) =>
    line.serial === serial && line.authority === authority;
  const revoked = store.revoked().find(is);
  if (revoked) return new Date(revoked.at);
  return store.issued().some(is) ? 'good' : 'unknown';
}

async function respond(
  request: IncomingMessage,
  reply: ServerResponse,
  authorities: readonly Answered[],
  now: () => Promise<Date>,
): Promise<void> {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (request.method !== 'POST' || !(length <= largestRequest)) {
    reply.writeHead(400).end();
    return;
  }
  try {
    const answer = await answerOcsp(await buffer(request), authorities, await now());
    reply.writeHead(200, { 'content-type': 'application/ocsp-response' }).end(answer);
  } catch {
    // The database that keeps the demo's time may be stopping.
    reply.writeHead(503).end();
  }
}
