import {
  type Bytes,
  context,
  DerError,
  type DerNode,
  der,
  Fields,
  nul,
  sequence,
  tags,
} from './der.ts';
import { integer, oid, readOid, readSmall } from './der-values.ts';
import { oids } from './oids.ts';

export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';
export type SignatureScheme = 'pkcs1' | 'pss' | 'ecdsa';

/** A signature algorithm; `hash` is null where the identifier leaves it to the digest algorithm beside it. */
export interface SignatureAlgorithm {
  readonly scheme: SignatureScheme;
  readonly hash: Hash | null;
}

/** SHA-1 and MD5 are absent: what is not in a table is refused. */
const hashes: Readonly<Record<string, Hash>> = {
  [oids.sha256]: 'SHA-256',
  [oids.sha384]: 'SHA-384',
  [oids.sha512]: 'SHA-512',
};

const signatures: Readonly<Record<string, SignatureAlgorithm>> = {
  [oids.rsaEncryption]: { scheme: 'pkcs1', hash: null },
  [oids.sha256WithRsa]: { scheme: 'pkcs1', hash: 'SHA-256' },
  [oids.sha384WithRsa]: { scheme: 'pkcs1', hash: 'SHA-384' },
  [oids.sha512WithRsa]: { scheme: 'pkcs1', hash: 'SHA-512' },
  [oids.ecdsaSha256]: { scheme: 'ecdsa', hash: 'SHA-256' },
  [oids.ecdsaSha384]: { scheme: 'ecdsa', hash: 'SHA-384' },
  [oids.ecdsaSha512]: { scheme: 'ecdsa', hash: 'SHA-512' },
};

export const saltLength = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 } as const;

/** Reads a digest AlgorithmIdentifier; parameters are absent or NULL (RFC 5754 section 2). */
export function readHash(node: DerNode | undefined): Hash {
  const fields = new Fields(node);
  const name = readOid(fields.take());
  fields.maybe(tags.nul);
  fields.end();
  const hash = hashes[name];
  if (!hash) throw new DerError(`digest algorithm ${name} is not accepted`);
  return hash;
}

export function readSignatureAlgorithm(node: DerNode | undefined): SignatureAlgorithm {
  const fields = new Fields(node);
  const name = readOid(fields.take());
  if (name === oids.rsaPss) return { scheme: 'pss', hash: readPss(fields.take(tags.sequence)) };
  fields.maybe(tags.nul);
  fields.end();
  const algorithm = signatures[name];
  if (!algorithm) throw new DerError(`signature algorithm ${name} is not accepted`);
  return algorithm;
}

/** RFC 4055 section 3.1, with one hash throughout and a salt as long as the hash; the SHA-1 defaults are refused. */
function readPss(parameters: DerNode): Hash {
  const fields = new Fields(parameters);
  const hash = readHash(new Fields(fields.take(context(0)), context(0)).take());
  const mask = new Fields(new Fields(fields.take(context(1)), context(1)).take());
  if (readOid(mask.take()) !== oids.mgf1 || readHash(mask.take()) !== hash)
    throw new DerError('RSA-PSS with another mask');
  if (readSmall(new Fields(fields.take(context(2)), context(2)).take()) !== saltLength[hash])
    throw new DerError('RSA-PSS with another salt length');
  fields.end();
  return hash;
}

export const sha256Identifier: Bytes = sequence(oid(oids.sha256));

/** AlgorithmIdentifier of a signature over SHA-256, for a CMS signer or a certificate. */
export function writeSignatureAlgorithm(scheme: SignatureScheme): Bytes {
  if (scheme === 'ecdsa') return sequence(oid(oids.ecdsaSha256));
  if (scheme === 'pkcs1') return sequence(oid(oids.sha256WithRsa), nul);
  const sha256 = sequence(oid(oids.sha256), nul);
  return sequence(
    oid(oids.rsaPss),
    sequence(
      der(context(0), sha256),
      der(context(1), sequence(oid(oids.mgf1), sha256)),
      der(context(2), integer(saltLength['SHA-256'])),
    ),
  );
}
