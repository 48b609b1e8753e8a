import type { z } from 'zod';
import { equal, utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { malformed } from './refusal.ts';

/** RFC 8785 text of a JSON value, as UTF-8. */
export const canonicalBytes = (value: unknown): Uint8Array<ArrayBuffer> =>
  utf8(canonicalText(value));

/**
 * Reads canonical JSON of one shape: UTF-8, RFC 8785 to the byte (so no repeated key, no second spelling), at most
 * `limit` bytes, and nothing that the schema does not know. BID_MALFORMED names `where` and the first wrong field.
 */
export function readCanonical<T extends z.ZodType>(
  bytes: Uint8Array,
  schema: T,
  where: string,
  limit: number,
): z.output<T> {
  if (bytes.length > limit)
    throw malformed(where, { zh: `超过 ${limit} 字节`, en: `is larger than ${limit} bytes` });
  const value = parseJson(bytes, where);
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw malformed(where, {
      zh: `${issue?.path.join('.') || '内容'} 不合规定（${issue?.message}）`,
      en: `${issue?.path.join('.') || 'the content'} is not valid (${issue?.message})`,
    });
  }
  if (!equal(canonicalBytes(value), bytes))
    throw malformed(where, {
      zh: '不是 RFC 8785 规范形式',
      en: 'is not in the canonical form of RFC 8785',
    });
  return parsed.data;
}

function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw malformed(where, { zh: '不是 JSON', en: 'is not JSON' });
  }
}
