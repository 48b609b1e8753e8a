/** Part of a file: `end` is the first byte that is no longer in it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What a Range header asks of a file of `bytes` (RFC 9110 §14): the part; null for all of it, which is also the answer to
 * several ranges, other units and what cannot be read; 'none' where nothing of it is in the file.
 */
export function wantedRange(header: string, bytes: number): ByteRange | 'none' | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!found || (found[1] === '' && found[2] === '')) return null;
  const [from, to] = [found[1] ?? '', found[2] ?? ''];
  if (from === '') {
    const last = Math.min(Number(to), bytes);
    return last === 0 ? 'none' : { start: bytes - last, end: bytes };
  }
  const start = Number(from);
  const end = to === '' ? bytes : Math.min(Number(to) + 1, bytes);
  if (to !== '' && Number(to) < start) return null;
  return start >= bytes ? 'none' : { start, end };
}

/** Whether a part may be sent: without If-Range, or with the very tag of the file (§13.1.5). */
export const isSameFile = (ifRange: string, tag: string): boolean =>
  ifRange === '' || ifRange === tag;
