import type { Manifest } from './manifest.ts';

/** Names inside `NAME.kbid/`. They are also how every refusal says where the fault is. */
export const manifestPath = 'manifest.p7s';
export const outerPath = (envelope: string): string => `${envelope}/outer.p7m`;
export const segmentPath = (envelope: string, index: number): string =>
  `${envelope}/seg/${String(index).padStart(6, '0')}.p7m`;
/** The keys of a sealing not yet finished, locked to the bidder's own certificate; removed at the end. */
export const sessionPath = 'sealing.p7m';
/** Beside the folder, never inside: it opens what the bidder's own key opens. */
export const recoveryName = (bid: string): string => `${bid.replace(/\.kbid$/, '')}.recovery.p7m`;

/** A part that travels and is stored by its hash. */
export interface Part {
  readonly path: string;
  readonly sha256: string;
}

/** Every part that a manifest lists, in order: per envelope the outer package, then its segments. */
export function partsOf(manifest: Manifest): Part[] {
  return manifest.envelopes.flatMap(({ id, outerSha256, segments }) => [
    { path: outerPath(id), sha256: outerSha256 },
    ...segments.map((sha256, index) => ({ path: segmentPath(id, index), sha256 })),
  ]);
}
