import {
  type Bytes,
  childrenOf,
  type DerNode,
  der,
  Fields,
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
