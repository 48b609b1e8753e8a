import { Readable } from 'node:stream';
import { utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { layOut, pack } from '../../sealing/archive.ts';
import { formatVerifier, type Verifier } from '../../transparency/note.ts';
import type { AnyIndex } from '../../verifier/bundle.ts';
import { layout } from '../../verifier/layout.ts';
import type { Context } from '../command.ts';
import type { Bytes } from '../http.ts';
import { type BundlePart, inline } from './part.ts';

/** 128 GiB in segments of 8 MiB, many times over: a bundle is the platform's own work, not a bidder's. */
const mostFiles = 1_000_000;

type Head = AnyIndex extends infer I
  ? Omit<I & AnyIndex, 'files' | 'exportedAt' | 'logKey'>
  : never;

/** A bundle as a tar: the index that the centre signs, then every file that it names. */
export async function sealedTar(
  ctx: Context,
  log: Verifier,
  head: Head,
  parts: readonly BundlePart[],
  name: string,
): Promise<Bytes> {
  const at = await ctx.clock.now(ctx.em);
  const index = canonicalText({
    ...head,
    exportedAt: at.toISOString(),
    logKey: formatVerifier(log),
    files: parts.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
  });
  const signature = await ctx.centre.sign(utf8(index), at);
  const all = [inline(layout.index, index), inline(layout.indexSignature, signature), ...parts];
  const sources = all.map(part => ({
    name: part.path,
    bytes: part.bytes,
    stream: () => part.stream(),
  }));
  const plan = await layOut(sources, name, mostFiles);
  return { content: Readable.from(pack(plan, sources, name)), type: 'application/x-tar', name };
}
