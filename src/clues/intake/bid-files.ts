import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { OpenedEnvelope } from '../../opening/entities.ts';
import type { Context } from '../../platform/command.ts';
import { nodePrimitives } from '../../platform/node-primitives.ts';
import { storedEnvelope } from '../../platform/trustee.ts';
import { fileOf, openRange } from '../../sealing/open-envelope.ts';
import { manifestInside } from '../../sealing/signed-manifest.ts';
import { cryptosystem } from '../../sealing/suites.ts';
import type { LotBid } from './lot-bids.ts';

/** A file that may be read whole; ask for nothing larger than one can hold. */
export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
}

const system = cryptosystem('intl-1', nodePrimitives);

/** The files of a bid in the envelopes that the committee has opened by now; what is still sealed is not there. */
export async function openedFiles(
  ctx: Context,
  bid: Pick<LotBid, 'bid' | 'manifest'>,
): Promise<StoredFile[]> {
  const envelopes = await ctx.em.fork().find(OpenedEnvelope, { bid: bid.bid });
  const manifest = manifestInside(bid.manifest);
  const found: StoredFile[] = [];
  for (const { envelope: named, key, salt, files } of envelopes) {
    const content = { key: new Uint8Array(key), salt: new Uint8Array(salt), files };
    const envelope = await storedEnvelope(ctx.storage, manifest, named, content);
    for (const { name, bytes } of files) {
      const read = () => {
        const range = { start: 0, end: bytes };
        return buffer(Readable.from(openRange(envelope, fileOf(envelope, name), range, system)));
      };
      found.push({ name, bytes, read });
    }
  }
  return found;
}
