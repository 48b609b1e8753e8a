import { type Bytes, DerError, type DerNode, Fields, readDer, tags } from './der.ts';
import { integerBytes, readBits, readOid } from './der-values.ts';
import { oids } from './oids.ts';

type Curve = 'P-256' | 'P-384' | 'P-521';

/** A public key: `spki` is its SubjectPublicKeyInfo, `bits` the strength that its type is named by. */
export interface PublicKey {
  readonly spki: Bytes;
  readonly type: 'rsa' | 'ec';
  readonly curve: Curve | null;
  readonly bits: number;
}

const curves: Readonly<Record<string, [Curve, number]>> = {
  [oids.p256]: ['P-256', 256],
  [oids.p384]: ['P-384', 384],
  [oids.p521]: ['P-521', 521],
};

/** Reads a SubjectPublicKeyInfo: RSA of at least 2,048 bits or one of the NIST curves, anything else is refused. */
export function readPublicKey(node: DerNode): PublicKey {
  const fields = new Fields(node);
  const algorithm = new Fields(fields.take());
  const type = readOid(algorithm.take());
  const key = readBits(fields.take());
  fields.end();
  if (type === oids.ecPublicKey) {
    const [curve, bits] = curves[readOid(algorithm.take())] ?? [];
    if (!curve || !bits) throw new DerError('curve is not accepted');
    return { spki: node.raw, type: 'ec', curve, bits };
  }
  if (type !== oids.rsaEncryption) throw new DerError(`key type ${type} is not accepted`);
  const bits = rsaBits(key);
  if (bits < 2048 || bits > 8192) throw new DerError('RSA key of this size is not accepted');
  return { spki: node.raw, type: 'rsa', curve: null, bits };
}

function rsaBits(key: Bytes): number {
  const modulus = integerBytes(new Fields(readDer(key, tags.sequence)).take());
  const magnitude = modulus[0] === 0 ? modulus.subarray(1) : modulus;
  return magnitude.length * 8 - Math.clz32(magnitude[0] ?? 0) + 24;
}
