import type { Certificate } from './certificate.ts';
import { childrenOf, context, DerError, Fields, readDer, tags } from './der.ts';
import { readOid, readSmall } from './der-values.ts';
import { sameName } from './name.ts';
import { oids } from './oids.ts';

/** Valid policies of one certificate of the path, each with the policies expected below it: one level of the graph. */
type Level = ReadonlyMap<string, ReadonlySet<string>>;

/** How many more certificates may follow until a policy is required, mapping or anyPolicy forbidden. */
interface Counters {
  readonly explicit: number;
  readonly mapping: number;
  readonly any: number;
}

const hostile = 200;

/**
 * Whether the policies of a path agree (RFC 5280 section 6.1, as the graph of RFC 9618, which does not grow with
 * hostile mappings). `path` is from the certificate to its root; any policy will do, but where a CA requires one, there
 * must be one that holds from top to bottom.
 */
export function policiesAgree(path: readonly Certificate[]): boolean {
  try {
    return walk(path.slice(0, -1).reverse());
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

/** From the certificate below the root down to the end. */
function walk(certificates: readonly Certificate[]): boolean {
  const most = certificates.length + 1;
  let level: Level = new Map([[oids.anyPolicy, new Set([oids.anyPolicy])]]);
  let counters: Counters = { explicit: most, mapping: most, any: most };
  for (const [i, certificate] of certificates.entries()) {
    const isLast = i === certificates.length - 1;
    const selfIssued = sameName(certificate.subjectDer, certificate.issuerDer);
    const anyCounts = counters.any > 0 || (selfIssued && !isLast);
    level = below(level, policiesOf(certificate), anyCounts);
    if (counters.explicit === 0 && level.size === 0) return false;
    if (!isLast) level = mapped(level, mappingsOf(certificate), counters.mapping > 0);
    counters = narrowed(counters, certificate, selfIssued && !isLast, isLast);
  }
  return counters.explicit > 0 || level.size > 0;
}

/** Section 6.1.3 (d) and (e): what of the level above this certificate goes on. */
function below(above: Level, policies: readonly string[], anyCounts: boolean): Level {
  const level = new Map<string, ReadonlySet<string>>();
  const expected = new Set([...above.values()].flatMap(set => [...set]));
  for (const policy of policies)
    if (policy !== oids.anyPolicy && (expected.has(policy) || above.has(oids.anyPolicy)))
      level.set(policy, new Set([policy]));
  if (policies.includes(oids.anyPolicy) && anyCounts)
    for (const policy of expected) if (!level.has(policy)) level.set(policy, new Set([policy]));
  return level;
}

/** Section 6.1.4 (a) and (b): other names for the same policies further down. */
function mapped(level: Level, mappings: Level, allowed: boolean): Level {
  const next = new Map(level);
  for (const [from, to] of mappings) {
    if (!allowed) next.delete(from);
    else if (level.has(from) || level.has(oids.anyPolicy)) next.set(from, to);
  }
  return next;
}

/** Section 6.1.4 (h) to (j), and 6.1.5 (a) and (b) for the last certificate. */
function narrowed(
  { explicit, mapping, any }: Counters,
  certificate: Certificate,
  free: boolean,
  isLast: boolean,
): Counters {
  const down = (n: number) => (free || n === 0 ? n : n - 1);
  const { require, inhibitMapping } = constraintsOf(certificate);
  const required = isLast && require !== 0 ? Number.POSITIVE_INFINITY : require;
  return {
    explicit: Math.min(down(explicit), required),
    mapping: Math.min(down(mapping), inhibitMapping),
    any: Math.min(down(any), inhibitAnyOf(certificate)),
  };
}

const extensionOf = ({ extensions }: Certificate, name: string) => extensions.get(name)?.value;

function policiesOf(certificate: Certificate): string[] {
  const value = extensionOf(certificate, oids.certificatePolicies);
  if (!value) return [];
  const policies = childrenOf(readDer(value), tags.sequence).map(node =>
    readOid(new Fields(node).take()),
  );
  if (policies.length > hostile || new Set(policies).size < policies.length)
    throw new DerError('the same policy twice, or too many');
  return policies;
}

function mappingsOf(certificate: Certificate): Level {
  const value = extensionOf(certificate, oids.policyMappings);
  const mappings = new Map<string, Set<string>>();
  for (const node of value ? childrenOf(readDer(value), tags.sequence) : []) {
    const fields = new Fields(node);
    const [from, to] = [readOid(fields.take()), readOid(fields.take())];
    fields.end();
    if (from === oids.anyPolicy || to === oids.anyPolicy) throw new DerError('anyPolicy is mapped');
    mappings.set(from, (mappings.get(from) ?? new Set()).add(to));
    if (mappings.size > hostile) throw new DerError('too many mappings');
  }
  return mappings;
}

function constraintsOf(certificate: Certificate): { require: number; inhibitMapping: number } {
  const value = extensionOf(certificate, oids.policyConstraints);
  if (!value)
    return { require: Number.POSITIVE_INFINITY, inhibitMapping: Number.POSITIVE_INFINITY };
  const fields = new Fields(readDer(value));
  const [require, inhibit] = [fields.maybe(context(0, true)), fields.maybe(context(1, true))];
  fields.end();
  return {
    require: require ? readSmall(require, context(0, true)) : Number.POSITIVE_INFINITY,
    inhibitMapping: inhibit ? readSmall(inhibit, context(1, true)) : Number.POSITIVE_INFINITY,
  };
}

function inhibitAnyOf(certificate: Certificate): number {
  const value = extensionOf(certificate, oids.inhibitAnyPolicy);
  return value ? readSmall(readDer(value)) : Number.POSITIVE_INFINITY;
}
