import { utf8 } from '../../kernel/bytes.ts';
import type { Certificate } from '../certificate.ts';
import {
  type Bytes,
  childrenOf,
  context,
  DerError,
  der,
  Fields,
  readDer,
  sequence,
  tags,
} from '../der.ts';
import { oid, readOid } from '../der-values.ts';
import { oids } from '../oids.ts';

/** URI in a GeneralName. */
const uri = context(6, true);

/** AuthorityInfoAccess (RFC 5280 section 4.2.2.1) that names one OCSP responder. */
export const writeOcspAccess = (url: string): Bytes =>
  sequence(sequence(oid(oids.ocsp), der(uri, utf8(url))));

/**
 * Where the issuer of `certificate` says its OCSP responder is asked; none when it says nothing that can be read. To be
 * followed only once a path to the trust list holds: anybody can write an address into a certificate of his own.
 */
export function ocspAddressesOf(certificate: Certificate): string[] {
  const extension = certificate.extensions.get(oids.authorityInfoAccess);
  if (!extension) return [];
  try {
    return childrenOf(readDer(extension.value, tags.sequence)).flatMap(node => {
      const fields = new Fields(node);
      const isOcsp = readOid(fields.take()) === oids.ocsp;
      const location = fields.take();
      if (!isOcsp || location.tag !== uri) return [];
      return [new TextDecoder('latin1').decode(location.content)];
    });
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}
