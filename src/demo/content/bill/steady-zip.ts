const endOfDirectory = 0x06054b50;
const entryOfDirectory = 0x02014b50;

/**
 * Sets every time in a ZIP (APPNOTE 4.3.7, 4.3.12) to 1 January 2026, in place: the library stamps files with the
 * moment of writing, and equal workbooks should be equal bytes.
 */
export function steadyZip(zip: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== endOfDirectory) end--;
  if (end < 0) throw new RangeError('not a ZIP');
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== entryOfDirectory) throw new RangeError('broken ZIP directory');
    stamp(view, at + 12);
    stamp(view, view.getUint32(at + 42, true) + 10);
    const variable = [28, 30, 32].map(offset => view.getUint16(at + offset, true));
    at += 46 + variable.reduce((sum, n) => sum + n, 0);
  }
  return zip;
}

/** MS-DOS time and date: 00:00:00, then year − 1980, month, day. */
export const dosDate = ((2026 - 1980) << 9) | (1 << 5) | 1;

function stamp(view: DataView, at: number): void {
  view.setUint16(at, 0, true);
  view.setUint16(at + 2, dosDate, true);
}
