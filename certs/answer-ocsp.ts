import { writeSignatureAlgorithm } from '../src/pki/algorithm.ts';
import type { Certificate } from '../src/pki/certificate.ts';
import {
  type Bytes,
  bits,
  context,
  DerError,
  der,
  octets,
  sequence,
  tags,
} from '../src/pki/der.ts';
import { oid, time } from '../src/pki/der-values.ts';
import { type CertificateId, isOfIssuer, keyHash } from '../src/pki/ocsp/certificate-id.ts';
import { nonceExtension, type OcspRequest, readOcspRequest } from '../src/pki/ocsp/request.ts';
import { oids } from '../src/pki/oids.ts';
import { schemeOf, signSha256 } from '../src/pki/signature.ts';
import type { Issuer } from './issue-certificate.ts';

/** What a CA knows of a serial number: a time is that of its revocation. */
export type Known = 'good' | 'unknown' | Date;

/** One CA for which the responder answers, and the key that it has delegated the answers to. */
export interface Answered {
  readonly issuer: Certificate;
  readonly delegate: Issuer;
  know(serial: string): Known;
}

/** OCSPResponseStatus of RFC 6960 section 4.2.1. */
const refusal = { malformed: 1, unauthorized: 6 } as const;
const refused = (status: number): Bytes => sequence(der(tags.enumerated, Uint8Array.of(status)));

const hours = 24;

/** Answers an OCSPRequest with an OCSPResponse, both in DER. */
export async function answerOcsp(
  request: Uint8Array,
  authorities: readonly Answered[],
  at: Date,
): Promise<Bytes> {
  let asked: OcspRequest;
  try {
    asked = readOcspRequest(request);
  } catch (error) {
    if (error instanceof DerError) return refused(refusal.malformed);
    throw error;
  }
  // One key signs the answer: it can speak for one CA only.
  const authority = authorities.find(({ issuer }) =>
    asked.certificates.every(id => isOfIssuer(id, issuer)),
  );
  return authority ? answer(asked, authority, at) : refused(refusal.unauthorized);
}

async function answer(asked: OcspRequest, authority: Answered, at: Date): Promise<Bytes> {
  const { key, certificate } = authority.delegate;
  const answers = asked.certificates.map(id => singleResponse(id, authority.know(id.serial), at));
  const data = sequence(
    der(context(2), octets(keyHash(certificate))),
    time(at, true),
    sequence(...answers),
    ...(asked.nonce ? [der(context(1), sequence(nonceExtension(asked.nonce)))] : []),
  );
  const basic = sequence(
    data,
    writeSignatureAlgorithm(schemeOf(key)),
    bits(await signSha256(key, data)),
    der(context(0), sequence(certificate.der)),
  );
  const given = sequence(oid(oids.ocspBasic), octets(basic));
  return sequence(der(tags.enumerated, Uint8Array.of(0)), der(context(0), given));
}

function singleResponse(id: CertificateId, known: Known, at: Date): Bytes {
  const until = new Date(at.getTime() + hours * 3_600_000);
  return sequence(id.raw, statusOf(known), time(at, true), der(context(0), time(until, true)));
}

function statusOf(known: Known): Bytes {
  if (known instanceof Date) return der(context(1), time(known, true));
  return der(context(known === 'good' ? 0 : 2, true));
}
