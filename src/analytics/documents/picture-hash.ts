/** A decoded picture: 1 bit, 3 or 4 bytes a pixel, told apart by the length of the data. */
export interface Raster {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const columns = 9;
const lines = 8;

function greyAt({ width, height, data }: Raster, x: number, y: number): number {
  const depth = data.length / (width * height);
  if (depth < 1) {
    const stride = (width + 7) >> 3;
    return ((data[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0;
  }
  const at = (y * width + x) * Math.floor(depth);
  if (depth < 3) return data[at] ?? 0;
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}

/** Mean grey of each of 9 × 8 fields; a large picture is sampled. */
function fields(raster: Raster): number[] {
  const { width, height } = raster;
  const step = Math.max(1, Math.floor(Math.min(width / columns, height / lines) / 12));
  const sums = new Float64Array(columns * lines);
  const counts = new Uint32Array(columns * lines);
  for (let y = 0; y < height; y += step)
    for (let x = 0; x < width; x += step) {
      const field = Math.floor((y * lines) / height) * columns + Math.floor((x * columns) / width);
      sums[field] = (sums[field] ?? 0) + greyAt(raster, x, y);
      counts[field] = (counts[field] ?? 0) + 1;
    }
  return [...sums].map((sum, i) => sum / Math.max(1, counts[i] ?? 0));
}

/**
 * Difference hash: whether each field is darker than its right neighbour, 64 bits as 16 hexadecimal digits. It stays
 * through scaling, recompression and a change of brightness. Null for a picture that is too small or too even to tell.
 */
export function pictureHash(raster: Raster): string | null {
  if (raster.width < 32 || raster.height < 32) return null;
  const grey = fields(raster);
  if (Math.max(...grey) - Math.min(...grey) < 16) return null;
  let hash = '';
  for (let line = 0; line < lines; line++) {
    let byte = 0;
    for (let i = 0; i < columns - 1; i++) {
      const at = line * columns + i;
      byte = (byte << 1) | ((grey[at] ?? 0) < (grey[at + 1] ?? 0) - 1 ? 1 : 0);
    }
    hash += byte.toString(16).padStart(2, '0');
  }
  return hash;
}

/** Bits in which two hashes differ: 0 the same picture, up to 6 a copy of it, 32 nothing to do with each other. */
export function pictureDistance(a: string, b: string): number {
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits > 0n; bits >>= 1n) count += Number(bits & 1n);
  return count;
}

export interface SharedPicture {
  readonly a: number;
  readonly b: number;
  readonly distance: number;
}

/**
 * Pictures of two documents that are copies, by place in the lists, without those like a picture of the tender.
 * Innocent: a maker's picture of the product, a published map, a certificate of a third party.
 */
export function sharedPictures(
  a: readonly string[],
  b: readonly string[],
  tender: readonly string[] = [],
): SharedPicture[] {
  const near = 6;
  const given = (hash: string) => tender.some(other => pictureDistance(hash, other) <= near);
  return a.flatMap((hash, i) => {
    if (given(hash)) return [];
    const distances = b.map(other => pictureDistance(hash, other));
    const distance = Math.min(...distances, 64);
    return distance <= near ? [{ a: i, b: distances.indexOf(distance), distance }] : [];
  });
}
