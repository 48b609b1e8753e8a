import { type Signer, signCades } from '../cades.ts';
import { type Bytes, context, DerError, der, sequence, tags, text } from '../der.ts';
import { flags, integer, oid } from '../der-values.ts';
import { oids } from '../oids.ts';
import {
  nonceElement,
  readTimestampRequest,
  type TimestampRequest,
  writeImprint,
} from './request.ts';

/** What a time-stamp authority says in a token besides the imprint. */
export interface Stamp {
  /** Object identifier of the policy it stamps under. */
  readonly policy: string;
  /** Unique among the tokens of this authority (RFC 3161 section 2.4.2). */
  readonly serial: Uint8Array;
  readonly at: Date;
  readonly accuracyMs: number;
}

/** PKIFailureInfo bits of RFC 3161 section 2.4.2. */
const failure = { badRequest: 2, unacceptedPolicy: 15 } as const;

/** Answers a TimeStampReq with a TimeStampResp in DER: a token, or a rejection that says why. */
export async function answerTimestampRequest(
  request: Uint8Array,
  authority: Signer,
  stamp: Stamp,
): Promise<Bytes> {
  let asked: TimestampRequest;
  try {
    asked = readTimestampRequest(request);
  } catch (error) {
    if (error instanceof DerError) return rejection(failure.badRequest, error.message);
    throw error;
  }
  if (asked.policy && asked.policy !== stamp.policy)
    return rejection(failure.unacceptedPolicy, 'policy not accepted');
  const token = await makeToken(asked, authority, stamp);
  return sequence(sequence(integer(0)), token);
}

const rejection = (bit: number, why: string): Bytes =>
  sequence(sequence(integer(2), sequence(text(why)), flags([bit])));

/** A time-stamp token over what was asked; its signer's certificate must be for time stamping alone. */
function makeToken(asked: TimestampRequest, authority: Signer, stamp: Stamp): Promise<Bytes> {
  const info = sequence(
    integer(1),
    oid(stamp.policy),
    writeImprint(asked.sha256),
    integer(stamp.serial),
    preciseTime(stamp.at),
    accuracy(stamp.accuracyMs),
    ...(asked.nonce ? [nonceElement(asked.nonce)] : []),
  );
  return signCades(info, [authority], {
    contentType: oids.tstInfo,
    detached: false,
    signingTime: stamp.at,
    withCertificates: asked.wantsCertificates,
  });
}

/** GeneralizedTime to the millisecond: DER leaves trailing zeros of the fraction out (RFC 3161 section 2.4.2). */
function preciseTime(at: Date): Bytes {
  const digits = at.toISOString().replace(/[-:TZ]/g, '');
  const short = digits.replace(/\.?0+$/, '');
  const written = digits.includes('.') && short.length > 14 ? short : digits.slice(0, 14);
  return der(tags.generalizedTime, new TextEncoder().encode(`${written}Z`));
}

function accuracy(milliseconds: number): Bytes {
  const seconds = Math.floor(milliseconds / 1000);
  const rest = milliseconds % 1000;
  const millis = integer(rest).subarray(2);
  return sequence(
    ...(seconds > 0 ? [integer(seconds)] : []),
    ...(rest > 0 ? [der(context(0, true), millis)] : []),
  );
}
