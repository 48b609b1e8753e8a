import { equal, hex } from '../kernel/bytes.ts';
import {
  type Bytes,
  childrenOf,
  type DerNode,
  der,
  Fields,
  readDer,
  sequence,
  setOf,
  tags,
  text,
} from './der.ts';
import { oid, readOid, readText } from './der-values.ts';
import { oids } from './oids.ts';

/**
 * The parts of a distinguished name that the domain uses. `serialNumber` is the unified social credit code of an
 * organisation, or a person's id; `organizationIdentifier` is the code of the person's organisation.
 */
export interface Name {
  readonly commonName: string;
  readonly organization: string | null;
  readonly serialNumber: string | null;
  readonly organizationIdentifier: string | null;
  readonly country: string | null;
}

const fieldOf: Readonly<Record<string, keyof Name>> = {
  [oids.commonName]: 'commonName',
  [oids.organizationName]: 'organization',
  [oids.serialNumber]: 'serialNumber',
  [oids.organizationIdentifier]: 'organizationIdentifier',
  [oids.countryName]: 'country',
};

/** Reads a Name; attributes that the domain does not use are passed over, of several equal ones the last is taken. */
export function readName(node: DerNode): Name {
  const found: Partial<Record<keyof Name, string>> = {};
  for (const relative of childrenOf(node, tags.sequence))
    for (const attribute of childrenOf(relative, tags.set)) {
      const fields = new Fields(attribute);
      const field = fieldOf[readOid(fields.take())];
      if (field) found[field] = readText(fields.take());
    }
  return {
    commonName: found.commonName ?? '',
    organization: found.organization ?? null,
    serialNumber: found.serialNumber ?? null,
    organizationIdentifier: found.organizationIdentifier ?? null,
    country: found.country ?? null,
  };
}

/**
 * Whether two names (DER) are the same by RFC 5280 section 7.1: letter case, inner and outer blanks and the type of a
 * character string make no difference. A CA that has moved from one string type to another stays the same CA.
 */
export const sameName = (a: Bytes, b: Bytes): boolean =>
  equal(a, b) || canonicalName(a) === canonicalName(b);

/** By the very array: what was parsed never changes, and each signature is held against every CA of the trust list. */
const canonical = new WeakMap<Bytes, string>();

function canonicalName(name: Bytes): string {
  const known = canonical.get(name);
  if (known !== undefined) return known;
  const relatives = childrenOf(readDer(name), tags.sequence).map(relative =>
    childrenOf(relative, tags.set).map(canonicalAttribute).sort(),
  );
  const text = JSON.stringify(relatives);
  canonical.set(name, text);
  return text;
}

function canonicalAttribute(attribute: DerNode): string {
  const fields = new Fields(attribute);
  const type = readOid(fields.take());
  const value = fields.take();
  const isText = value.tag === tags.utf8 || value.tag === tags.printable;
  if (!isText) return JSON.stringify([type, hex(value.raw)]);
  const folded = readText(value).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  return JSON.stringify([type, folded]);
}

/** Writes a Name in the usual order C, O, organizationIdentifier, CN, serialNumber. */
export function writeName(name: Partial<Name> & Pick<Name, 'commonName'>): Bytes {
  const printable = (value: string) => der(tags.printable, new TextEncoder().encode(value));
  const part = (type: string, value: string | null | undefined, write = text) =>
    value ? [setOf([sequence(oid(type), write(value))])] : [];
  return sequence(
    ...part(oids.countryName, name.country, printable),
    ...part(oids.organizationName, name.organization),
    ...part(oids.organizationIdentifier, name.organizationIdentifier),
    ...part(oids.commonName, name.commonName),
    ...part(oids.serialNumber, name.serialNumber, printable),
  );
}
