import { concat } from '../kernel/bytes.ts';
import { emptyRoot, hashBytes, nodeHash, rootOf, split } from './hash.ts';
import type { RangeHash } from './proof.ts';

/** C2SP tlog-tiles: a tile is eight levels of the tree, written as its up to 256 lowest hashes. */
export const tileWidth = 256;

/** `level` of a hash tile, or 'entries' for a bundle of the entries themselves. */
export interface TileId {
  readonly level: number | 'entries';
  readonly number: number;
  /** 256 for a full tile, less at the right edge. */
  readonly width: number;
}

/** Path below the log's prefix: `tile/0/x001/x234/067.p/8`. */
export function tilePath({ level, number, width }: TileId): string {
  const digits = String(number).padStart(Math.ceil(String(number).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${path}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** The tile that a path names, or null when it is not written exactly as the specification says. */
export function parseTilePath(path: string): TileId | null {
  const found = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!found) return null;
  const [, level, number, width] = found;
  const id: TileId = {
    level: level === 'entries' ? level : Number(level),
    number: Number(number?.replace(/[x/]/g, '')),
    width: width === undefined ? tileWidth : Number(width),
  };
  if (id.width < 1 || (id.level !== 'entries' && id.level > 63)) return null;
  // One tile has one spelling: no leading zeroes, no `.p/256`.
  return tilePath(id) === path ? id : null;
}

/** How many hashes level `level` holds in a log of `size` leaves. */
export function levelSize(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level);
}

/** Whether a log of `size` leaves has this tile, whole or cut to this width. */
export function tileExists({ level, number, width }: TileId, size: number): boolean {
  const held = levelSize(level === 'entries' ? 0 : level, size);
  return width >= 1 && width <= tileWidth && number * tileWidth + width <= held;
}

/** Gives the bytes of a hash tile: `width` × 32. Over HTTP, from a folder, or from the database. */
export type FetchTile = (tile: TileId & { level: number }) => Promise<Uint8Array>;

/** Cuts the bytes of a hash tile into its hashes; a wrong length is an error. */
export function hashesOf(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length !== width * hashBytes) throw new Error(`tile of ${bytes.length} bytes`);
  return Array.from({ length: width }, (_, i) =>
    bytes.subarray(i * hashBytes, (i + 1) * hashBytes),
  );
}

/** Reads any range of a log of `size` leaves out of its tiles, each fetched at most once. */
export function tileReader(size: number, fetch: FetchTile): RangeHash {
  const held = new Map<string, Promise<Uint8Array[]>>();
  const tile = (level: number, number: number): Promise<Uint8Array[]> => {
    const width = Math.min(tileWidth, levelSize(level, size) - number * tileWidth);
    const id = { level, number, width };
    const key = tilePath(id);
    const known = held.get(key) ?? fetch(id).then(bytes => hashesOf(bytes, width));
    held.set(key, known);
    return known;
  };
  const range: RangeHash = async (start, end) => {
    if (start === end) return emptyRoot;
    const level = levelOf(start, end);
    const span = tileWidth ** level;
    const first = start / span;
    const number = Math.floor(first / tileWidth);
    const whole = Math.floor(end / span);
    // A stretch inside one tile, made of whole hashes, needs no other tile.
    if (whole * span === end && whole <= (number + 1) * tileWidth) {
      const hashes = await tile(level, number);
      return rootOf(hashes.slice(first - number * tileWidth, whole - number * tileWidth));
    }
    const middle = start + split(end - start);
    return nodeHash(...(await Promise.all([range(start, middle), range(middle, end)])));
  };
  return range;
}

/** The highest tile level whose hashes are no wider than the stretch. */
function levelOf(start: number, end: number): number {
  let level = 0;
  for (let span = tileWidth; span <= end - start && start % span === 0; span *= tileWidth) level++;
  return level;
}

/** Entry bundle: each entry after its 2-byte big-endian length. */
export function formatBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(...entries.flatMap(e => [Uint8Array.of(e.length >> 8, e.length & 255), e]));
}

/** The entries of a bundle; trailing or missing bytes are an error. */
export function parseBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    const end = at + 2 + length;
    if (end > bytes.length) throw new Error('entry bundle is cut short');
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
