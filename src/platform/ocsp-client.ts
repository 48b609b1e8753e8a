import { randomBytes } from 'node:crypto';
import type { Certificate } from '../pki/certificate.ts';
import type { Crl } from '../pki/crl.ts';
import { writeOcspRequest } from '../pki/ocsp/request.ts';
import { ocspAddressesOf } from '../pki/ocsp/responder-address.ts';
import { checkOcsp, statusAt } from '../pki/ocsp/verify.ts';
import { postBounded, type Reachable } from './post-bounded.ts';

/** What is asked, once a path from the certificate to the trust list holds: `issuer` is next in that path. */
export interface OcspQuestion {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly crls: readonly Crl[];
  /** The time for which the certificate must be good, and the time it is now. */
  readonly at: Date;
  readonly now: Date;
}

/** A response in DER that says whether the certificate was good at the time; null when none was to be had. */
export type AskOcsp = (question: OcspQuestion) => Promise<Uint8Array | null>;

const usual = {
  timeoutMs: 3000,
  mostBytes: 65_536,
  /** One who signs in, uploads and commits is asked about once; a revocation shows within this time. */
  rememberMs: 15_000,
  /** A responder that failed is left alone for a while: a hung one must not make the last minute's bids late. */
  restMs: 30_000,
};
const mostRemembered = 5000;

/** Asks the responders that issuers of the trust list name in their certificates (RFC 6960 appendix A.1). */
export function ocspClient(
  reachable: Reachable = 'public',
  limits: Partial<typeof usual> = {},
): AskOcsp {
  const { timeoutMs, mostBytes, rememberMs, restMs } = { ...usual, ...limits };
  const remembered = new Map<string, { response: Promise<Uint8Array | null>; since: number }>();
  const resting = new Map<string, number>();

  const fetchFrom = async (url: string, question: OcspQuestion): Promise<Uint8Array | null> => {
    if ((resting.get(url) ?? 0) > Date.now()) return null;
    const nonce = randomBytes(16);
    const { certificate, issuer, crls, now } = question;
    const request = writeOcspRequest(certificate, issuer, nonce);
    const how = { timeoutMs, mostBytes, type: 'application/ocsp-request', reachable };
    const response = await postBounded(url, request, how).catch(() => null);
    const check =
      response && (await checkOcsp(response, certificate, issuer, { nonce, now, crls }));
    if (check?.ok) return response;
    resting.set(url, Date.now() + restMs);
    return null;
  };

  const fetchAny = async (question: OcspQuestion): Promise<Uint8Array | null> => {
    for (const url of ocspAddressesOf(question.certificate).slice(0, 2)) {
      const response = await fetchFrom(url, question);
      if (response) return response;
    }
    return null;
  };

  return async question => {
    const { sha256 } = question.certificate;
    const known = remembered.get(sha256);
    if (known && known.since + rememberMs > Date.now()) {
      const response = await known.response;
      if (response && (await isConclusive(response, question))) return response;
    }
    const response = fetchAny(question);
    remembered.delete(sha256);
    remembered.set(sha256, { response, since: Date.now() });
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest) remembered.delete(oldest);
    return response;
  };
}

/** Whether a remembered response still speaks for the time that is asked about. */
async function isConclusive(response: Uint8Array, question: OcspQuestion): Promise<boolean> {
  const { certificate, issuer, crls, at, now } = question;
  const check = await checkOcsp(response, certificate, issuer, { now, crls });
  return check.ok && statusAt(check.answer, certificate, at) !== 'unknown';
}
