import { hex } from '../kernel/bytes.ts';
import {
  type Bytes,
  childrenOf,
  context,
  DerError,
  type DerNode,
  Fields,
  readDer,
  tags,
} from './der.ts';
import { readBoolean, readFlags, readOid, readSmall } from './der-values.ts';
import { oids } from './oids.ts';

export interface Extension {
  readonly critical: boolean;
  readonly value: Bytes;
}

/** Bit numbers of the KeyUsage extension, RFC 5280 section 4.2.1.3. */
export const keyUsageBits = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
} as const;
export type KeyUsage = keyof typeof keyUsageBits;

/** Extensions that this profile reads; null where a certificate has none. */
export interface ExtensionValues {
  readonly keyUsages: ReadonlySet<KeyUsage> | null;
  readonly extendedKeyUsages: readonly string[] | null;
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | null } | null;
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
}

/** Reads Extensions inside the explicit tag `tag`. */
export const readExtensions = (node: DerNode | null, tag: number): Map<string, Extension> =>
  node ? listExtensions(new Fields(node, tag).take()) : new Map();

/** Reads an Extensions SEQUENCE; the same extension twice is refused (RFC 5280 section 4.2). */
export function listExtensions(node: DerNode): Map<string, Extension> {
  const extensions = new Map<string, Extension>();
  for (const child of childrenOf(node, tags.sequence)) {
    const { name, extension } = readExtension(child);
    if (extensions.has(name)) throw new DerError(`extension ${name} twice`);
    extensions.set(name, extension);
  }
  return extensions;
}

function readExtension(node: DerNode): { name: string; extension: Extension } {
  const fields = new Fields(node);
  const name = readOid(fields.take());
  const critical = fields.maybe(tags.boolean);
  const value = fields.take(tags.octets).content;
  fields.end();
  return { name, extension: { critical: critical !== null && readBoolean(critical), value } };
}

export function readExtensionValues(extensions: ReadonlyMap<string, Extension>): ExtensionValues {
  const read = <T>(name: string, by: (node: DerNode) => T): T | null => {
    const extension = extensions.get(name);
    return extension ? by(readDer(extension.value)) : null;
  };
  return {
    keyUsages: read(oids.keyUsage, readKeyUsages),
    extendedKeyUsages: read(oids.extKeyUsage, node => childrenOf(node, tags.sequence).map(readOid)),
    basicConstraints: read(oids.basicConstraints, readBasicConstraints),
    subjectKeyId: read(oids.subjectKeyIdentifier, node => hex(node.content)),
    authorityKeyId: read(oids.authorityKeyIdentifier, readAuthorityKeyId),
  };
}

function readKeyUsages(node: DerNode): Set<KeyUsage> {
  const set = readFlags(node);
  const usages = Object.keys(keyUsageBits) as KeyUsage[];
  return new Set(usages.filter(usage => set.has(keyUsageBits[usage])));
}

function readBasicConstraints(node: DerNode) {
  const fields = new Fields(node);
  const ca = fields.maybe(tags.boolean);
  const pathLength = fields.maybe(tags.integer);
  fields.end();
  return {
    ca: ca !== null && readBoolean(ca),
    pathLength: pathLength ? readSmall(pathLength) : null,
  };
}

function readAuthorityKeyId(node: DerNode): string | null {
  const id = new Fields(node).maybe(context(0, true));
  return id ? hex(id.content) : null;
}
