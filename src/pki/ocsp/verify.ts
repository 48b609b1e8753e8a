import { equal } from '../../kernel/bytes.ts';
import type { Certificate } from '../certificate.ts';
import type { Crl } from '../crl.ts';
import { DerError } from '../der.ts';
import type { Extension } from '../extensions.ts';
import { oids } from '../oids.ts';
import { type RevocationStatus, revocationByLists } from '../revocation-lists.ts';
import { isSignedBy } from '../signed-by.ts';
import { isOfIssuer, keyHash } from './certificate-id.ts';
import type { OcspRefusal } from './refusal.ts';
import { type OcspResponse, parseOcspReply, type SingleResponse } from './response.ts';

/** What a response proves of one certificate, or why it proves nothing. */
export type OcspCheck =
  | { readonly ok: true; readonly answer: SingleResponse }
  | { readonly ok: false; readonly reason: OcspRefusal };

export interface OcspOptions {
  /** What the request was tied with: an answer may leave a nonce out (made beforehand), not have another. */
  readonly nonce?: Uint8Array;
  /** An answer that begins after this time is refused: a responder's clock has to be right. */
  readonly now?: Date;
  /** Lists of the issuer, for the certificate of a delegated responder. */
  readonly crls?: readonly Crl[];
}

const refused = (reason: OcspRefusal): OcspCheck => ({ ok: false, reason });

/** How far the clocks of responder and platform may lie apart. */
const skewMs = 5 * 60_000;

/** Checks a response about `certificate`, which `issuer` has issued (RFC 6960 section 3.2). */
export async function checkOcsp(
  bytes: Uint8Array,
  certificate: Certificate,
  issuer: Certificate,
  options: OcspOptions = {},
): Promise<OcspCheck> {
  const reply = parsed(bytes);
  if (!reply) return refused('malformed');
  if ('refused' in reply) return refused('not-answered');
  const { response } = reply;
  const fault =
    (await responderFault(response, issuer, options.crls ?? [])) ??
    extensionFault(response.extensions, [oids.ocspNonce]);
  if (fault) return refused(fault);
  const { nonce, now } = options;
  if (nonce && response.nonce && !equal(response.nonce, nonce)) return refused('other-nonce');
  const answer = response.answers.find(
    ({ id }) => id.serial === certificate.serial && isOfIssuer(id, issuer),
  );
  if (!answer) return refused('other-certificate');
  const unknown = extensionFault(answer.extensions, []);
  if (unknown) return refused(unknown);
  if (now && answer.thisUpdate.getTime() > now.getTime() + skewMs)
    return refused('from-the-future');
  return { ok: true, answer };
}

function parsed(bytes: Uint8Array) {
  try {
    return parseOcspReply(bytes);
  } catch (error) {
    // A text decoder throws TypeError on malformed UTF-8 inside a name.
    if (error instanceof DerError || error instanceof TypeError) return null;
    throw error;
  }
}

function extensionFault(
  extensions: ReadonlyMap<string, Extension>,
  understood: readonly string[],
): OcspRefusal | null {
  const unknown = [...extensions].some(
    ([name, { critical }]) => critical && !understood.includes(name),
  );
  return unknown ? 'unknown-critical-extension' : null;
}

/** The issuer signs itself, or a certificate of its own that it has made for OCSP (RFC 6960 section 4.2.2.2). */
async function responderFault(
  response: OcspResponse,
  issuer: Certificate,
  crls: readonly Crl[],
): Promise<OcspRefusal | null> {
  const named = [issuer, ...response.certificates].filter(one => isNamed(response, one));
  for (const responder of named) {
    const own = equal(responder.der, issuer.der);
    if (!own && !(await isDelegate(responder, issuer))) continue;
    if (!(await isSignedBy(response, responder))) return 'signature-wrong';
    return own ? null : delegateFault(responder, issuer, response.producedAt, crls);
  }
  return 'wrong-responder';
}

const isNamed = ({ responder }: OcspResponse, certificate: Certificate): boolean =>
  'name' in responder
    ? equal(responder.name, certificate.subjectDer)
    : equal(responder.keyHash, keyHash(certificate));

/** Issued directly by the CA that issued the certificate in question, for this and nothing that contradicts it. */
async function isDelegate(responder: Certificate, issuer: Certificate): Promise<boolean> {
  const { issuerDer, extendedKeyUsages, keyUsages, extensions } = responder;
  if (!equal(issuerDer, issuer.subjectDer)) return false;
  if (!extendedKeyUsages?.includes(oids.ocspSigning)) return false;
  if (keyUsages && !keyUsages.has('digitalSignature') && !keyUsages.has('nonRepudiation'))
    return false;
  if (extensionFault(extensions, delegateExtensions)) return false;
  return isSignedBy(responder, issuer);
}

const delegateExtensions: readonly string[] = [
  oids.basicConstraints,
  oids.keyUsage,
  oids.extKeyUsage,
  oids.ocspNoCheck,
];

/**
 * Whether the delegate was good when it answered. Its own revocation is looked up in the lists unless its CA says that
 * this need not be (nocheck); without a list it stands, as it does everywhere (RFC 6960 section 4.2.2.2.1).
 */
async function delegateFault(
  responder: Certificate,
  issuer: Certificate,
  at: Date,
  crls: readonly Crl[],
): Promise<OcspRefusal | null> {
  if (at < responder.notBefore || at.getTime() >= responder.notAfter.getTime() + 1000)
    return 'responder-not-valid';
  if (responder.extensions.has(oids.ocspNoCheck)) return null;
  const status = await revocationByLists(responder, issuer, crls, at);
  return status === 'revoked' ? 'responder-revoked' : null;
}

/** How long an answer without an end is believed. */
const longestMs = 24 * 3_600_000;

/**
 * What an answer says of `certificate` at `at`. One given later speaks for the time before too, as long as the
 * certificate had not expired by then: a CA may forget what has expired.
 */
export function statusAt(
  { status, revokedAt, thisUpdate, nextUpdate }: SingleResponse,
  certificate: Certificate,
  at: Date,
): RevocationStatus {
  if (status === 'unknown') return 'unknown';
  if (revokedAt && revokedAt <= at) return 'revoked';
  const until = nextUpdate ?? new Date(thisUpdate.getTime() + longestMs);
  const covers = at <= until && (thisUpdate <= at || thisUpdate <= certificate.notAfter);
  return covers ? 'good' : 'unknown';
}
