import { Readable } from 'node:stream';
import { utf8 } from '../../kernel/bytes.ts';
import { layout } from '../../verifier/layout.ts';
import { type Context, must } from '../command.ts';
import { sha256Hex } from '../digest.ts';

/** A file of a bundle: its bytes, or the blob of the storage that holds them. */
export interface BundlePart {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  stream(): AsyncIterable<Uint8Array>;
}

export function inline(path: string, content: Uint8Array | string): BundlePart {
  const bytes = typeof content === 'string' ? utf8(content) : new Uint8Array(content);
  return {
    path,
    bytes: bytes.length,
    sha256: sha256Hex(bytes),
    stream: () => Readable.from([bytes]),
  };
}

export async function stored(ctx: Context, path: string, sha256: string): Promise<BundlePart> {
  const bytes = must(await ctx.storage.size(sha256), 'evidence');
  return { path, bytes, sha256, stream: () => ctx.storage.open(sha256) };
}

/** By what every signature in a bundle is judged. */
export const trustParts = async ({ centre }: Context): Promise<BundlePart[]> => [
  inline(layout.trust, centre.trustListP7),
  ...(await centre.crls()).map((crl, i) => inline(layout.crl(i + 1), crl)),
];
