import type { Certificate } from '../pki/certificate.ts';
import { type Crl, parseCrl } from '../pki/crl.ts';
import { acceptCertificate, type CheckOptions } from '../pki/trust.ts';
import type { TrustList } from '../pki/trust-list.ts';
import type { Signed } from './centre.ts';
import type { AskOcsp } from './ocsp-client.ts';

interface Wanted extends Pick<CheckOptions, 'purpose' | 'at'> {
  readonly now: Date;
}

type Accept = (
  certificate: Certificate,
  intermediates: readonly Certificate[],
  wanted: Wanted,
) => Promise<Pick<Signed, 'status' | 'ocsp'>>;

/**
 * Accepts a certificate by the trust list, with revocation by OCSP, then by the lists. The responder is asked only after
 * the path holds: until then its address is a stranger's word. Refuses with CERTIFICATE_INVALID.
 */
export function accepting(
  trust: TrustList,
  crls: () => Promise<Uint8Array[]>,
  askOcsp: AskOcsp,
): Accept {
  const parsed = new WeakMap<Uint8Array, Crl>();
  return async (certificate, intermediates, { purpose, at, now }) => {
    const lists = { purpose, at, crls: (await crls()).map(list => parsedOnce(list, parsed)) };
    const { path, provisional } = await acceptCertificate(certificate, intermediates, trust, lists);
    const [, issuer] = path;
    const ocsp = issuer ? await askOcsp({ certificate, issuer, crls: lists.crls, at, now }) : null;
    if (!ocsp) return { status: provisional ? 'provisional' : 'valid', ocsp };
    const asked = { ...lists, ocsp: [ocsp] };
    const check = await acceptCertificate(certificate, intermediates, trust, asked);
    return { status: check.provisional ? 'provisional' : 'valid', ocsp };
  };
}

/** A CA's list can hold many thousands: it is parsed, and its signature checked, once. */
function parsedOnce(list: Uint8Array, parsed: WeakMap<Uint8Array, Crl>): Crl {
  const crl = parsed.get(list) ?? parseCrl(list);
  parsed.set(list, crl);
  return crl;
}
