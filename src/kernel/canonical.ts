import canonicalize from 'canonicalize';

/** The one text of a JSON value (RFC 8785): what is hashed, signed and logged. Throws on what is not JSON. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}
