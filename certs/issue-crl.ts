import { fromHex } from '../src/kernel/bytes.ts';
import { writeSignatureAlgorithm } from '../src/pki/algorithm.ts';
import { type Crl, parseCrl } from '../src/pki/crl.ts';
import { bits, context, der, sequence, tags } from '../src/pki/der.ts';
import { integer, time } from '../src/pki/der-values.ts';
import { oids } from '../src/pki/oids.ts';
import { schemeOf, signSha256 } from '../src/pki/signature.ts';
import { extension, type Issuer, keyId } from './issue-certificate.ts';

/** Issues the complete CRL of a CA (RFC 5280 section 5). `number` must grow from list to list. */
export async function issueCrl(list: {
  readonly issuer: Issuer;
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Serial numbers as hexadecimal content bytes, with their times. */
  readonly revoked: readonly { readonly serial: string; readonly at: Date }[];
}): Promise<Crl> {
  const { key, certificate } = list.issuer;
  const algorithm = writeSignatureAlgorithm(schemeOf(key));
  const entries = list.revoked.map(({ serial, at }) =>
    sequence(der(tags.integer, fromHex(serial)), time(at)),
  );
  const authority = sequence(der(context(0, true), keyId(certificate.publicKey.spki)));
  const tbs = sequence(
    integer(1),
    algorithm,
    certificate.subjectDer,
    time(list.thisUpdate),
    time(list.nextUpdate),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    der(
      context(0),
      sequence(
        extension(oids.authorityKeyIdentifier, authority),
        extension(oids.crlNumber, integer(list.number)),
      ),
    ),
  );
  return parseCrl(sequence(tbs, algorithm, bits(await signSha256(key, tbs))));
}
